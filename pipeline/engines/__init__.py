"""Engines: tokens and entity spans at character offsets, behind one protocol."""
