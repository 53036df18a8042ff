"""Reading: bytes to pages, pages to articles."""

from pipeline.reading.layout import split_page
from pipeline.reading.pages import MAX_BYTES, read, read_pages

__all__ = ["MAX_BYTES", "read", "read_pages", "split_page"]
