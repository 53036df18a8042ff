"""Training of the keyword ranker."""
