"""The HTML document: template, styles, scripts and data, under a strict Content-Security-Policy.

Nothing of a paper's text ever becomes markup: data lies in blocks that no browser runs, compressed or with
``<`` escaped, and the scripts build the page with ``textContent``. The policy lets exactly our own scripts
and styles run, by their hashes, and Trusted Types keep any library from making HTML out of strings.
"""

from __future__ import annotations

import base64
import hashlib
import html
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from jianbao.errors import JianbaoError

_ASSETS = Path(__file__).parent / "assets"
STYLES = ("base", "layout", "reading", "views")
# In this order they share one scope; each file's first line says what it is for.
SCRIPTS = (
    "dom", "labels", "text", "folding", "store", "charts", "cites", "marks", "article", "facts", "page", "overview",
    "people", "timeline", "places", "figures", "themes", "topics", "network", "origin", "search", "analyse", "router",
    "keys", "main",
)  # fmt: skip


def document(boot: dict[str, Any], blocks: dict[str, str], *, connect: str = "") -> str:
    """The whole page.

    boot: what the scripts need at once. blocks: compressed data by name (``chunks.packed``).
    connect: where the page may fetch from, a CSP source; nowhere by default.
    """
    style, script, library = styles(), scripts(), charts_library()
    parts = {
        "csp": html.escape(policy(connect)),
        "title": html.escape(boot["name"]),
        "style": style,
        "boot": _inert(boot),
        "labels": _inert(msgspec.json.decode((_ASSETS / "labels.json").read_bytes())),
        "blocks": "\n".join(
            f'<script type="application/gzip" id="data-{name}">{data}</script>'
            for name, data in blocks.items()
        ),
        "library": library,
        "script": script,
    }
    page = (_ASSETS / "report.html").read_text("utf-8")
    for name, value in parts.items():
        head, found, tail = page.partition(f"<!--{name}-->")
        if not found:
            raise JianbaoError(f"the report's template has no place for {name}")
        page = head + value + tail
    return page


def policy(connect: str = "") -> str:
    """The Content-Security-Policy: our scripts and styles by hash, and nothing else."""
    run = " ".join(_hash(part) for part in (charts_library(), scripts()))
    rules = [
        "default-src 'none'", f"script-src {run}", f"style-src {_hash(styles())}", "img-src data:",
        "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types default",
    ]  # fmt: skip
    if connect:
        rules.append(f"connect-src {connect}")
    return "; ".join(rules)


@cache
def styles() -> str:
    """All style sheets as one."""
    return "\n".join((_ASSETS / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)


@cache
def scripts() -> str:
    """All our scripts as one, in a scope of its own."""
    parts = [(_ASSETS / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


@cache
def charts_library() -> str:
    """Vega, Vega-Lite and Vega-Embed in one script, as vl-convert brings them; made without the network."""
    try:
        import vl_convert
    except ImportError as error:
        raise JianbaoError("vl-convert is not installed; pip install 'jianbao[report]'") from error
    bundle: Any = vl_convert.javascript_bundle  # its stub asks for an argument that it does not need
    return str(bundle()).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _inert(value: Any) -> str:
    """JSON that cannot end the block it stands in."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
