"""Tokens: words and parts of speech."""
