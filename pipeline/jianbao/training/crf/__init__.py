"""Training of the engine ``crf``."""
