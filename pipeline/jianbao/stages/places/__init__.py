"""Places: the administrative divisions that places lie in."""
