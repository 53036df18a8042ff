"""Training of the summary models."""
