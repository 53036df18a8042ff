"""The engine ``spacy``: any Chinese spaCy pipeline."""
