"""Running: a forked process is as good as a kernel of its own, knows nothing of other notebooks, and leaves nothing."""

import ast
import json
import multiprocessing
import os
import re
import select
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import nbformat
import pytest

from benchmarks import running
from helpers import reports, runs
from helpers.running import channels, clients, forks, template

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(not forks.available(), reason="processes can be forked safely on Linux only")


@pytest.fixture(scope="module", autouse=True)
def own_warm_process():
    """The warm process is ended with the tests that use it."""
    yield
    forks.cool()


def wait_for(condition, most: float = 600.0) -> None:
    end = time.monotonic() + most
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(process: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def run(tmp_path, make_notebook):
    """Cells run in a notebook of their own by an engine; the outputs of each."""

    def made(*cells: str, engine: str = "warm", name: str = "01-try", **options) -> list[list]:
        source = make_notebook(tmp_path / f"{name}.ipynb", "top: int = 5", *map(textwrap.dedent, cells))
        runs.execute(source, tmp_path / "out.ipynb", {}, engine=engine, **options)
        return [cell.outputs for cell in code(tmp_path / "out.ipynb")][1:]

    return made


def code(path: Path) -> list:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


# ---- the same outputs as a stock kernel ----------------------------------------------------------------------------

OUTPUTS = {
    "printed": "print('a'); print('b', file=__import__('sys').stderr); print('c')",
    "programs in C": "import os, sys; print('before'); sys.stdout.flush(); _ = os.system('echo from a shell')",
    # a stock kernel reads what other processes print in a thread of its own: on a slow machine after the cell's end
    "other processes": "import subprocess, time; _ = subprocess.run([sys.executable, '-c', 'print(3)']); time.sleep(2)",
    "shell": "!echo one; echo two >&2",
    "result": "{'a': [1, 2]}",
    "frame": "import pandas as pd; pd.DataFrame({'x': range(30), **{f'c{n}': 1.5 for n in range(25)}})",
    "displayed": """
        from IPython.display import HTML, Markdown, display
        display(HTML('<p>one</p>'), Markdown('*two*'), {'x': 1})
        print('between')
        display('last')""",
    "inline figure": "import matplotlib.pyplot as plt; plt.plot([1, 3, 2]); plt.title('t'); plt.show()",
    "figure at the end of a cell": "figure, axes = plt.subplots(figsize=(2, 1)); _ = axes.plot([1, 2])",
    "updated": "shown = display('old', display_id='it'); shown.update('new')",
    "cleared": "from IPython.display import clear_output; print('old'); clear_output(wait=True); print('new')",
    "waited for": "import asyncio; await asyncio.sleep(0.01); 'slept'",
    "magic": "%env ON_RECORD_TRY",
    "warning": "import warnings; warnings.warn('careful', stacklevel=1)",
    "logged": "import logging; logging.getLogger('a').warning('logged')",
    "names": "__name__, top, sorted(n for n in globals() if n[0] == '_')[:3], In[1], get_ipython().execution_count",
    "shell class": "type(get_ipython()).__name__, get_ipython().has_trait('kernel'), sys.path",
    "environment": "[os.environ.get(n) for n in ('MPLBACKEND', 'TERM', 'PAGER', 'OMP_NUM_THREADS', 'CLICOLOR')]",
    "options": "pd.get_option('display.max_columns'), plt.rcParams['backend'].lower(), plt.isinteractive()",
    "closed input": "try:\n    input()\nexcept Exception as error:\n    print(type(error).__name__)",
    "module beside": "import beside; beside.WORD",
    "error": "def fail(x):\n    return 1 / x\n\nfail(0)",
}
"""Cells, each with something of its own to show."""


def plain(outputs: list) -> list:
    """Outputs without what differs between any two runs: numbers of processes in file names, and how printed text was
    cut into messages."""
    joined = []
    for output in outputs:
        if joined and output.output_type == "stream" and joined[-1].get("name") == output.name:
            joined[-1]["text"] += output.text
        else:
            joined.append(json.loads(json.dumps(output)))
    return json.loads(re.sub(r"ipykernel_\d+/\d+", "ipykernel", json.dumps(joined)))


@pytest.fixture(scope="module")
def both(tmp_path_factory, make_notebook) -> dict[str, dict[str, list]]:
    """What either engine shows of the cells in `OUTPUTS`."""
    folder, shown = tmp_path_factory.mktemp("both"), {}
    (folder / "beside.py").write_text("WORD = 'imported from beside the notebook'\n")
    made = make_notebook(folder / "01-try.ipynb", "top: int = 5", *map(textwrap.dedent, OUTPUTS.values()))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)  # a stock kernel catches less where it finds this
        patch.setenv("ON_RECORD_TRY", "handed on")
        for engine in runs.ENGINES:
            with pytest.raises(runs.FailedError, match=r"raised ZeroDivisionError: division by zero\.$"):
                runs.execute(made, folder / f"{engine}.ipynb", {"top": 7}, engine=engine)
            cells = [
                cell.outputs
                for cell in code(folder / f"{engine}.ipynb")
                if cell.source.strip() and not cell.metadata.tags
            ]
            shown[engine] = dict(zip(OUTPUTS, map(plain, cells[-len(OUTPUTS) :]), strict=True))
    return shown


