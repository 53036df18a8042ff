"""Summaries: clauses, what to keep of them, the structured fields, and the digest of a page."""
