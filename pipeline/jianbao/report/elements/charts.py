"""Charts as Vega-Lite specifications with their data; strings that begin with @ are keys of ``labels.json``.

Colours and fonts are set by the page, so that light and dark, Chinese and English share one chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jianbao.extras import from_extra

Chart = dict[str, Any]
YEARS = 16  # more than these are drawn by year


def bars(name: str, rows: Sequence[tuple[str, float]], *, of: str = "mentions") -> Chart:
    """One bar for each of ``rows`` (name, number), in their order. of: what is counted, a key of the labels."""
    alt = _altair()
    data = alt.Data(values=[{"what": what, "number": number} for what, number in rows])
    base = alt.Chart(data).encode(y=alt.Y("what:N", sort=None, title=None))
    chart = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.68}).encode(
        x=alt.X("number:Q", title=f"@chart.{of}", axis=alt.Axis(tickMinStep=1, format="~s")),
        tooltip=[alt.Tooltip("what:N", title="@chart.what"), alt.Tooltip("number:Q", title=f"@chart.{of}")],
    )
    return _finish(f"{of}.{name}", chart, 20 * len(rows) + 2)


def months(name: str, rows: Sequence[tuple[str, int]]) -> Chart:
    """One column per month of ``rows`` (YYYY[-MM], number; in order), or per year if they span many years."""
    alt = _altair()
    unit, form = ("yearmonth", "%Y-%m") if _span(rows) <= YEARS else ("year", "%Y")
    data = alt.Data(values=[{"month": month, "number": number} for month, number in rows])
    chart = (
        alt.Chart(data)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X(
                f"{unit}(month):T", title=None, axis=alt.Axis(format=form, labelOverlap=True, grid=False)
            ),
            y=alt.Y("sum(number):Q", title=f"@chart.{name}", axis=alt.Axis(tickMinStep=1, tickCount=4)),
            tooltip=[
                alt.Tooltip(f"{unit}(month):T", title="@chart.month", format=form),
                alt.Tooltip("sum(number):Q", title=f"@chart.{name}"),
            ],
        )
    )
    return _finish(f"months.{name}", chart, 160)


def _span(rows: Sequence[tuple[str, int]]) -> int:
    return int(rows[-1][0][:4]) - int(rows[0][0][:4]) if rows else 0


def lines(name: str, months: Sequence[str], series: Sequence[tuple[str, Sequence[float]]]) -> Chart:
    """One line for each of ``series`` (name, one share per month) over ``months``."""
    alt = _altair()
    values = [
        {"month": month, "what": what, "share": round(share, 4)}
        for what, shares in series
        for month, share in zip(months, shares, strict=True)
    ]
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_line(interpolate="monotone", strokeWidth=2)
        .encode(
            x=alt.X("month:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True, grid=False)),
            y=alt.Y("share:Q", title="@chart.share", axis=alt.Axis(format="%", tickCount=4)),
            color=alt.Color("what:N", title=None, legend=alt.Legend(orient="bottom", columns=3), sort=None),
            tooltip=[
                alt.Tooltip("what:N", title="@chart.what"),
                alt.Tooltip("month:T", title="@chart.month", format="%Y-%m"),
                alt.Tooltip("share:Q", title="@chart.share", format=".1%"),
            ],
        )
    )
    return _finish(name, chart, 220)


def _finish(name: str, chart: Any, height: int) -> Chart:
    spec = chart.properties(width="container", height=height).to_dict()
    spec.pop("config", None)  # the page has its own
    return {"name": name, "spec": spec}


def _altair() -> Any:
    with from_extra("report"):
        import altair
    return altair
