"""The server of a run: the report's pages, search and a JSON API, for this machine only by default."""
