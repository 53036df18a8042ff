"""The engine ``lac``: Baidu's LAC."""
