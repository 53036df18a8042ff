"""Saved web pages: the articles on them, and what is printed or declared beside them."""