@pytest.mark.parametrize("kind", OUTPUTS)
def test_either_engine_shows_the_same(both, kind):
    assert both["stock"][kind]
    assert both["warm"][kind] == both["stock"][kind]


@pytest.fixture(scope="module")
def walks(tmp_path_factory) -> dict[str, Path]:
    """The walk on a sample article, made by either engine."""
    made = {}
    for engine in runs.ENGINES:
        made[engine] = folder = tmp_path_factory.mktemp(engine)
        own = {"article": str(ROOT / "data/articles/tamber-valley-peacekeepers.txt"), "processed": str(folder)}
        for notebook in reports.of_article(ROOT / "notebooks")[0]:
            given = {name: value for name, value in own.items() if name in runs.declared(notebook)}
            runs.execute(notebook, folder / notebook.name, given, engine=engine)
            runs.settle(folder / notebook.name, folder)
    return made


@pytest.mark.model
def test_either_engine_makes_the_same_walk_byte_for_byte(walks):
    names = sorted(path.name for path in walks["stock"].glob("*.ipynb"))
    assert len(names) == 5
    for name in names:
        assert (walks["warm"] / name).read_bytes() == (walks["stock"] / name).read_bytes(), name


# ---- isolation -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def probed(tmp_path_factory) -> tuple[dict[str, str], dict[str, str]]:
    """What a notebook finds, before and after another one that changes everything there is to change."""
    return tuple(running.probe(tmp_path_factory.mktemp("probes")))


@pytest.mark.parametrize("probe", running.PROBES)
def test_a_notebook_sees_nothing_of_the_one_before(probed, probe):
    before, after = probed
    assert after[probe] == before[probe]


@pytest.mark.parametrize("probe", running.PROBES)
def test_each_probe_would_see_a_change_in_its_own_notebook(run, probed, probe):
    changed, seen = running.PROBES[probe]
    outputs = run(running.IMPORTS, f"{changed}\nseen = repr(({seen}))", "seen")
    assert ast.literal_eval(outputs[2][0].data["text/plain"]) != probed[0][probe]


def test_two_processes_draw_other_random_numbers(run):
    draw = "import random, uuid; import numpy as np; print(random.random(), np.random.rand(), uuid.uuid4())"
    drawn = [run(draw)[0][0].text.split() for _ in range(3)]
    assert all(len(set(column)) == 3 for column in zip(*drawn, strict=True))


def test_the_models_work_after_the_fork_on_one_thread(run):
    read = """
        from helpers import articles, language
        article = articles.from_text("“It opens,” said Ida Brandt, the mayor.", id="a")
        doc = language.article_doc(language.load(), article)
        print([s.name for s in doc._.sources])"""
    outputs = run(read, "import numpy as np; float((np.ones((300, 300)) @ np.ones((300, 300))).sum())")
    assert outputs[0][0].text == "['Ida Brandt']\n"
    assert outputs[1][0].data["text/plain"] == "27000000.0"


# ---- what a run leaves ---------------------------------------------------------------------------------------------


def test_a_run_leaves_no_process(run):
    child = "import subprocess; other = subprocess.Popen(['sleep', '60']); print(os.getpid(), other.pid)"
    [[printed]] = run(f"import os; {child}")
    wait_for(lambda: not any(alive(int(process)) for process in printed.text.split()))


def test_what_a_notebook_does_at_its_end_is_done(run, tmp_path):
    run(f"import atexit; _ = atexit.register(lambda: open({str(tmp_path / 'end')!r}, 'w').write('done'))")
    assert (tmp_path / "end").read_text() == "done"


def test_a_notebook_whose_end_takes_too_long_is_ended(run, monkeypatch):
    monkeypatch.setattr(clients, "LAST_WORDS", 0.3)
    start = time.monotonic()
    run("import atexit, time; _ = atexit.register(time.sleep, 999)")
    assert time.monotonic() - start < 900


def test_after_the_warm_process_was_killed_another_takes_its_place(run):
    run("1")
    os.kill(forks.warm().process.pid, signal.SIGKILL)
    forks.warm().process.wait()
    assert run("2")[0][0].data["text/plain"] == "2"


