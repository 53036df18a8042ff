"""The chain on a Ray cluster: two nodes on this machine, an actor and a node killed, the bytes of a local run."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jianbao import Config, run
from jianbao.errors import ConfigError
from jianbao.writing.folder import RunFolder
from poison import KILLS, SLOW, write_dist_info

ray = pytest.importorskip("ray")
STAGES = ["sentences", "poison"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two nodes with one processor each; the stage that does harm is installed on both."""
    from ray.cluster_utils import Cluster

    installed = tmp_path_factory.mktemp("installed")
    write_dist_info(installed)
    patch = pytest.MonkeyPatch()
    patch.setenv("PYTHONPATH", os.pathsep.join([str(installed), str(Path(__file__).parent / "support")]))
    patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    patch.syspath_prepend(str(installed))
    try:
        made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        made.add_node(num_cpus=1)
        made.wait_for_nodes()
    except Exception as error:  # Ray gives its own processes half a minute
        patch.undo()
        pytest.skip(f"no cluster comes up on this machine: {error}")
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()
    patch.undo()


def pages(path: Path, number: int, bad: dict[int, str] | None = None, *, every: str = "") -> str:
    with open(path, "w", encoding="utf-8") as file:
        for i in range(number):
            text = f"第{i}次会议在青川县召开。{every}{(bad or {}).get(i, '')}"
            file.write(json.dumps({"id": f"p{i:03}", "text": text}, ensure_ascii=False) + "\n")
    return str(path)


def lines(out: Path) -> tuple[bytes, bytes]:
    return (out / "articles.jsonl").read_bytes(), (out / "pages.jsonl").read_bytes()


def on_cluster(source: str, out: Path, address: str, **options: Any) -> Any:
    return run([source], out, Config.make(stages=STAGES), workers=2, ray=address, **options)


def once(when: Callable[[], bool], what: Callable[[], None]) -> threading.Thread:
    """Do ``what`` when ``when`` has come, beside the run."""

    def wait() -> None:
        end = time.monotonic() + 120
        while not when():
            if time.monotonic() > end:
                return
            time.sleep(0.05)
        what()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def some_pages(out: Path) -> bool:
    return (out / "pages.jsonl").is_file() and (out / "pages.jsonl").stat().st_size > 0


@pytest.fixture
def whole(tmp_path: Path) -> tuple[str, tuple[bytes, bytes]]:
    """Pages, and what a local run makes of them."""
    source = pages(tmp_path / "in.jsonl", 400, every=SLOW)
    run([source], tmp_path / "local", Config.make(stages=STAGES))
    return source, lines(tmp_path / "local")


def test_no_cluster_at_the_address_is_told(tmp_path: Path) -> None:
    source = pages(tmp_path / "in.jsonl", 1)
    with pytest.raises(ConfigError, match="no cluster there"):
        run([source], tmp_path / "out", Config.make(stages=["sentences"]), ray="127.0.0.1:1")


def test_a_cluster_gives_what_this_machine_gives(
    cluster: Any, tmp_path: Path, whole: tuple[str, tuple[bytes, bytes]]
) -> None:
    manifest = on_cluster(whole[0], tmp_path / "out", cluster.address)
    assert (manifest.status, manifest.counts["pages"]) == ("done", 400)
    assert lines(tmp_path / "out") == whole[1]


def test_an_actor_that_is_killed_is_replaced(
    cluster: Any, tmp_path: Path, whole: tuple[str, tuple[bytes, bytes]]
) -> None:
    out, killed = tmp_path / "out", list[int]()

    def kill() -> None:
        killed.append(_an_actor())
        os.kill(killed[0], signal.SIGKILL)

    thread = once(lambda: some_pages(out), kill)
    on_cluster(whole[0], out, cluster.address)
    thread.join()
    assert killed
    assert lines(out) == whole[1]


def _an_actor() -> int:
    """The process of one of our actors, all of which are on this machine."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and b"ray::_Chain" in (entry / "cmdline").read_bytes():
                return int(entry.name)
        except OSError:
            continue
    raise AssertionError("no actor")


def test_a_page_that_kills_its_actor_is_rejected(cluster: Any, tmp_path: Path) -> None:
    source, out = pages(tmp_path / "in.jsonl", 90, {20: KILLS}), tmp_path / "out"
    assert on_cluster(source, out, cluster.address).status == "done"
    assert [r.id for r in RunFolder(out).rejected()] == ["p020"]
    assert [a.page_id for a in RunFolder(out).articles()] == [f"p{i:03}" for i in range(90) if i != 20]


def test_a_node_that_goes_takes_nothing_with_it(
    cluster: Any, tmp_path: Path, whole: tuple[str, tuple[bytes, bytes]]
) -> None:
    out, node = tmp_path / "out", cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    gone: list[bool] = []

    def remove() -> None:
        cluster.remove_node(node, allow_graceful=False)
        gone.append(True)

    thread = once(lambda: some_pages(out), remove)
    run([whole[0]], out, Config.make(stages=STAGES), workers=3, ray=cluster.address)
    thread.join()
    assert gone
    assert lines(out) == whole[1]


def test_a_stopped_run_goes_on_on_a_cluster(
    cluster: Any, tmp_path: Path, whole: tuple[str, tuple[bytes, bytes]]
) -> None:
    out = tmp_path / "out"

    def stop(progress: Any) -> None:
        raise KeyboardInterrupt

    assert on_cluster(whole[0], out, cluster.address, on_progress=stop).status == "interrupted"
    assert on_cluster(whole[0], out, cluster.address).counts["skipped"] > 0
    assert lines(out) == whole[1]
