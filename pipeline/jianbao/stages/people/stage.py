"""People: who is named, with the posts printed beside the name; reporters kept apart."""

from __future__ import annotations

from msgspec.structs import replace

from jianbao.article import Article, Block, Person, Post, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.people.aliases import add_alias, find_aliases
from jianbao.stages.people.inherit import inherit_organisations
from jianbao.stages.people.mention import Mention
from jianbao.stages.people.posts import PostReader
from jianbao.stages.people.traits import read_traits


class PeopleStage(ArticleStage):
    """Writes ``persons``: one for every name, with all its mentions and posts.

    The same post named twice is kept once, in its fullest form. 刘副市长 is a mention of 刘建国 where exactly
    one person of the article can be meant. Who only writes is a reporter.

    >>> from jianbao.article import Entity
    >>> article = Article.from_text("市委书记李明出席。")
    >>> article.entities = [Entity(0, 2, "ORG", "市委"), Entity(4, 6, "PER", "李明")]
    >>> [(p.org, p.title) for p in next(PeopleStage()([article])).persons[0].posts]
    [('市委', '书记')]
    """

    name = "people"
    requires = frozenset({"entities"})
    provides = frozenset({"persons"})

    def annotate(self, article: Article) -> None:
        """Write ``persons`` into ``article``."""
        folded = fold(article.text)
        floors = [b.start for b in article.blocks or [Block("paragraph", 0, len(folded))]]
        entities = sorted(article.entities or (), key=lambda e: (e.start, e.end))
        people: dict[str, Person] = {}
        writing: dict[str, bool] = {}
        bylines = {"".join(b.name.split()) for b in article.bylines}
        for mention in PostReader(article.text, folded, entities).mentions(floors):
            name = "".join(mention.name.split())
            person = people.setdefault(name, Person(name))
            person.mentions.append(Span(mention.start, mention.end))
            writing[name] = writing.get(name, True) and (mention.reporter or name in bylines)
            _add_posts(person.posts, mention)
            gender, group = read_traits(folded, mention.end)
            person.gender, person.ethnicity = person.gender or gender, person.ethnicity or group
        for name, person in people.items():
            if writing[name] and not person.posts:
                person.role = "reporter"
        for alias in find_aliases(folded, [p for p in people.values() if p.role == "newsmaker"]):
            add_alias(alias.person, folded, alias)
        article.persons = list(people.values())


def _add_posts(posts: list[Post], mention: Mention) -> None:
    """Add the posts of one mention to those of its person."""
    for run in (mention.posts, *mention.told):
        for post in inherit_organisations(run):
            _add(posts, post)
    for post in mention.after:
        # 副书记 is called 书记 to his face
        higher = any(p.title != post.title and p.title.endswith(post.title) for p in posts)
        if post.org is not None or not higher:
            _add(posts, post)


def _add(posts: list[Post], post: Post) -> None:
    """Add ``post`` unless it is there already; the fuller form of the two is kept."""
    for i, known in enumerate(posts):
        if known.title == post.title and _same_org(known.org, post.org) and _may_be_one(known, post):
            if len(post.org or "") > len(known.org or "") or (post.org == known.org and not known.org_full):
                posts[i] = replace(post, status=post.status or known.status)
            return
    posts.append(post)


def _may_be_one(first: Post, second: Post) -> bool:
    """Whether two posts can be one by their status: what is planned or given up is another fact than what is held."""
    if first.status == second.status:
        return True
    known = {first.status, second.status} & {"拟任", "候选", "免去"}
    return not known and _same_org(first.org_full or first.org, second.org_full or second.org)


def _same_org(first: str | None, second: str | None) -> bool:
    """Whether two organisations can be one: one of them is not named, or ends with the other's name."""
    return first is None or second is None or first.endswith(second) or second.endswith(first)
