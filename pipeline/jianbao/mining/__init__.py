"""Mining: what is found over many articles."""
