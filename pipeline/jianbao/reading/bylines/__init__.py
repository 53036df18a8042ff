"""Bylines and datelines: who wrote, photographed and sent an article, and from where."""
