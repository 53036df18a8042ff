"""Compiles the jieba tagger in C when jianbao is built; without a C compiler jieba's own Python code is used."""

from __future__ import annotations

import os
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "jianbao.engines.jieba._posseg"
FOLDER = Path("pipeline", *MODULE.split(".")[:-1])


class ExtensionHook(BuildHookInterface[Any]):
    """Builds the extension in place and adds it to the wheel. JIANBAO_PURE=1 leaves it out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it builds: compiles the extension and adds it to the files of the wheel."""
        if self.target_name != "wheel" or os.environ.get("JIANBAO_PURE"):
            return
        root = Path(self.root)
        try:
            compile_extension(root)
        except Exception as error:  # no compiler, no headers: the wheel works without
            self.app.display_warning(f"the jieba tagger was not compiled; the slower one is used: {error}")
            return
        built = [path for path in (root / FOLDER).glob("_posseg.*") if path.suffix in (".so", ".pyd")]
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"cp311-abi3-{platform}"
        build_data["artifacts"] += [path.relative_to(root).as_posix() for path in built]


def compile_extension(root: Path) -> None:
    """Compile the C source next to itself, for the stable ABI of Python 3.11."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    source = str(root / FOLDER / "_posseg.c")
    extension = Extension(MODULE, [source], py_limited_api=True)
    command = build_ext(
        Distribution({"ext_modules": [extension], "package_dir": {"": str(root / "pipeline")}})
    )
    command.inplace = True
    with tempfile.TemporaryDirectory() as space:
        command.build_temp = space
        command.ensure_finalized()
        command.run()
