"""Layout: a page into articles, headlines, paragraphs and furniture."""
