"""Training of the line model."""
