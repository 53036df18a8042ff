"""Times: what a date or span of time says, as ISO 8601."""
