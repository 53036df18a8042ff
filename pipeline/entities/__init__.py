"""Assembly of entities: from an engine's tokens and spans to mentions in newspaper conventions."""
