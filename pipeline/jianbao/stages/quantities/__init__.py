"""Quantities: figures with their units, and whether they add up."""
