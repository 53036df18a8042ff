"""Summary: an article in a sentence or two, and its fields."""
