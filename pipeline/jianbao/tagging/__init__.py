"""Labels and probabilities of characters, without any engine or article: encoding, decoding, hashing, batching."""
