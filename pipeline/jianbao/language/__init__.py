"""Chinese, without any article: widths, numerals, the calendar, divisions, surnames, how rare words are."""
