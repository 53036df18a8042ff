"""Layout: a page into articles. (First version: one article a page, one block a line.)"""
from __future__ import annotations
import re
from pipeline.article import Article, Block, Page, RawMap

def split_page(page: Page) -> list[Article]:
    """The articles of ``page``."""
    pieces, clean, raw, blocks, at = [], [], [], [], 0
    for m in re.finditer(r"\S[^\n]*", page.text):
        s=m.start(); line=m.group().rstrip()
        clean.append(at); raw.append(s); pieces.append(line)
        blocks.append(Block("headline" if not blocks else "paragraph", at, at+len(line)))
        at += len(line)+1
    text="\n".join(pieces)
    return [Article(id=page.id+"-1", page_id=page.id, text=text, source=page.source, outlet=page.outlet, date=page.date,
      title=pieces[0] if pieces else "", blocks=blocks, raw_map=RawMap(clean or [0], raw or [0]))]
