"""Makes ``data/lunar_years.tsv`` with lunar-python.

python -m jianbao.training.lunar_years
"""

from __future__ import annotations

from datetime import date

from jianbao.resources import data_path
from jianbao.stages.times.lunar import term_days

FIRST, LAST = 1950, 2050
_HEADER = """# Lunar years and solar terms, 1950 to 2050, for dates such as 正月初九 and 清明.
# year <TAB> solar date of the first day of the lunar year that begins in it <TAB> leap month (0: none) <TAB>
# a digit for each month of the lunar year in order, the leap month after its own (0: 29 days, 1: 30) <TAB>
# the days of the 24 solar terms in the solar year, from 小寒 in January to 冬至 in December, two in every month
# Source: lunar-python 1.4 (licence MIT). Made by pipeline/jianbao/training/lunar_years.py.
"""


def row(year: int) -> str:
    """The line of one year."""
    from lunar_python import LunarYear, Solar

    lunar = LunarYear.fromYear(year)
    months = lunar.getMonthsInYear()
    first = Solar.fromJulianDay(months[0].getFirstJulianDay())
    day = date(first.getYear(), first.getMonth(), first.getDay())
    lengths = "".join(str(m.getDayCount() - 29) for m in months)
    terms = " ".join(map(str, term_days(year)))
    return f"{year}\t{day.isoformat()}\t{lunar.getLeapMonth()}\t{lengths}\t{terms}\n"


def main() -> None:
    """Writes the data file."""
    text = _HEADER + "".join(row(year) for year in range(FIRST, LAST + 1))
    data_path("lunar_years.tsv").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
