"""The report of a run: the data of its tabs, and the HTML page that shows them, in one self-contained file."""

from jianbao.report.report import WrittenReport, write_report

__all__ = ["WrittenReport", "write_report"]
