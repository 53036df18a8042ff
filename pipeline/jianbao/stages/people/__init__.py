"""People: who holds which post, and how else they are called."""
