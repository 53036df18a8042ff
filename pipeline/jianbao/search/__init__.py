"""Search: an index of a run, and keywords in their context."""
