"""One run at a time in a folder: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from jianbao.errors import ConfigError, WriteError

LOCK = "run.lock"
_FAR = 1 << 30  # on Windows a locked byte cannot be read by others: one past what is written
_held: set[str] = set()  # of this process, which the system's lock does not keep from itself


class Holder(Struct):
    """Who holds a run folder: what the lock file says."""

    pid: int
    host: str
    start: str  # ISO 8601, UTC

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.start}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder`` alone, made where it is missing; one that was made and is left empty goes again.

    Raises ConfigError that names the holder where another run has it, WriteError where it cannot be made.
    """
    made = _make(folder)
    path = folder / LOCK
    key = str(path.resolve())
    if key in _held:
        raise _refusal(folder, Holder(os.getpid(), "this host", "this process began"))
    descriptor = _acquire(folder, path)
    _held.add(key)
    try:
        yield
    finally:
        _held.discard(key)
        _release(descriptor, path)
        if made:
            with suppress(OSError):
                folder.rmdir()


def _make(folder: Path) -> bool:
    """Make the folder; whether it was not there."""
    there = folder.is_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot make the folder: {error.strerror}") from error
    return not there


def _acquire(folder: Path, path: Path) -> int:
    """A descriptor that holds the lock, with ourselves written as its holder."""
    while True:
        descriptor = _open(path)
        if not _try_lock(descriptor):
            holder = _holder(descriptor)
            os.close(descriptor)
            raise _refusal(folder, holder)
        if _is_still(descriptor, path):
            _sign(descriptor)
            return descriptor
        os.close(descriptor)  # its holder ended between our opening and locking it, and took the file away


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as error:
        raise WriteError(f"{path}: cannot write: {error.strerror}") from error


def _is_still(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    holder = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
    with suppress(OSError):  # a full disk: the lock holds without its holder's name
        os.ftruncate(descriptor, 0)
        os.write(descriptor, msgspec.json.encode(holder) + b"\n")


def _holder(descriptor: int) -> Holder | None:
    try:
        return msgspec.json.decode(os.read(descriptor, 4096), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return None


def _refusal(folder: Path, holder: Holder | None) -> ConfigError:
    return ConfigError(
        f"{folder}: another run is writing here ({holder or 'its holder is not known'}); "
        "wait for it or stop it, or choose another -o"
    )


def _release(descriptor: int, path: Path) -> None:
    """Take the file away, then let go."""
    if sys.platform == "win32":  # what is open cannot be taken away there
        os.close(descriptor)
    with suppress(OSError):
        path.unlink()
    if sys.platform != "win32":
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        """Whether the lock is ours now; a file system that knows no locks leaves it to the user."""
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True
        return True
