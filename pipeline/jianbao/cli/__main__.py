"""``python -m jianbao.cli``: the same as ``jianbao``."""

from jianbao.cli import main

main()
