"""The fast engine's network: the tagger's student."""
