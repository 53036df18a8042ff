"""Slogans: families of parallel terms (痛点, 堵点, 卡点)."""
