"""Engines: partitions on Dask and in a pool of processes, workers that are killed, articles that kill, and Ctrl-C.

The processes are real; in each a stand-in (`tests/stand_in`) takes the place of the language model."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from helpers import datasets
from helpers.corpus import engines

ROOT = Path(__file__).resolve().parents[1]
HELPERS = Path(engines.__file__).parents[1]
PATIENCE = 300
"""Seconds after which a test fails that waits for something; none waits that long unless it fails."""


soak = pytest.mark.skipif("SOAK" not in os.environ, reason="takes long: `make soak` sets SOAK")


def environment(seconds: float = 0) -> dict[str, str]:
    """The environment of processes in which the stand-in takes the place of the model, `seconds` an article."""
    path = os.pathsep.join([str(ROOT / "tests" / "stand_in"), str(ROOT / "src")])
    return os.environ | {"PYTHONPATH": path, "STAND_IN_SECONDS": str(seconds)}


def start(*words: object, seconds: float = 0, **how) -> subprocess.Popen:
    """A process of this Python."""
    command = [sys.executable, "-m", *map(str, words)]
    return subprocess.Popen(command, env=environment(seconds), text=True, **how)


def corpus(*words: object, seconds: float = 0, **how) -> tuple[int, str, str]:
    """`python -m helpers corpus` to its end: exit code, standard output and standard error."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = start("helpers", "corpus", *words, seconds=seconds, **pipes, **how)
    said = process.communicate(timeout=PATIENCE)
    return process.returncode, *said


def write(path: Path, count: int, **others: str) -> Path:
    """A CSV file of articles, some of them with other words."""
    rows = [f"a{n},{others.get(f'a{n}', f'The ferry is late on day {n}.')}" for n in range(count)]
    path.write_text("\n".join(["id,text", *rows]) + "\n")
    return path


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a corpus."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def made(out: Path) -> int:
    """How many partitions are there."""
    return len(list((out / "articles").glob("*.parquet")))


def wait_for(condition, what: str) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    """A file of 64 articles, which make eight partitions."""
    return write(tmp_path_factory.mktemp("articles") / "articles.csv", 64)


@pytest.fixture(scope="module")
def undisturbed(articles, tmp_path_factory) -> dict[str, bytes]:
    """The corpus of these articles, made by one process without Dask."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert corpus(articles, "--out", out, "--part", "1/1")[:2] == (0, f"{out}  (64 articles)\n")
    return contents(out)


@pytest.fixture
def started():
    """A list of processes, which end with the test."""
    processes: list[subprocess.Popen] = []
    yield processes
    for process in processes[::-1]:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(tmp_path, started):
    """A scheduler on the loopback address, started as a process; its address, itself, what starts a worker."""
    where = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    local = ("--scheduler-file", where, "--host", "127.0.0.1", "--no-dashboard")
    started.append(start("dask", "scheduler", *local, "--port", 0, **quiet))
    wait_for(lambda: where.is_file() and where.read_text().endswith("}"), "the scheduler")

    def work() -> subprocess.Popen:
        words = ("dask", "worker", *local, "--nthreads", 1, "--no-nanny")
        started.append(start(*words, seconds=0.05, **quiet))  # a worker dies of half a file
        return started[-1]

    return json.loads(where.read_text())["address"], started[0], work


@pytest.fixture
def cluster(scheduler):
    """A scheduler and two workers: the address, the scheduler and the workers."""
    address, process, work = scheduler
    return address, process, [work(), work()]


def test_a_cluster_of_this_machine_makes_the_same_bytes_as_one_process(articles, undisturbed, tmp_path):
    code, said, _ = corpus(articles, "--out", tmp_path / "out", "--jobs", 2)
    assert (code, said) == (0, f"{tmp_path / 'out'}  (64 articles)\n")
    assert contents(tmp_path / "out") == undisturbed


def test_a_worker_of_a_running_cluster_that_is_killed_loses_nothing(articles, undisturbed, cluster, tmp_path):
    address, _, workers = cluster
    out = tmp_path / "out"
    process = start("helpers", "corpus", articles, "--out", out, "--cluster", address, stderr=subprocess.PIPE)
    wait_for(lambda: made(out), "a partition")
    workers[0].send_signal(signal.SIGKILL)
    assert process.wait(PATIENCE) == 0, process.stderr.read()
    assert contents(out) == undisturbed


@soak
def test_a_scheduler_that_is_killed_ends_the_run_in_a_sentence_and_the_next_one_goes_on(
    articles, undisturbed, cluster, tmp_path
):
    address, scheduler, _ = cluster
    out = tmp_path / "out"
    process = start("helpers", "corpus", articles, "--out", out, "--cluster", address, stderr=subprocess.PIPE)
    wait_for(lambda: made(out), "a partition")
    scheduler.send_signal(signal.SIGKILL)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.splitlines()[-1][:26]) == (5, "The Dask cluster was lost:")
    assert corpus(articles, "--out", out, "--part", "1/1")[0] == 0
    assert contents(out) == undisturbed


@soak
def test_a_cluster_that_is_not_there_is_told_in_a_sentence(articles, tmp_path):
    code, _, said = corpus(articles, "--out", tmp_path / "out", "--cluster", "nowhere")
    assert (code, said) == (5, "There is no Dask cluster at nowhere (ValueError).\n")


@pytest.mark.parametrize(
    "how", [pytest.param(("--jobs", 1), marks=soak, id="dask"), pytest.param(("--part", "1/1"), id="pool")]
)
def test_an_article_that_ends_its_process_is_found_and_set_aside(tmp_path, how):
    articles = write(tmp_path / "articles.csv", 3, a0="POISON", a1="BAD")
    code, _, said = corpus(articles, "--out", tmp_path / "out", *how)
    lost = datasets.read(tmp_path / "out", "failures").sort_values("article_id")
    assert lost["stage"].to_list() == ["killed", "analysed"], said
    assert lost["reason"].iloc[0] == "the process that analysed it was ended by SIGKILL"
    assert datasets.read(tmp_path / "out", "articles")["article_id"].to_list() == ["a2"]
    assert code == 5


@soak
def test_a_client_that_is_killed_or_interrupted_leaves_finished_partitions(articles, undisturbed, tmp_path):
    out = tmp_path / "out"
    words = ("helpers", "corpus", articles, "--out", out, "--jobs", 1)
    for number, how in enumerate((signal.SIGKILL, signal.SIGINT), 1):
        process = start(*words, seconds=0.1, stderr=subprocess.PIPE)
        wait_for(lambda: made(out) >= number, "a partition")  # noqa: B023 (called at once)
        process.send_signal(how)
        _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.splitlines()[-1]) == (
        130,
        "Interrupted: nothing that was not finished was published.",
    )
    assert 2 <= made(out) < 8
    assert corpus(articles, "--out", out, "--part", "1/1")[0] == 0
    assert contents(out) == undisturbed


@pytest.fixture
def disk(tmp_path):
    """A file system of 400 KB, and what gives it more room; it takes the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(size: str) -> subprocess.CompletedProcess:
        command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", place]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    if sys.platform != "linux" or mount("size=400k").returncode:
        pytest.skip("no file system can be mounted here: it takes Linux and root")
    try:
        yield place, lambda: mount("remount,size=64m").returncode == 0
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