PARENT = "int(open('/proc/self/stat').read().rpartition(')')[2].split()[1])"


def test_a_notebook_that_was_lost_with_the_warm_process_is_run_again(tmp_path, run):
    started = tmp_path / "pids"
    note = f"import os; print(os.getpid(), file=open({str(started)!r}, 'a'))"
    end = f"os.kill({PARENT}, {int(signal.SIGKILL)}) if len(open({str(started)!r}).readlines()) < 2 else None"
    [*_, [printed]] = run(f"{note}; {end}; import time; time.sleep(0.5)", "print('done')")
    first, second = started.read_text().split()
    assert printed.text == "done\n"
    assert first != second
    wait_for(lambda: not alive(int(first)))


def test_a_notebook_that_loses_the_warm_process_each_time_is_given_up(run):
    with pytest.raises(runs.StoppedError, match="the kernel died: the warm process, from which it was forked"):
        run(f"import os, time; os.kill({PARENT}, {int(signal.SIGKILL)}); time.sleep(999)")


def test_the_process_of_the_next_notebook_is_forked_ahead_and_has_seen_none(run):
    run("import os; os.environ['LEAK'] = 'x'")
    [(_, control)] = forks.spare
    [[printed]] = run("import os; print(os.getpid(), 'LEAK' in os.environ)")
    assert printed.text.split()[1] == "False"
    assert control.fileno() < 0  # it was that one
    assert len(forks.spare) == 1


def test_one_that_was_forked_ahead_and_ended_is_replaced(run):
    run("1")
    [(_, control)] = forks.spare
    control.shutdown(socket.SHUT_WR)  # as if somebody had ended it
    wait_for(lambda: bool(select.select([control], [], [], 0)[0]))
    assert run("2")[0][0].data["text/plain"] == "2"


IN_ANOTHER = """
import sys, time
from pathlib import Path
from helpers import runs
runs.execute(Path(sys.argv[1]), Path(sys.argv[2]), {}, engine="warm")
"""


def test_a_notebook_ends_with_the_process_that_asked_for_it(tmp_path, make_notebook):
    started = tmp_path / "pid"
    cell = f"import os, time; open({str(started)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}'); time.sleep(999)"
    made = make_notebook(tmp_path / "01-try.ipynb", "top: int = 5", cell)
    asked = subprocess.Popen([sys.executable, "-c", IN_ANOTHER, str(made), str(tmp_path / "out.ipynb")])
    wait_for(lambda: started.exists() and started.read_text(), 180)
    asked.kill()
    asked.wait()
    wait_for(lambda: not any(alive(int(process)) for process in started.read_text().split()))


def test_another_process_can_share_the_warm_one(tmp_path, make_notebook):
    made = make_notebook(tmp_path / "01-try.ipynb", "top: int = 5", "import os; print(os.getppid())")
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=in_a_worker, args=(forks.share(), made, tmp_path / "out.ipynb"))
    process.start()
    process.join(120)
    assert process.exitcode == 0
    assert int(code(tmp_path / "out.ipynb")[-1].outputs[0].text) == forks.warm().process.pid


def in_a_worker(shared, notebook: Path, target: Path) -> None:
    """What a worker of a batch does."""
    forks.join(shared)
    runs.execute(notebook, target, {}, engine="warm")


def test_the_warm_process_runs_no_thread_of_python(run):
    [[printed]] = run("import threading; print(threading.active_count())")
    assert printed.text == "1\n"
    tasks = os.listdir(f"/proc/{forks.warm().process.pid}/task")
    assert len(tasks) <= 2  # ONNX Runtime starts one when it is imported, which sleeps


def test_the_warm_process_rehearses_without_a_fault(run):
    """A fault there is kept from notebooks, which would do everything that was not rehearsed by themselves."""
    run("1")
    words = os.pread(forks.warm().messages, 1 << 20, 0).decode()
    assert "Traceback" not in words, words


def test_every_view_that_notebooks_show_is_rehearsed():
    code = "".join(path.read_text(encoding="utf8") for path in reports.of_article(ROOT / "notebooks")[0])
    shown = set(re.findall(r"views\.([a-z_]+)\(read", code)) - {"how_we_know"}
    assert shown <= set(template.SHOWN)
    assert len(shown) > 5


@pytest.mark.parametrize(("engine", "started"), [("", True), ("warm", True), ("stock", False)])
def test_what_notebooks_need_is_loaded_ahead_where_it_will_be_asked_for(monkeypatch, engine, started):
    monkeypatch.setattr(forks, "kept", [])
    monkeypatch.setattr(forks, "spare", [])
    monkeypatch.setenv(forks.CHOICE, engine)
    forks.begin()
    assert bool(forks.kept) is started
    forks.cool()


