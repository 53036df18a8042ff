"""``make dist``: a wheel in an empty environment, outside the sources: its commands run, and how large it is.

python tests/support/empty_environment.py dist/jianbao-*.whl
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

PAGE = "云岭县召开防汛工作会议\n本报讯 5月7日，云岭县委书记周启明到青石镇检查防汛工作。\n周启明指出，要守住安全底线。\n"
MOST_WHEEL, MOST_BASE = 75, 450  # MB


def main(wheel: Path) -> None:
    """Install ``wheel`` and try it; ends with an error where something does not work or is too large."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        began = time.monotonic()
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        _call(
            folder, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel.resolve()
        )
        seconds = time.monotonic() - began
        (folder / "2021-05-08.txt").write_text(PAGE, "utf-8")
        jianbao = (python.with_name("jianbao"),)
        assert "run" in _call(folder, *jianbao, "--help")
        version = _call(folder, *jianbao, "--version").strip()
        _call(folder, *jianbao, "run", "2021-05-08.txt", "-o", "seen")
        assert "周启明" in _call(folder, *jianbao, "show", "seen", "--all")
        [line] = (folder / "seen" / "articles.jsonl").read_text("utf-8").splitlines()
        assert [person["name"] for person in json.loads(line)["persons"]] == ["周启明"]
        checks = json.loads(_call(folder, *jianbao, "doctor", "--json"))
        [compiled] = [check["details"] for check in checks if check["name"] == "parts in C"]
        base = sum(p.lstat().st_size for p in (folder / "env").rglob("*") if p.is_file()) / 1e6
    size = wheel.stat().st_size / 1e6
    sys.stdout.write(
        f"{version}: wheel {size:.1f} MB; installed in {seconds:.0f} s, {base:.0f} MB in all; parts in C: {compiled}\n"
    )
    if size > MOST_WHEEL or base > MOST_BASE:
        sys.exit(
            f"larger than it should be: wheel at most {MOST_WHEEL} MB, installation at most {MOST_BASE} MB"
        )


def _call(folder: Path, *command: object) -> str:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*map(str, command)], cwd=folder, env=plain, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))
