"""Standard output that ends the command quietly when its reader is gone: ``jianbao show RUN | head``."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Output(io.FileIO):
    """A file descriptor to write to; exits with code 0 when nobody reads it any more."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write ``data``; raises SystemExit at a broken pipe, and drops all that is written later."""
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            raise SystemExit(0) from None


def stop_at_broken_pipe() -> None:
    """Replace ``sys.stdout``, where it is an ordinary one, by one that exits quietly at a broken pipe.

    In one place instead of around each command: Rich and Typer both turn a broken pipe into exit code 1.
    """
    old = sys.stdout
    if not isinstance(old, io.TextIOWrapper):
        return
    try:
        output = _Output(old.fileno(), "w", closefd=False)
    except OSError:  # closed, or not of the system
        return
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(output),
        encoding=old.encoding,
        errors=old.errors,
        line_buffering=old.line_buffering,
    )
