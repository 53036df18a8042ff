"""The engine ``hanlp``: any HanLP 2 model."""
