"""Training of the engine ``accurate``."""
