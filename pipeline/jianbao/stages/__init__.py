"""Stages: one file each, from sentences to summary. See ``jianbao stages``."""
