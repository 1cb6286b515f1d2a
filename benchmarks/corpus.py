"""What corpus mode and the comparison cost, and whether anything is lost when processes are killed or the disk is full.

usage: python -m benchmarks.corpus ARTICLES [cost] [compare] [engines] [kills] [disk]
       [--many 2000] [--few 600] [--seed 1] [--without-model]

ARTICLES is what `python -m helpers corpus` takes, such as a file of JSON lines. `cost` prints words a CPU second of the
pipeline alone and of corpus mode, and the memory of a worker along `many` articles; `compare` the seconds, the memory
and the page of their comparison. `engines` holds Dask against the same partitions in a bare pool of processes, and two
and three workers against one, over `few` articles: clock, CPU and bytes. `kills` makes a corpus of
`few` articles, ten bad ones and one that kills its process among them, while a worker is killed five times, the client
twice and the scheduler once, and holds it against one made undisturbed, byte for byte. `disk` makes one of 64 on a file
system with too little room, and goes on when it has more; that takes Linux and root. Without what is named, everything
is done. Without the model, rows are made
of words, 20 milliseconds an article: what is tried then is what is lost."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from helpers import articles, datasets, findings, language, tables

ROOT = Path(__file__).parents[1]
WATCHED = 0.5
"""Seconds between two looks at the processes."""
STAND_IN = ROOT / "tests" / "stand_in"


STAND_IN_SAYS = {"STAND_IN_KEEPS_MODEL": "yes"}


def environment(**more: str) -> dict[str, str]:
    """The environment of the command; with the stand-in, an article with the word POISON in it kills its process."""
    path = os.pathsep.join([str(STAND_IN), str(ROOT / "src")])
    return os.environ | {"PYTHONPATH": path, **STAND_IN_SAYS} | more


def start(*words: object, **how) -> subprocess.Popen:
    """A module run by this Python."""
    how = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment()} | how
    return subprocess.Popen([sys.executable, "-m", *map(str, words)], **how)


def write(place: str, many: int, file: Path) -> int:
    """The first articles of a place as JSON lines; how many words they have."""
    found = [item for item in articles.find(place, articles.Options()) if isinstance(item, articles.Article)][:many]
    rows = (
        {"id": one.id, "title": one.title, "text": one.text, "outlet": one.outlet, "date": one.date} for one in found
    )
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return sum(len(one.text.split()) for one in found)


def watched(process: subprocess.Popen, out: Path, each: Callable[[float, int], None] = lambda *_: None) -> dict:
    """CPU and wall seconds of a process and all that it starts; `each` is told the largest memory of a process below it
    in MB, and how many partitions there are."""
    seconds: dict[int, float] = {}
    begin = time.monotonic()
    while process.poll() is None:
        largest = 0.0
        for one in family(process.pid):
            try:
                times = one.cpu_times()
                seconds[one.pid] = times.user + times.system
                largest = max(largest, one.memory_info().rss / 1e6 if one.pid != process.pid else 0.0)
            except psutil.Error:
                continue
        each(largest, made(out))
        time.sleep(WATCHED)
    return {"code": process.returncode, "cpu": sum(seconds.values()), "wall": time.monotonic() - begin}


def family(pid: int) -> list[psutil.Process]:
    """A process and all below it."""
    try:
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    except psutil.Error:
        return []


def made(out: Path) -> int:
    """How many partitions are there."""
    return len(list((out / "articles").glob("*.parquet")))


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a corpus."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


# ---- what it costs ---------------------------------------------------------------------------------------------------


def cost(place: str, many: int, folder: Path) -> None:
    """Words a CPU second, and the memory of a worker."""
    words = write(place, many, folder / "many.jsonl")
    print(f"pipeline alone: {alone(folder / 'many.jsonl', min(many, 200)):,.0f} words a CPU second")
    seen: list[tuple[int, float]] = []
    process = start("helpers", "corpus", folder / "many.jsonl", "--out", folder / "many", "--part", "1/1")
    took = watched(process, folder / "many", lambda largest, parts: seen.append((parts, largest)))
    parts = max(made(folder / "many"), 1)
    first = max((size for count, size in seen if count * many / parts <= 200), default=0.0)
    last = max(size for _, size in seen)
    print(f"corpus: {words / took['cpu']:,.0f} words a CPU second, {took['wall']:.0f} s, code {took['code']}")
    print(f"memory of the worker: {first:.0f} MB until 200 articles, {last:.0f} MB at most, {last / first:.2f} of it")


def compare(place: str, many: int, folder: Path) -> None:
    """Seconds, memory and page of the comparison of `many` articles."""
    if not (folder / "many").is_dir():
        write(place, many, folder / "many.jsonl")
        watched(start("helpers", "corpus", folder / "many.jsonl", "--out", folder / "many"), folder / "many")
    seen = [0.0]
    process = start("helpers", "compare", folder / "many", "--out", folder / "compare")
    took = watched(process, folder / "compare", lambda largest, _: seen.append(largest))
    page = folder / "compare" / "index.html"
    size = page.stat().st_size / 1e6 if page.is_file() else 0.0
    print(f"compare: {took['cpu']:.0f} CPU s, {max(seen):.0f} MB at most, page {size:.1f} MB, code {took['code']}")


def alone(file: Path, few: int) -> float:
    """Words a CPU second of the pipeline, from articles to tables, without any of corpus mode."""
    found = articles.read(file)[:few]
    nlp = language.load()
    begin = time.process_time()
    made = findings.tables_of((one, language.article_doc(nlp, one)) for one in found)
    spent = time.process_time() - begin
    assert len(made["articles"]) == len(found)
    return sum(len(one.text.split()) for one in found) / spent


def engines(place: str, few: int, folder: Path) -> None:
    """Dask against a bare pool, two and three workers against one."""
    write(place, few, folder / "few.jsonl")
    whole, took = None, {}
    for name, how in {
        "pool, one": ("--part", "1/1"),
        "pool, two": ("--part", "1/1", "--jobs", 2),
        "Dask, one": ("--jobs", 1),
        "Dask, two": ("--jobs", 2),
        "Dask, three": ("--jobs", 3),
    }.items():
        out = folder / name.replace(", ", "-")
        took[name] = now = watched(start("helpers", "corpus", folder / "few.jsonl", "--out", out, *how), out)
        whole = whole or contents(out)
        same = "the same bytes" if contents(out) == whole else "OTHER BYTES"
        print(f"{name}: {now['cpu']:.0f} CPU s, {now['wall']:.0f} s, code {now['code']}, {same}", flush=True)
    print(f"two workers against one: {took['Dask, one']['wall'] / took['Dask, two']['wall']:.2f} times as fast")
    print(f"Dask against a pool: {took['Dask, two']['cpu'] / took['pool, two']['cpu']:.2f} of its CPU time")


# ---- what is lost ----------------------------------------------------------------------------------------------------


def kills(place: str, few: int, folder: Path, chance: random.Random) -> None:
    """A corpus whose processes are killed, held against an undisturbed one."""
    file = folder / "kills.jsonl"
    write(place, few, file)
    with file.open("a", encoding="utf8") as out:
        out.writelines(['{"id": "broken", "text": \n'] * 10)
        out.write(json.dumps({"id": "poison", "text": "This is POISON."}) + "\n")
    words = ("helpers", "corpus", file, "--out")
    took = watched(start(*words, folder / "undisturbed", "--part", "1/1"), folder / "undisturbed")
    print(f"undisturbed: code {took['code']}, {took['wall']:.0f} s", flush=True)
    out = folder / "disturbed"
    for what in ["worker", "worker", "client", "worker", "scheduler", "worker", "client", "worker"]:
        with cluster(folder) as (address, scheduler, workers):
            process = start(*words, out, "--cluster", address)
            until(process, out, made(out) + 1, chance.uniform(0, 2))
            victims = {"worker": worker_of(workers[0]), "client": process.pid, "scheduler": scheduler.pid}
            os.kill(victims[what], signal.SIGKILL)
            until(process, out, made(out) + 1, 0)
            process.kill()
            process.wait()
            print(f"{what} killed, {made(out)} partitions there", flush=True)
    took = watched(start(*words, out, "--jobs", 3), out)
    same = contents(out) == contents(folder / "undisturbed")
    lost = datasets.read(out, "failures")["stage"].value_counts().to_dict()
    print(f"disturbed: code {took['code']}, {'the same bytes' if same else 'OTHER BYTES'}, failures {lost}")
    twice = datasets.read(out, "articles")["article_id"].duplicated().sum()
    print(f"articles: {len(datasets.read(out, 'articles'))} of {few}, twice {twice}, tables {len(tables.NAMES)}")


def disk(place: str, folder: Path) -> None:
    """A corpus on a file system that has room for the articles and half of what is made."""
    file, out, small = folder / "disk.jsonl", folder / "roomy", folder / "small"
    write(place, 64, file)
    watched(start("helpers", "corpus", file, "--out", out, "--part", "1/1"), out)
    room = file.stat().st_size * 2 + sum(map(len, contents(out).values())) // 2
    small.mkdir()
    with mounted(small, room) as enlarge:
        if enlarge is None:
            print("full disk: not tried, for no file system can be mounted here (it takes Linux and root)")
            return
        words = ("helpers", "corpus", file, "--out", small / "out")
        full = watched(start(*words), small / "out")
        there = contents(small / "out")
        kept = {name for name in there if contents(out).get(name) != there[name] and not name.startswith(".")}
        enlarge()
        took = watched(start(*words), small / "out")
        same = "the same bytes" if contents(small / "out") == contents(out) else "OTHER BYTES"
        whole = "all whole" if not kept else f"NOT WHOLE: {', '.join(sorted(kept))}"
        print(f"full disk: code {full['code']}, {len(there)} files, {whole}; then code {took['code']}, {same}")


@contextmanager
def mounted(place: Path, room: int) -> Iterator[Callable[[], None] | None]:
    """A file system of so many bytes at a place, and what gives it more room; None where it cannot be mounted."""

    def mount(how: str) -> bool:
        words = ["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(place)]
        return sys.platform == "linux" and subprocess.run(words, capture_output=True, check=False).returncode == 0

    if not mount(f"size={room}"):
        yield None
        return
    try:
        yield lambda: None if mount("remount,size=256m") else sys.exit("It cannot be given more room.")
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, subprocess.Popen, list[subprocess.Popen]]]:
    """A scheduler and two workers, started as processes."""
    where = folder / "scheduler.json"
    where.unlink(missing_ok=True)
    local = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", where)
    scheduler = start("dask", "scheduler", "--port", 0, *local)
    workers: list[subprocess.Popen] = []
    try:
        while not (where.is_file() and where.read_text().endswith("}")):
            time.sleep(0.1)
        workers += [start("dask", "worker", *local, "--nthreads", 1) for _ in range(2)]
        yield json.loads(where.read_text())["address"], scheduler, workers
    finally:
        for process in (*workers, scheduler):
            for one in family(process.pid)[::-1]:
                with suppress(psutil.Error):
                    one.kill()
            process.wait()


def worker_of(nanny: subprocess.Popen) -> int:
    """The process that works under the one that starts it anew when it dies."""
    return next(one.pid for one in family(nanny.pid)[1:] if "spawn_main" in " ".join(one.cmdline()))


def until(process: subprocess.Popen, out: Path, parts: int, more: float) -> None:
    """Wait until so many partitions are there, and some seconds more, or until the process ends."""
    while process.poll() is None and made(out) < parts:
        time.sleep(0.1)
    time.sleep(more)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("what", nargs="*", choices=["cost", "compare", "engines", "kills", "disk", []])
    parser.add_argument("--many", type=int, default=2000)
    parser.add_argument("--few", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-model", action="store_true")
    given = parser.parse_args()
    if given.without_model:
        STAND_IN_SAYS.clear()
        STAND_IN_SAYS["STAND_IN_SECONDS"] = "0.02"
    with TemporaryDirectory() as name:
        folder, place = Path(name), given.articles
        measures = {
            "cost": lambda: cost(place, given.many, folder),
            "compare": lambda: compare(place, given.many, folder),
            "engines": lambda: engines(place, given.few, folder),
            "kills": lambda: kills(place, given.few, folder, random.Random(given.seed)),
            "disk": lambda: disk(place, folder),
        }
        for each in given.what or measures:
            measures[each]()


if __name__ == "__main__":
    main()
