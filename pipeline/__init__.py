"""剪报 jianbao: text mining for Chinese newspapers."""
