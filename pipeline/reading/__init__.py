"""Reading: bytes to pages, pages to articles."""
