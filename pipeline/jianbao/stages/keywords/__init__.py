"""Keywords: what an article is about, best first."""
