"""Reading: bytes to pages, pages to articles."""

from jianbao.reading.layout.split import split_page
from jianbao.reading.pages import MAX_BYTES, read, read_pages

__all__ = ["MAX_BYTES", "read", "read_pages", "split_page"]
