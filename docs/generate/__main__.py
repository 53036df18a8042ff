"""``make docs``: write what is made from the code: commands, settings, tables, index of decisions, messages."""

from __future__ import annotations

from pathlib import Path

from cli_reference import cli_page
from configuration_reference import configuration_page
from decision_index import decision_index
from jianbao.writing.tables import describe_tables
from message_catalogue import write_catalogue

DOCS = Path(__file__).resolve().parents[1]


def pages() -> dict[Path, str]:
    """The generated pages: path and contents."""
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "configuration.md": configuration_page(),
        DOCS / "tables.md": describe_tables(),
        DOCS / "decisions" / "README.md": decision_index(DOCS / "decisions"),
    }


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, "utf-8")
        print(path.relative_to(DOCS.parent))
    for path in write_catalogue():
        print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
