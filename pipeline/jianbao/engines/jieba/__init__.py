"""The engine ``jieba``: words and parts of speech by jieba."""
