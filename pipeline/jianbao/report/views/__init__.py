"""One file per tab: each collects the data of its tab in one pass over the articles."""
