"""People over a corpus: who appears with whom in an article, and what each of them is."""

from collections import Counter
from itertools import combinations
from pathlib import Path

from jianbao import load, read

CORPUS = Path(__file__).parent.parent / "corpus" / "2021-05_gaoxin-shibao.txt"
CHAIN = ["sentences", "tokens", "entities", "people"]

posts: dict[str, str] = {}
together: Counter[tuple[str, str]] = Counter()
for article in load(stages=CHAIN, settings=["entities.engine=fast"])(read(CORPUS)):
    people = [p for p in article.persons if p.role == "newsmaker"]
    posts |= {p.name: "、".join(f"{post.org or ''}{post.title}" for post in p.posts) for p in people}
    together.update(combinations(sorted(p.name for p in people), 2))

for name, post in posts.items():
    print(name, post or "-")
for (one, other), count in together.most_common():
    print(f"{one} -- {other}: {count}")
