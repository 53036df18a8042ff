"""Parts that the fact stages are built of: numerals, units, speakers, enumerations, event triggers."""
