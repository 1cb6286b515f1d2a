"""How notebooks are run: articles a minute, isolation, starts and memory, own engine and stock kernels side by side."""

from __future__ import annotations

import ast
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_notebook

from helpers import articles, reports, runs, workers
from helpers.running import forks

ROOT = Path(__file__).parents[1]
ARTICLES, STARTS = 20, 1000

PROBES = {
    "folder": ("os.chdir('/')", "os.getcwd()"),
    "environment": ("os.environ['ON_RECORD_LEAK'] = 'x'; os.environ.pop('PATH')", "sorted(os.environ.items())"),
    "modules": (
        "json.dumps = None; sys.modules['leak'] = sys; sys.path.insert(0, '/leak')",
        "'leak' in sys.modules, sys.path, callable(json.dumps)",
    ),
    "charts": (
        "plt.rcParams['lines.linewidth'] = 9; plt.figure(); plt.style.use('ggplot')",
        "plt.rcParams['lines.linewidth'], plt.get_fignums(), plt.rcParams['axes.facecolor']",
    ),
    "tables": ("pd.set_option('display.max_rows', 3)", "pd.get_option('display.max_rows')"),
    "warnings": ("warnings.simplefilter('error')", "[str(f) for f in warnings.filters]"),
    "logging": (
        "logging.basicConfig(level=1, force=True); logging.disable(50)",
        "logging.root.level, logging.root.handlers, logging.root.manager.disable",
    ),
    "open files": ("kept = [open(os.devnull) for _ in range(30)]", "len(os.listdir('/proc/self/fd')), os.read(0, 1)"),
    "names": (
        "leak = 1; builtins.leak = 2; get_ipython().push({'leak2': 3})",
        "'leak' in globals(), hasattr(builtins, 'leak'), 'leak2' in globals()",
    ),
    "threads": (
        "threading.Thread(target=time.sleep, args=(60,), daemon=True, name='leak').start()",
        "[t.name for t in threading.enumerate()]",
    ),
    "vocabulary": (
        "nlp = language.load(); nlp.vocab['leakword'].is_stop = True; language.Doc.set_extension('leak', default=1)",
        "'leakword' in language.load().vocab, language.Doc.has_extension('leak')",
    ),
    "signals": (
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.alarm(50)",
        "str(signal.getsignal(signal.SIGTERM)), signal.alarm(0) > 0",
    ),
    "limits": (
        "resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99)); os.umask(0); os.nice(3)",
        "resource.getrlimit(resource.RLIMIT_NOFILE), os.umask(18), os.nice(0)",
    ),
}
"""What a notebook may change, and what another one would see of it."""
IMPORTS = (
    "import builtins, json, logging, os, resource, signal, sys, threading, time, warnings\n"
    "import matplotlib.pyplot as plt\nimport pandas as pd\nfrom helpers import language"
)
SEEN = {name: probe for name, (_, probe) in PROBES.items()}
REPORT = f"print(repr({{name: repr(eval(code)) for name, code in {SEEN}.items()}}))"


def write(path: Path, *cells: str) -> Path:
    """A notebook of some cells."""
    made = new_notebook(cells=[new_code_cell("top: int = 5", metadata={"tags": ["parameters"]})])
    made.cells += map(new_code_cell, cells)
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python", "language": "python"}
    nbformat.write(made, path)
    return path


def printed(path: Path) -> str:
    """What the last cell of an executed notebook printed."""
    return nbformat.read(path, as_version=4).cells[-1].outputs[-1].text


def probe(folder: Path) -> list[dict[str, str]]:
    """What a notebook finds, before and after another one that changes everything there is to change."""
    seen = write(folder / "probe.ipynb", IMPORTS, REPORT)
    changed = write(folder / "changed.ipynb", IMPORTS, *(change for change, _ in PROBES.values()))
    found = []
    for notebook in (seen, changed, seen):
        runs.execute(notebook, folder / "out.ipynb", {}, engine="warm")
        found += [ast.literal_eval(printed(folder / "out.ipynb"))] if notebook == seen else []
    return found


def isolation_table(folder: Path) -> pd.DataFrame:
    """Each probe, and whether anything leaked."""
    before, after = probe(folder)
    return pd.DataFrame({"leaked": [before[name] != after[name] for name in PROBES]}, index=pd.Index(PROBES))


def many(count: int) -> list[articles.Article]:
    """`count` articles: the samples, over and over, each with an id of its own."""
    found = articles.read_all(sorted((ROOT / "data" / "articles").glob("*.txt")))[0]
    return [replace(found[n % len(found)], id=f"{n:03}-{found[n % len(found)].id}") for n in range(count)]


def spent() -> float:
    """CPU seconds of this process and of the processes that it has waited for."""
    return sum(os.times()[:4])


def timed(article: articles.Article, out: Path, plan: reports.Plan, engine: str) -> float:
    """Seconds that one report takes, its HTML included; raises where it is not made."""
    os.environ[forks.CHOICE] = engine
    begun = time.monotonic()
    [outcome] = reports.report([article], out, plan)
    if outcome.error:
        raise outcome.error
    return time.monotonic() - begun


