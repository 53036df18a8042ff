"""The engine ``auto``: the fast engine, and the accurate one where it is unsure."""
