"""The engine ``crf``: conditional random fields over the words of LAC and jieba."""