def speed_table(folder: Path, count: int = ARTICLES) -> pd.DataFrame:
    """Articles a minute by either engine, one article by one and then by the other, one job."""
    plan, taken, used = reports.plan(), {"warm": [], "stock": []}, dict.fromkeys(("warm", "stock"), 0.0)
    first = timed(many(1)[0], folder / "first", plan, "warm")
    for article in many(count):
        for engine, seconds in taken.items():
            before = spent()
            seconds.append(timed(article, folder / engine, plan, engine))
            used[engine] += spent() - before
    before = spent()
    forks.cool()
    used["warm"] += spent() - before  # the forked processes are waited for by the warm one
    rows = {
        engine: {
            "articles": count,
            "articles a minute": 60 * count / sum(seconds),
            "seconds an article": sum(seconds) / count,
            "median": pd.Series(seconds).median(),
            "CPU s an article": used[engine] / count,
            "first article": first if engine == "warm" else seconds[0],
        }
        for engine, seconds in taken.items()
    }
    found = pd.DataFrame(rows)
    found["times as fast"] = found["stock"] / found["warm"]
    found.loc["articles a minute", "times as fast"] **= -1
    found.loc["articles", "times as fast"] = None
    return found.round(2)


def core_table(folder: Path, count: int = 6) -> pd.DataFrame:
    """Seconds that an article takes after the first, page and all, where everything runs on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        forks.cool()
        plan = reports.plan()
        taken = [timed(article, folder / "core", plan, "warm") for article in many(count + 1)]
    finally:
        os.sched_setaffinity(0, cores)
        forks.cool()
    after = pd.Series(taken[1:])
    return pd.DataFrame({"seconds": {"first": taken[0], "median after": after.median(), "slowest": after.max()}}).round(
        2
    )


def starts_table(folder: Path, count: int = STARTS) -> pd.DataFrame:
    """How many of `count` starts of a small notebook fail, and what one takes."""
    notebook, failed, taken = write(folder / "start.ipynb", "print(top)"), [], []
    for number in range(count):
        begun = time.monotonic()
        try:
            runs.execute(notebook, folder / "started.ipynb", {"top": number}, engine="warm")
            failed += [] if printed(folder / "started.ipynb") == f"{number}\n" else ["wrong output"]
        except runs.RunError as error:
            failed.append(str(error))
        taken.append(time.monotonic() - begun)
    numbers = {"starts": count, "failed": len(failed), "median s": round(pd.Series(taken).median(), 3)}
    return pd.DataFrame({"": numbers | {f"failure: {words}": 1 for words in set(failed)}})


# ---- memory --------------------------------------------------------------------------------------------------------


def memory_of(process: int) -> float:
    """MiB of a process, what it shares with others divided among them; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def family(process: int) -> Iterator[int]:
    """A process and all that it started."""
    yield process
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def watch(peak: list[float], done: Event) -> None:
    """Keep the most memory that this process and all that it started have at a time, watched closely."""
    while not done.wait(0.02):
        peak[0] = max(peak[0], sum(map(memory_of, family(os.getpid()))))


def job(shared, number: int, jobs: int, folder: Path, engine: str, ready, go) -> None:
    """What a worker of a batch does: report after report."""
    forks.join(shared)
    plan = workers.share_of(reports.plan(), jobs)
    timed(many(1)[0], folder / f"{engine}-{number}", plan, engine)
    ready.release()
    go.wait()
    for article in many(3):
        timed(article, folder / f"{engine}-{number}", plan, engine)


def peak_of(jobs: int, folder: Path, engine: str) -> float:
    """The most memory, in MiB, that some jobs need at a time, with everything that serves them."""
    context, peak, done = multiprocessing.get_context("spawn"), [0.0], Event()
    shared = forks.share() if engine == "warm" else None
    ready, go = context.Semaphore(0), context.Event()
    crew = [context.Process(target=job, args=(shared, n, jobs, folder, engine, ready, go)) for n in range(jobs)]
    for process in crew:
        process.start()
    for _ in crew:
        ready.acquire()
    Thread(target=watch, args=(peak, done), daemon=True).start()
    go.set()
    for process in crew:
        process.join()
    done.set()
    return peak[0]


def memory_table(folder: Path, jobs: int = 3) -> pd.DataFrame:
    """MiB that one job and several need at a time, and so what another one costs."""
    found = {engine: (peak_of(1, folder, engine), peak_of(jobs, folder, engine)) for engine in runs.ENGINES}
    rows = {
        engine: {"1 job": one, f"{jobs} jobs": several, "each further job": (several - one) / (jobs - 1)}
        for engine, (one, several) in found.items()
    }
    return pd.DataFrame(rows).round(0)


TABLES = {
    "Isolation: does a notebook see what another one changed?": isolation_table,
    "Starts": starts_table,
    "Memory, MiB (proportional set size)": memory_table,
    "On one core, page included": core_table,
    "Articles a minute, page included, one job": speed_table,
}


def show() -> None:
    """Print all tables; the machine's load is told, for it is in the figures."""
    for title, make in TABLES.items():
        with TemporaryDirectory() as folder:
            found, load = make(Path(folder)), os.getloadavg()[0]
        print(f"\n{title} (load: {load:.1f} on {os.cpu_count()} cores)\n\n{found.to_string()}", flush=True)
    forks.cool()
