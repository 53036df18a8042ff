"""The HTML document: template, styles, scripts and data, under a strict Content-Security-Policy.

The text of a newspaper never becomes markup: data is in blocks that browsers do not run, compressed or with ``<``
escaped, and the scripts build the page with ``textContent``. The policy allows exactly our own scripts and styles,
by their hashes, and Trusted Types prevent any library from turning strings into HTML.
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
from jianbao.extras import from_extra

_ASSETS = Path(__file__).parent / "assets"
STYLES = ("base", "layout", "reading", "views")
# They share one scope, in this order; the first line of each file says what it is for.
SCRIPTS = (
    "dom", "labels", "text", "folding", "store", "charts", "views", "cites", "marks", "article", "facts",
    "corrections", "page", "overview", "articles", "people", "timeline", "places", "figures", "themes", "topics",
    "network", "origin", "search", "kwic", "analyse", "router", "keys", "main",
)  # fmt: skip


def document(boot: dict[str, Any], blocks: dict[str, str], *, connect: str = "") -> str:
    """The complete page.

    boot: what the scripts need at once. blocks: compressed data by name (``chunks.pack``).
    connect: a CSP source from which the page may fetch; none by default.
    Raises JianbaoError where vl-convert is not installed.
    """
    style, script, library = styles(), scripts(), charts_library()
    parts = {
        "csp": html.escape(policy(connect)),
        "title": html.escape(boot["name"]),
        "style": style,
        "boot": _escape_json(boot),
        "labels": _escape_json(msgspec.json.decode((_ASSETS / "labels.json").read_bytes())),
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
            raise JianbaoError(f"report.html has no place for {name}: <!--{name}--> is missing")
        page = head + value + tail
    return page


def policy(connect: str = "") -> str:
    """The Content-Security-Policy: our scripts and styles by hash, ``connect`` to fetch from, nothing else."""
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
    """All style sheets, joined."""
    return "\n".join((_ASSETS / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)


@cache
def scripts() -> str:
    """All our scripts, joined in one function scope."""
    parts = [(_ASSETS / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


@cache
def charts_library() -> str:
    """Vega, Vega-Lite and Vega-Embed in one script, as shipped with vl-convert."""
    with from_extra("report"):
        import vl_convert
    bundle: Any = vl_convert.javascript_bundle  # its stub requires an argument that it does not need
    return str(bundle()).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _escape_json(value: Any) -> str:
    """JSON that cannot end the script element that contains it."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
