"""A folder of files into a run on disk: what ``jianbao run`` does, from Python."""

import tempfile
from pathlib import Path

from jianbao import Config, run
from jianbao.writing.folder import RunFolder

ROOT = Path(__file__).parent.parent

with tempfile.TemporaryDirectory() as space:
    pages = Path(space) / "pages"
    pages.mkdir()
    sample = (ROOT / "corpus" / "2021-05_gaoxin-shibao.txt").read_text("utf-8")
    (pages / "2021-05-08_01.txt").write_text(sample, "gb18030")  # any Chinese encoding
    (pages / "2021-05-09_01.html").write_text(
        "<h1>石桥镇举行农民丰收节</h1><p>9月8日，石桥镇举行农民丰收节。</p>", "utf-8"
    )
    (pages / "2021-05-10_01.txt").write_bytes(b"")  # a bad file is noted, and the run goes on

    manifest = run([str(pages)], Path(space) / "run", Config.make(settings=["entities.engine=fast"]))
    print("counts:", {name: manifest.counts[name] for name in ("pages", "articles", "entities", "rejected")})

    folder = RunFolder(Path(space) / "run")
    for article in folder.articles():
        print(article.date, article.title, [p.name for p in article.persons if p.role == "newsmaker"])
    for rejection in folder.rejected():
        print("rejected:", rejection.reason.rpartition("/")[2])
