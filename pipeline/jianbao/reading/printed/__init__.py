"""Printed pages: boxes of text, from a PDF or a scan, to lines in reading order."""
