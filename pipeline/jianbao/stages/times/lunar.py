"""Dates of the lunar calendar and festivals, by lunar-python (exact tables, 1900 to 2100 and beyond)."""

from __future__ import annotations

from functools import cache

from jianbao.resources import rows


def to_solar(year: int, month: int, day: int | None, *, leap: bool = False) -> tuple[int, int, int] | None:
    """The solar date of a lunar one; None where the month has no such day, or no day is given.

    >>> to_solar(2018, 1, 9)
    (2018, 2, 24)
    """
    from lunar_python import Lunar  # a tenth of a second, and most articles have no lunar date

    if day is None or not 1600 <= year <= 2200:
        return None
    try:
        solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
    except Exception:  # lunar-python raises bare Exception for a date that does not exist
        return to_solar(year, month, 29) if (month, day) == (12, 30) else None  # 除夕 of a short year
    return solar.getYear(), solar.getMonth(), solar.getDay()


@cache
def _festivals() -> dict[str, tuple[str, str, int]]:
    return {name: (kind, month, int(day)) for name, kind, month, day in rows("festivals.tsv")}


def festival_at_end(surface: str) -> str:
    """The name of the festival that ``surface`` ends with, or "".

    >>> festival_at_end("2019年春节"), festival_at_end("今年五一假期")
    ('春节', '五一')
    """
    core = surface.strip("“”\"'").removesuffix("期间").removesuffix("假期").removesuffix("前夕")
    core = core.strip("“”\"'")
    return max((n for n in _festivals() if core.endswith(n)), key=len, default="")


def festival_date(name: str, year: int) -> tuple[int, int, int] | None:
    """The solar date of the festival ``name`` in the solar year ``year`` (除夕: that of the lunar new year).

    >>> festival_date("春节", 2019), festival_date("清明", 2021), festival_date("除夕", 2019)
    ((2019, 2, 5), (2021, 4, 4), (2019, 2, 4))
    """
    kind, month, day = _festivals()[name]
    if kind == "solar":
        return year, int(month), day
    if kind == "lunar":  # the twelfth lunar month falls into the next solar year
        return to_solar(year - 1 if int(month) == 12 else year, int(month), day)
    from lunar_python import Solar

    solar = Solar.fromYmd(year, 6, 15).getLunar().getJieQiTable().get(month)
    return (solar.getYear(), solar.getMonth(), solar.getDay()) if solar else None
