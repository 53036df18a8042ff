"""Scans: pictures of pages to boxes of text, by RapidOCR (extra ocr)."""
