"""Bad files through the command line: each is named with its reason, and the rest goes on."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "云岭县召开教育工作会议\n本报讯 6月3日，全县教育工作会议召开。\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianbao.cli", "run", "--stages", "sentences", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_each_bad_file_is_named_and_the_good_ones_are_done(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    bad = {
        "a_empty.txt": b"",
        "b_binary.txt": os.urandom(16) + bytes(range(256)) * 8,
        "c_wrong.txt": "本报讯 会议".encode() + b"\xff\xfe\x81\x82\xff" + "召开".encode(),
        "d_nul.txt": "云岭县\n本报讯 会议\0召开。".encode(),
        "e_line.txt": "会议要求抓好落实，".encode() * 2_000_000,  # 54 MB without a line break
        "f_cut.txt.gz": b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut",
        "g_rows.jsonl": b'{"text": \n{"id": "x"}\n{"text": "a\\ud800"}\n'
        b'{"text": "b", "date": "2021-13-01"}\n{"text": 5}\n',
        "h_image.pdf": b"%PDF-1.4 and nothing more",
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    (folder / "2021-06-04_01.txt").write_text(TEXT, "utf-8")
    (folder / "z_last.jsonl").write_text(json.dumps({"id": "last", "text": TEXT}), "utf-8")
    (folder / "y_link.txt").symlink_to(folder / "nowhere")
    done = run(folder, tmp_path / "nowhere", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    complaints = [line for line in done.stderr.splitlines() if line.startswith("jianbao: reading: ")]
    expected = [
        "a_empty.txt: the file is empty", "b_binary.txt: ", "c_wrong.txt: ", "d_nul.txt: the text holds a NUL",
        "e_line.txt: larger than 20,000,000 bytes", "f_cut.txt.gz: cannot be read", "g_rows.jsonl:1: ",
        "g_rows.jsonl:2: ", "g_rows.jsonl:3: ", "g_rows.jsonl:5: ", "h_image.pdf: not a readable PDF",
        "y_link.txt: cannot be read", "nowhere: there is no such file",
    ]  # fmt: skip
    assert len(complaints) == len(expected)
    for complaint, start in zip(complaints, expected, strict=True):
        assert start in complaint
    pages = (tmp_path / "out" / "pages.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["page"]["id"] for line in pages] == ["2021-06-04_01", "g_rows-4", "last"]
    assert "g_rows.jsonl:4: 2021-13-01 is not a date" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    done = run(path, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "secret.txt: cannot be read (Permission denied)" in done.stderr


def test_a_folder_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jianbao.errors import ReadError
    from jianbao.reading import read_pages

    (tmp_path / "closed").mkdir()

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    errors: list[ReadError] = []
    assert list(read_pages(tmp_path / "closed", on_error=errors.append)) == []
    assert "closed: cannot be listed (Permission denied)" in str(errors[0])


def test_a_date_that_is_none_stops_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, "utf-8")
    done = run(path, "--date", "2021-13-40", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "2021-13-40 is not a date" in done.stderr
    assert "write the date as 2021, 2021-05 or 2021-05-08" in done.stderr


def write_parquet(path: Path, *, good: int, bad: str) -> Path:
    """A file of ``good`` rows with a bad one among them: text that is no UTF-8, or a time beyond Python's."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts: list[bytes] = [TEXT.encode()] * (good + 1)
    days = [0] * (good + 1)
    if bad == "text":
        texts[1] = "云岭县".encode()[:-1]
    else:
        days[1] = 2**62 + 1
    columns = {
        "text": pa.array(texts, pa.binary()).view(pa.string()),
        "date": pa.array(days, pa.timestamp("ns")),
    }
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("bad", ["text", "date"])
def test_a_row_that_cannot_be_read_costs_only_itself(tmp_path: Path, bad: str) -> None:
    done = run(write_parquet(tmp_path / "rows.parquet", good=3, bad=bad), "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "rows.parquet:2: the row cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
    assert len((tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()) == 3


def test_no_fault_of_one_file_ends_the_reading_of_the_others(tmp_path: Path) -> None:
    """A charset that Python knows but does not decode with; a broken block in a compressed file; a huge page."""
    (tmp_path / "a.html").write_bytes(b'<meta charset="undefined"><p>' + TEXT.encode() * 3)
    deflated = bytearray(gzip.compress(json.dumps({"text": TEXT}).encode()))
    deflated[10] = 0xFF  # a block of a type that there is not
    (tmp_path / "b.jsonl.gz").write_bytes(deflated)
    (tmp_path / "c.txt").write_text("会" * 600_000, "utf-8")
    (tmp_path / "d.txt").write_text(TEXT, "utf-8")
    done = run(tmp_path, "-o", tmp_path / "out")
    assert "Traceback" not in done.stderr
    complaints = [line for line in done.stderr.splitlines() if line.startswith("jianbao: reading: ")]
    for part in ("b.jsonl.gz: cannot be read", "c.txt: the page has 600,000 characters"):
        assert any(part in complaint for complaint in complaints)
    lines = (tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()
    assert "d" in [json.loads(line)["page_id"] for line in lines]
