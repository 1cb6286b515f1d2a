"""Engines: partitions on Dask and in a pool of processes, workers that are killed, articles that kill, and Ctrl-C.

The processes are real; in each a stand-in (`tests/stand_in`) takes the place of the language model."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from helpers import datasets

ROOT = Path(__file__).resolve().parents[1]
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
def cluster(tmp_path):
    """A scheduler and two workers on the loopback address, started as processes; the address and the workers."""
    where = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    local = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = start("dask", "scheduler", *local, "--port", 0, "--scheduler-file", where, **quiet)
    worker = ("dask", "worker", "--scheduler-file", where, *local, "--nthreads", 1, "--no-nanny")
    workers: list[subprocess.Popen] = []
    try:
        wait_for(lambda: where.is_file() and where.read_text().endswith("}"), "the scheduler")
        workers += [start(*worker, seconds=0.05, **quiet) for _ in range(2)]  # a worker dies of half a file
        yield json.loads(where.read_text())["address"], scheduler, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_cluster_of_this_machine_makes_the_same_bytes_as_one_process(articles, undisturbed, tmp_path):
    code, said, _ = corpus(articles, "--out", tmp_path / "out", "--jobs", 3)
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
    articles = write(tmp_path / "articles.csv", 4, a1="POISON", a2="BAD")
    code, _, said = corpus(articles, "--out", tmp_path / "out", *how)
    lost = datasets.read(tmp_path / "out", "failures").sort_values("article_id")
    assert lost["stage"].to_list() == ["killed", "analysed"], said
    assert lost["reason"].iloc[0] == "the process that analysed it was ended by SIGKILL"
    assert len(datasets.read(tmp_path / "out", "articles")) == 2
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


@soak
def test_a_disk_without_room_is_told_and_the_next_run_goes_on(tmp_path):
    import resource

    articles, out = write(tmp_path / "articles.csv", 15), tmp_path / "out"

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))

    code, _, said = corpus(articles, "--out", out, "--part", "1/1", preexec_fn=little_room)
    assert (code, "File too large" in said) == (6, True)
    assert [path.name for path in out.rglob("*.parquet")] == []
    assert corpus(articles, "--out", out, "--part", "1/1")[0] == 0
    assert len(datasets.read(out, "articles")) == 15


def test_dask_is_imported_by_no_other_command():
    code = "import sys; from helpers import __main__, datasets, findings; print('dask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    assert done.stdout == "False\n"


@pytest.fixture(autouse=True)
def no_process_is_left():
    """Whatever a test starts ends with it."""
    before = set(psutil.Process().children(recursive=True))
    yield
    left = set(psutil.Process().children(recursive=True)) - before
    psutil.wait_procs(left, timeout=20)
    assert [process for process in left if process.is_running()] == []