# ---- beside one another --------------------------------------------------------------------------------------------

MEET = """
import time
from pathlib import Path
Path({own!r}).write_text("here")
while not Path({other!r}).exists():
    time.sleep(0.01)
print("met")"""
ENDLESS = "import os, time; open({pid!r}, 'w').write(str(os.getpid())); time.sleep(999)"


def tasks(folder: Path, make_notebook, *cells: str) -> list[runs.Task]:
    """The runs of notebooks of one cell each."""
    made = [make_notebook(folder / f"{n:02}-try.ipynb", "top: int = 5", cell) for n, cell in enumerate(cells, 2)]
    return [runs.Task(notebook, folder / f"out-{notebook.name}", {"top": 7}) for notebook in made]


def test_notebooks_that_need_one_another_not_run_beside_one_another(tmp_path, make_notebook):
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    cells = MEET.format(own=one, other=other), MEET.format(own=other, other=one)
    running = tasks(tmp_path, make_notebook, *cells)
    before = os.getcwd()
    runs.execute_all(running, 2)
    assert [code(task.target)[-1].outputs[0].text for task in running] == ["met\n", "met\n"]
    assert os.getcwd() == before
    assert not clients.begun


def test_of_several_that_fail_the_first_is_named_and_the_others_are_ended(tmp_path, make_notebook):
    pid = tmp_path / "pid"
    wait_first = f"import os, time\nwhile not os.path.exists({str(pid)!r}): time.sleep(0.01)\n1 / 0"
    start = time.monotonic()
    with pytest.raises(runs.FailedError, match=r"^02-try: code cell 2 .* raised ZeroDivisionError"):
        runs.execute_all(tasks(tmp_path, make_notebook, wait_first, ENDLESS.format(pid=str(pid)), "3 / 0"), 2)
    assert time.monotonic() - start < 100
    wait_for(lambda: not alive(int(pid.read_text())))


def test_ctrl_c_ends_all_that_run_beside_one_another(tmp_path, make_notebook):
    pids = [tmp_path / f"pid{n}" for n in range(2)]

    def interrupt():
        wait_for(lambda: all(pid.exists() and pid.read_text() for pid in pids))
        os.kill(os.getpid(), signal.SIGINT)

    running = tasks(tmp_path, make_notebook, *(ENDLESS.format(pid=str(pid)) for pid in pids), "3")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts us behind it ignores Ctrl-C
    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        runs.execute_all(running, 2)
    signal.signal(signal.SIGINT, before)
    wait_for(lambda: not any(alive(int(pid.read_text())) for pid in pids))
    assert not running[2].target.exists()


def test_stock_kernels_run_one_after_the_other(tmp_path, make_notebook, monkeypatch):
    monkeypatch.setenv(forks.CHOICE, "stock")
    seen = []
    monkeypatch.setattr(runs, "execute", lambda notebook, *_: seen.append(notebook.stem))
    runs.execute_all(tasks(tmp_path, make_notebook, "1", "2"), 2)
    assert seen == ["02-try", "03-try"]


# ---- channels ------------------------------------------------------------------------------------------------------


def test_a_channel_hands_on_messages_of_any_size_and_says_when_the_other_side_is_gone():
    import socket

    one, other = socket.socketpair()
    sender, receiver = channels.Channel(one), channels.Channel(other)
    sent = [{"text": "\ud800é" * size} for size in (0, 1, 100_000, 3)]
    thread = threading.Thread(target=lambda: [sender.send(message) for message in sent])
    thread.start()
    assert [receiver.receive() for _ in sent] == sent
    thread.join()
    with pytest.raises(TimeoutError):
        receiver.receive(0.01)
    one.sendall(channels.LENGTH.pack(100) + b"cut")
    sender.close()
    assert receiver.receive() is None


# ---- which engine --------------------------------------------------------------------------------------------------


def test_without_a_wish_the_warm_engine_is_taken_where_it_can_be_had(monkeypatch):
    assert runs.engine_of() == "warm"
    monkeypatch.setattr(forks, "available", lambda: False)
    assert runs.engine_of() == "stock"
    assert forks.share() is None
    with pytest.raises(runs.ParameterError, match="take 'stock'"):
        runs.engine_of("warm")


def test_the_environment_can_choose_the_engine(monkeypatch):
    monkeypatch.setenv(forks.CHOICE, "stock")
    assert runs.engine_of() == "stock"
    assert runs.engine_of("warm") == "warm"


def test_an_engine_that_does_not_exist_is_refused():
    with pytest.raises(runs.ParameterError, match="only warm and stock are allowed"):
        runs.engine_of("worm")


def test_macos_and_windows_have_stock_kernels(monkeypatch):
    for system in ("darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        assert not forks.available()
