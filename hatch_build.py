"""Compiles what is written in C when jianbao is built; without a C compiler slower ways are taken instead."""

from __future__ import annotations

import os
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# jieba's tagger (else jieba's own Python code), the network of the engine fast (else onnxruntime), Viterbi and the
# trees of keywords and summaries (else numpy)
MODULES = (
    "jianbao.engines.jieba._posseg",
    "jianbao.engines.fast._gru",
    "jianbao.tagging._viterbi",
    "jianbao.stages.keywords._trees",
)
# the kernels give the same bits on every processor: no fused steps; loops are made for whole vectors
FLAGS = [] if os.name == "nt" else ["-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]


class ExtensionHook(BuildHookInterface[Any]):
    """Builds the extensions in place and adds them to the wheel. JIANBAO_PURE=1 leaves them out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it builds: compiles the extensions and adds them to the files of the wheel."""
        if self.target_name != "wheel" or os.environ.get("JIANBAO_PURE"):
            return
        root = Path(self.root)
        try:
            compile_extensions(root)
        except Exception as error:  # no compiler, no headers: the wheel works without
            self.app.display_warning(f"the parts in C were not compiled; slower ones are used: {error}")
            return
        built = [path for module in MODULES for path in _built(root, module)]
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"cp311-abi3-{platform}"
        build_data["artifacts"] += [path.relative_to(root).as_posix() for path in built]


def compile_extensions(root: Path) -> None:
    """Compile each C source next to itself, for the stable ABI of Python 3.11."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    extensions = [
        Extension(
            module,
            [str(_path(root, module).with_suffix(".c"))],
            py_limited_api=True,
            extra_compile_args=FLAGS,
        )
        for module in MODULES
    ]
    command = build_ext(
        Distribution({"ext_modules": extensions, "package_dir": {"": str(root / "pipeline")}})
    )
    command.inplace = True
    with tempfile.TemporaryDirectory() as space:
        command.build_temp = space
        command.ensure_finalized()
        command.run()


def _path(root: Path, module: str) -> Path:
    return root.joinpath("pipeline", *module.split("."))


def _built(root: Path, module: str) -> list[Path]:
    path = _path(root, module)
    return [made for made in path.parent.glob(f"{path.name}.*") if made.suffix in (".so", ".pyd")]
