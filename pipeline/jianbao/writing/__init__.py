"""Writing: what a run leaves on disk, and the formats it is exported to."""
