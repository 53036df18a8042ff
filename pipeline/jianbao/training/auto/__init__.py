"""Sets the threshold of the engine ``auto`` on annotated texts."""
