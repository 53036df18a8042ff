"""Mining: topics, trends, reprints, new words, people and organisations over many articles."""
