"""What reading makes of files, for tests."""

from __future__ import annotations

from pathlib import Path

from jianbao.article import Article
from jianbao.errors import ReadError
from jianbao.reading import read


class Found:
    """The articles of an input, the errors and the notes."""

    def __init__(self, path: Path, **options: object) -> None:
        self.errors: list[str] = []
        self.notes: list[str] = []

        def fail(error: ReadError) -> None:
            self.errors.append(str(error))

        self.articles: list[Article] = list(
            read(path, on_error=fail, on_note=self.notes.append, **options)  # type: ignore[arg-type]
        )

    @property
    def titles(self) -> list[str]:
        return [article.title for article in self.articles]

    @property
    def article(self) -> Article:
        (article,) = self.articles
        return article

    def body(self, number: int = 0) -> list[str]:
        """The blocks of an article's body: what is neither headline nor furniture."""
        article = self.articles[number]
        return [
            article.text[block.start : block.end]
            for block in article.blocks
            if block.kind not in ("headline", "furniture")
        ]

    def names(self, number: int = 0) -> list[str]:
        return [byline.name.replace("　", "").replace(" ", "") for byline in self.articles[number].bylines]


def found(folder: Path, name: str, data: str | bytes, **options: object) -> Found:
    """What is read of one file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Found(path, **options)
