"""Keywords and slogans: candidates, their features, the rankers, and families of parallel terms."""
