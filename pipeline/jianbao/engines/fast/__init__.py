"""The engine ``fast``: a small network taught by the accurate one."""
