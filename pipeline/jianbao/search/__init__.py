"""Search: the index of a run, the query language, and keywords in context."""
