"""``make fuzz``: damaged files and odd texts through reading and the whole chain; what crashes, hangs or crawls.

python -m benchmarks.fuzz [--inputs 1000000] [--seed 1] [--out outputs/fuzz] [--only bytes|text|growth]

Every input is made from the seed and its number alone, so that one that was found is made again by ``--from N
--inputs 1``. The folder ``--out`` holds ``done.json`` (where a stopped run goes on), ``found.jsonl`` (a line per fault)
and the inputs that were found.
"""

from __future__ import annotations

import json
import multiprocessing
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console

from benchmarks.fuzz_inputs import KINDS, Made, make

console = Console(highlight=False)
HANG_SECONDS = 60.0  # of one input
SLOW_TIMES = 20  # the median a character
SLOW_SECONDS = 2.0  # less is never called slow: the first use of a model, a page of memory


class Done(msgspec.Struct):
    """What became of one input: ``fault`` is "" where nothing is wrong with it."""

    number: int
    kind: str
    size: int
    seconds: float
    rejected: bool = False
    fault: str = ""
    where: str = ""


class Subject:
    """Reading and the chain, loaded once a process."""

    def __init__(self, engine: str) -> None:
        from jianbao.config import Config
        from jianbao.flow import Flow

        self.flow = Flow(Config.make(None, [f"entities.engine={engine}"]).build(), strict=True)
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-"))

    def __call__(self, number: int, made: Made) -> Done:
        """Read the input, and send what was read of it through the chain."""
        began = time.process_time()
        done = Done(number, made.kind, len(made.data), 0.0)
        path = self.folder / f"input{made.suffix}"
        path.write_bytes(made.data)
        try:
            done.rejected = not self._read(path, chain=made.kind != "bytes" or number % 10 == 0)
        except Exception as error:  # what is looked for
            done.fault = f"{type(error).__name__}: {str(error)[:200]}"
            done.where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        done.seconds = round(time.process_time() - began, 4)
        return done

    def _read(self, path: Path, *, chain: bool) -> bool:
        """Whether something was read."""
        from jianbao.batches import process_pages
        from jianbao.errors import ReadError
        from jianbao.reading.pages import read_pages

        errors: list[ReadError] = []
        # no pictures: to recognise one costs seconds, whatever the size of its file
        pages = list(read_pages(path, ocr="never", on_error=errors.append, on_note=lambda _: None))
        unforeseen = [e for e in errors if isinstance(e.__cause__, (RecursionError, MemoryError))]
        if unforeseen:
            raise unforeseen[0]
        if chain and pages:
            result = process_pages(pages[:20], self.flow)
            if result.rejected:
                raise RuntimeError(f"{result.rejected[0].stage}: {result.rejected[0].reason}")
            msgspec.json.encode(result.pages)
        return bool(pages)


def work(pipe: Connection, engine: str, seed: int, numbers: range, only: str | None) -> None:
    """A process: handle ``numbers`` in turn; says which one it begins, and what became of it."""
    subject = Subject(engine)
    for number in numbers:
        pipe.send(number)
        pipe.send(subject(number, make(seed, number, only)))
    pipe.send(None)


def results(engine: str, seed: int, numbers: range, only: str | None) -> Iterator[Done]:
    """What became of each input; a process that dies or hangs is replaced, and its input is named."""
    while numbers:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("spawn").Process(
            target=work, args=(theirs, engine, seed, numbers, only), daemon=True
        )
        process.start()
        theirs.close()
        current = numbers.start
        try:
            while ours.poll(HANG_SECONDS + 60):
                message: Any = ours.recv()
                if message is None:
                    process.join()
                    return
                if isinstance(message, Done):
                    yield message
                    current = message.number + 1
            fault = "hangs"
        except EOFError:
            process.join()
            fault = f"kills its process (exit {process.exitcode})"
        process.kill()
        made = make(seed, current, only)
        yield Done(current, made.kind, len(made.data), HANG_SECONDS, fault=fault)
        numbers = range(current + 1, numbers.stop)


def main(
    inputs: Annotated[int, typer.Option(help="How many inputs.")] = 10_000,
    seed: Annotated[int, typer.Option(help="What the inputs are made from.")] = 1,
    out: Annotated[Path, typer.Option(help="Folder for what is found.")] = Path("outputs/fuzz"),
    only: Annotated[str | None, typer.Option(help=f"Only one kind: {', '.join(KINDS)}.")] = None,
    first: Annotated[
        int | None, typer.Option("--from", help="First number; default: where it stopped.")
    ] = None,
    engine: Annotated[str, typer.Option(help="Engine of the chain.")] = "crf",
) -> None:
    """Make inputs, handle them, report what crashes, hangs or takes too long."""
    out.mkdir(parents=True, exist_ok=True)
    state = out / "done.json"
    begun = json.loads(state.read_text("utf-8")) if state.exists() and first is None else {}
    start = first if first is not None else (begun.get("next", 0) if begun.get("seed") == seed else 0)
    counts: Counter[str] = Counter(begun.get("counts", {}) if start else {})
    speeds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for done in results(engine, seed, range(start, start + inputs), only):
        speed = done.seconds / max(done.size, 100)
        usual = speeds[done.kind]
        slow = len(usual) > 50 and done.seconds > SLOW_SECONDS and speed > SLOW_TIMES * median(usual[-2000:])
        usual.append(speed)
        fault = done.fault or ("slow" if slow else "")
        counts["inputs"] += 1
        counts["rejected"] += done.rejected
        if fault:
            counts["slow" if slow and not done.fault else "faults"] += 1
            _keep(out, done, fault, make(seed, done.number, only))
        if done.number % 1000 == 999 or fault:
            record = {"seed": seed, "next": done.number + 1, "counts": counts}
            state.write_text(json.dumps(record), "utf-8")
    state.write_text(json.dumps({"seed": seed, "next": start + inputs, "counts": counts}), "utf-8")
    console.print(", ".join(f"{counts[name]:,} {name}" for name in ("inputs", "rejected", "faults", "slow")))
    raise typer.Exit(1 if counts["faults"] or counts["slow"] else 0)


def _keep(out: Path, done: Done, fault: str, made: Made) -> None:
    """Keep an input that was found, with what it did."""
    console.print(f"{done.number} ({done.kind}{made.suffix}, {done.size:,} bytes, {done.seconds} s): {fault}")
    (out / f"{done.number}{made.suffix}").write_bytes(made.data)
    with (out / "found.jsonl").open("ab") as file:
        file.write(msgspec.json.encode(msgspec.structs.replace(done, fault=fault)) + b"\n")


if __name__ == "__main__":
    typer.run(main)
