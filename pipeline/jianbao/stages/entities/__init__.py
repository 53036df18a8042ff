"""Entities: people, places, organisations and calendar times."""
