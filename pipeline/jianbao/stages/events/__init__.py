"""Events: what happened, when, where, with whom."""
