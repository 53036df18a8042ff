"""The reading room's pages: what the tabs show, and one self-contained HTML file that shows it."""
