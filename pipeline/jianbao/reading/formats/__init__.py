"""File formats: text in any encoding, HTML, PDF, records."""
