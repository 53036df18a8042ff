"""``python -m pipeline.cli``: the same as ``jianbao``."""

from pipeline.cli import main

main()
