"""The local reading room: the report's pages, search and a JSON API, served on this machine only."""
