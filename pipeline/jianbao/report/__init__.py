"""The reading room's pages: what the tabs show, and one self-contained HTML file that shows it."""

from jianbao.report.report import Written, write_report

__all__ = ["Written", "write_report"]