@soak
@pytest.mark.parametrize("how", [("--part", "1/1"), ("--jobs", "2")], ids=["pool", "dask"])
def test_a_full_disk_is_told_leaves_whole_files_and_the_next_run_goes_on(articles, undisturbed, disk, tmp_path, how):
    place, enlarge = disk
    out = place / "out"
    code, _, said = corpus(articles, "--out", out, *how)
    assert (code, "No space left on device" in said) == (6, True), said
    assert 0 < made(out) < 8
    assert all(undisturbed[name] == data for name, data in contents(out).items() if "part-" in name)
    assert len(datasets.read(out, "articles")) > 0
    assert enlarge()
    assert corpus(articles, "--out", out, *how)[0] == 0
    assert contents(out) == undisturbed


@soak
def test_a_disk_without_room_for_what_is_read_is_told(disk, tmp_path):
    articles = write(tmp_path / "articles.csv", 1, a0="The ferry is late again today. " * 20_000)
    code, _, said = corpus(articles, "--out", disk[0] / "out", "--part", "1/1")
    assert (code, said) == (6, f"{disk[0] / 'out'} cannot hold a corpus: No space left on device.\n")


def test_dask_is_imported_by_no_other_command():
    """It takes half a second: only functions of the module that starts it import it."""
    importing = re.compile(r"^( *)(?:from|import) (?:dask|distributed)\b", re.MULTILINE)
    found = {path.name: importing.findall(path.read_text(encoding="utf8")) for path in HELPERS.rglob("*.py")}
    assert {name for name, indents in found.items() if indents} == {"engines.py"}
    assert all(found["engines.py"])


def test_a_cluster_without_workers_is_told_of_once_and_waited_for(monkeypatch):
    told, done = [], [TimeoutError, TimeoutError, TimeoutError, ["future"]]

    def wait(futures, timeout, return_when):
        if (found := done.pop(0)) is TimeoutError:
            raise found
        return SimpleNamespace(done=found)

    monkeypatch.setattr("distributed.wait", wait)
    workers = iter([{"a": "at work"}, {}])
    client = SimpleNamespace(scheduler_info=lambda: {"workers": next(workers)})
    assert engines.first_done(client, ["future"], told.append) == ["future"]
    assert told == [engines.IDLE]


@soak
def test_workers_that_come_late_are_waited_for_in_a_sentence(articles, undisturbed, scheduler, tmp_path):
    address, _, work = scheduler
    out = tmp_path / "out"
    process = start("helpers", "corpus", articles, "--out", out, "--cluster", address, stderr=subprocess.PIPE)
    assert process.stderr.readline() == f"{engines.IDLE}\n"
    work()
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, contents(out) == undisturbed) == (0, True), said


@pytest.fixture(autouse=True)
def no_process_is_left():
    """Whatever a test starts ends with it."""
    before = set(psutil.Process().children(recursive=True))
    yield
    left = set(psutil.Process().children(recursive=True)) - before
    psutil.wait_procs(left, timeout=20)
    assert [process for process in left if process.is_running()] == []
