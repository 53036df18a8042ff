"""Bylines and datelines of an article: at its head, in brackets, glued to a paragraph, after it, under pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jianbao.article import Block, Byline, Dateline
from jianbao.language.width import fold
from jianbao.reading.bylines.credits import Credits, parse
from jianbao.reading.bylines.datelines import Head, find_head, outlet_in
from jianbao.reading.bylines.person_names import HAN

_BRACKETS = re.compile(
    r"\(([^()\n]{2,80})\)|【([^【】\n]{2,60})】|〔([^〔〕\n]{2,60})〕|\[([^\[\]\n]{2,60})\]"
)
_WIRE = re.compile(r"[讯电]\s*\Z")
_STOP = re.compile(r"[。!?…;\n]")
_SIGNED = re.compile(r"[^,。!?:;()\n]{1,40}?报道(?=[:,\s]|(?:[^\w\s]|近日|昨|今|\d))")
_LED = re.compile(
    rf"(?P<who>[\s□■⊙●◎▲△◆★☆]*[^\s,。!?;:()\n]{{0,12}}?(?:记者|通讯员|实习生|特约撰稿)(?!站|[从了获们采在来走看发也说就对就问向与将为]))[\s:/]*"
    rf"(?P<names>{HAN}[^,。!?:;()“\n\d]{{1,40}})"
)
_CUT = re.compile(
    r"近日|日前|昨[天日晚]|今[天日晚年]|本[月周报]|目前|从|在|于|获悉|了解|报道|采访|摄|上午|下午|连日|随着|为|据|最近|近期|当[天日地]|[上去前]年|年|月|日"
)
_SHOT = re.compile(r"(?<!拍)(?:摄影报道|摄影|摄|供图)(?![像氏制入取下自于录照师展])")
_REPORTED = re.compile(
    rf"(?:(?<=[。!?”)\s])|\A)(?:本[报台网社刊]|{HAN}{{2,8}}[报网台社])?记者[^,。!?:;()\n]{{2,30}}?报道(?=[\s:\d]|\Z)"
)
_STATION = re.compile(rf"{HAN}{{2,4}}(?:记者)?站\Z")
# What web pages glue to their last paragraph, and question marks that stand for blanks of the original.
_NOISE = re.compile(
    r"余下全文|[—-]+\s*(?:end|END|完)\s*[—-]+|返回搜狐[,、]?查看更多|返回(?:文章)?首页|往期(?:精彩|回顾)|[上下]一篇[:\s][^\n]*|(?<=[\s?])\?|\?(?=\s*\?)"
)
_OPEN_END = re.compile(r"[。!?…”)】》:\s]\s*\Z")
_WEAK = ("作者", "撰稿", "")


def find_bylines(text: str, blocks: Sequence[Block]) -> tuple[list[Byline], Dateline | None]:
    """The bylines of an article, in order, and its dateline if it has one.

    Args:
        text: the article's text; offsets of the results point into it.
        blocks: its layout; headlines and furniture are passed over.

    >>> text = "本报讯 5月6日，全市教育工作会议召开。记者 张红军 李明/图"
    >>> [(b.name, b.role) for b in find_bylines(text, [Block("paragraph", 0, len(text))])[0]]
    [('张红军', '记者'), ('李明', '图')]
    """
    return _Finder(text, [b for b in blocks if b.kind not in ("headline", "furniture")]).run()


class _Finder:
    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.folded = _NOISE.sub(lambda m: " " * len(m[0]), fold(text))
        self.blocks = blocks
        self.found: list[Byline] = []
        self.taken: list[tuple[int, int]] = []

    def run(self) -> tuple[list[Byline], Dateline | None]:
        dateline: Dateline | None = None
        texts = [b for b in self.blocks if b.kind != "byline"]
        last = texts[-1] if texts else None
        for i, block in enumerate(self.blocks):
            head = find_head(self.folded[block.start : min(block.end, block.start + 60)])
            if head:
                head.start, head.end = head.start + block.start, head.end + block.start
                dateline = dateline or Dateline(head.start, head.end, head.outlet, head.place, head.date)
            outlet = head.outlet if head else None
            self._whole(block, outlet if head else None, final=i == len(self.blocks) - 1)
            self._brackets(block, head, near_end=last is None or block.start >= last.start)
            self._head(block, head)
            self._reported(block)
            self._tail(block, final=block is last)
            self._pictures(block)
        self.found.sort(key=lambda b: b.start)
        return _distinct(self.found), dateline

    def _take(self, credits: Credits | None, start: int, end: int, at: int) -> bool:
        """Keeps the people of a credit that was parsed from ``folded[at:]``, if its span is free."""
        if not credits or not credits.people or any(a < end and start < b for a, b in self.taken):
            return False
        self.taken.append((start, end))
        for c in credits.people:
            a, b = at + c.start, at + c.end
            self.found.append(Byline(self.text[a:b], c.role, a, b, c.outlet))
        return True

    def _whole(self, block: Block, outlet: str | None, *, final: bool) -> None:
        """A block that is nothing but a byline."""
        if block.end - block.start > 120:
            return
        credits = parse(self.folded[block.start : block.end], outlet)
        if not credits or (credits.units and block.kind != "byline"):
            return
        if credits.has_role or credits.has_outlet or credits.has_editor or (final and credits.surnames_only):
            self._take(credits, block.start, block.end, block.start)

    def _brackets(self, block: Block, head: Head | None, *, near_end: bool) -> None:
        """Bylines in brackets: behind the dateline, and at the end of a paragraph."""
        for m in _BRACKETS.finditer(self.folded, block.start, block.end):
            group = m.lastindex or 1
            before = self.folded[max(block.start, m.start() - 30) : m.start()].rstrip()
            outlet, behind = self._outlet_before(block, head, m.start(), before)
            credits = parse(m[group], outlet)
            if credits is None or not credits.people:
                continue
            ends = not self.folded[m.end() : block.end].strip(" 。") or self._is_credit(m.end(), block.end)
            signed = near_end and ends and (_OPEN_END.search(before) is not None or not before)
            if (
                credits.has_role
                or (behind and not credits.units)
                or (signed and (credits.surnames_only or credits.units) and len(m[group]) <= 40)
            ):
                self._take(credits, m.start(), m.end(), m.start(group))

    def _outlet_before(
        self, block: Block, head: Head | None, at: int, before: str
    ) -> tuple[str | None, bool]:
        """The outlet that stands before a bracket at ``at``, and whether the bracket follows a dateline."""
        if head and not self.folded[head.end : at].strip(" :,"):
            return head.outlet, True
        words = re.split(r"[。!?;:,()\s]", before)[-1]
        opening = not self.folded[block.start : at - len(words)].strip() if words else False
        if words and _WIRE.search(before) and (found := find_head(words)):
            return found.outlet, True
        named = outlet_in(words.removesuffix("发").removesuffix("消息")) if words else None
        if named and _STATION.fullmatch(words, len(named)):
            return words, True
        if named and named == words.removesuffix("发").removesuffix("消息"):
            return named, opening or words.endswith("发")
        return None, False

    def _is_credit(self, start: int, end: int) -> bool:
        credits = parse(self.folded[start:end].strip(" 。"))
        return credits is not None and (credits.has_editor or credits.has_role or credits.has_source)

    def _head(self, block: Block, head: Head | None) -> None:
        """Names at the head without brackets: 本报讯 张红军报道:, 本报记者李明 近日."""
        start = head.end if head else block.start
        while start < block.end and self.folded[start] in " :":
            start += 1
        outlet = head.outlet if head else None
        if m := _SIGNED.match(self.folded, start, min(block.end, start + 50)):
            credits = parse(self.folded[start : m.end()], outlet)
            if (
                credits
                and (credits.has_role or (head and credits.surnames_only))
                and self._take(credits, start, m.end(), start)
            ):
                return
        if m := _LED.match(self.folded, start, min(block.end, start + 70)):
            names = _CUT.split(m["names"], maxsplit=1)[0]
            end = m.start("names") + len(names)
            bounded = (
                end == block.end or self.folded[end] in " ,:。" or end < m.end() or self.folded[end].isdigit()
            )
            credits = parse(self.folded[start:end], outlet)
            if (
                credits
                and credits.has_role
                and bounded
                and (
                    credits.surnames_only
                    or self.folded[end - 1] == " "
                    or (credits.has_outlet and len(credits.people) > 1)
                )
            ):
                self._take(credits, start, end, start)

    def _reported(self, block: Block) -> None:
        """A reporter named inside a paragraph, where a caption or a lead is glued before: 本台记者张红军报道:."""
        for m in _REPORTED.finditer(self.folded, block.start, block.end):
            credits = parse(m[0])
            if credits and credits.has_role and credits.surnames_only and not credits.units:
                self._take(credits, m.start(), m.end(), m.start())

    def _tail(self, block: Block, *, final: bool) -> None:
        """What follows the last full stop of a paragraph."""
        tail = self.folded[max(block.start, block.end - 122) : block.end]
        stops = [m.end() for m in re.finditer(r"[。!?…][”’」』)\]】]*|完\)|\.\.+", tail)]
        if not stops or stops[-1] == len(tail):
            return
        start = block.end - len(tail) + stops[-1]
        credits = parse(self.folded[start : block.end])
        if credits is None:
            return
        plain = (
            len(re.sub(r"\s", "", self.folded[start : block.end])) <= 8
            and credits.surnames_only
            and not credits.units
        )
        if credits.has_role or credits.has_editor or credits.has_outlet or (final and plain):
            self._take(credits, start, block.end, start)

    def _pictures(self, block: Block) -> None:
        """Credits of pictures in running text: 新华社记者 张红军 摄."""
        for m in _SHOT.finditer(self.folded, block.start, block.end):
            begin = max(block.start, m.start() - 40)
            stops = [s.end() for s in _STOP.finditer(self.folded, begin, m.start())]
            start = stops[-1] if stops else begin
            for at in self._starts(start, m.start()):
                credits = parse(self.folded[at : m.end()])
                if (
                    credits
                    and credits.people
                    and credits.has_role
                    and credits.surnames_only
                    and not credits.units
                ):
                    self._take(credits, at, m.end(), at)
                    break

    def _starts(self, start: int, end: int) -> Iterator[int]:
        """Where the credit before a 摄 may begin: at the sentence, or behind one of its blanks and marks."""
        yield start
        for m in re.finditer(r"[\s,():]+(?=\S)|(?=记者|通讯员)", self.folded[start:end]):
            yield start + m.end()


def _distinct(bylines: Sequence[Byline]) -> list[Byline]:
    """Each name in each role once; 作者, or no role, adds nothing to a name that signs as a reporter too."""
    kept: dict[tuple[str, str], Byline] = {}
    for byline in bylines:
        kept.setdefault((re.sub(r"\s", "", byline.name), byline.role), byline)
    signed = {name for name, role in kept if role not in _WEAK}
    return [b for (name, role), b in kept.items() if role not in _WEAK or b.outlet or name not in signed]
