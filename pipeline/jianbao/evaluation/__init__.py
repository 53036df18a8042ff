"""Evaluation: the scorers behind ``jianbao evaluate``."""
