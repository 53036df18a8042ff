"""Out to annotation tools and back: what was found, as marks that people correct, and what they changed."""
