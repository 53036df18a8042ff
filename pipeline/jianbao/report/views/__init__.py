"""One file a tab: each collects what its tab shows while the articles go by once."""
