"""Training: what makes the files in ``models/``."""
