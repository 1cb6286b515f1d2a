"""Faults: whatever happens to a run, nothing of it is published, the report before stays, and the cause is named."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from helpers import runs
from helpers.running import forks

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.model
CELL = r"02-fault: code cell 2 \(exec\(fault\)\)"
MEMORY = """
import resource
used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20),) * 2)
kept = bytes(1 << 30)
"""


@pytest.fixture(scope="module", autouse=True)
def own_warm_process():
    """The warm process is ended with the tests that use it."""
    yield
    forks.cool()


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, make_notebook) -> Path:
    """The first and the last notebook of the walk, and between them one that does what the parameter `fault` says."""
    folder = tmp_path_factory.mktemp("walk")
    for name in ("01-parse-articles", "05-front-page"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder)
    parameters = "processed: str = ''\nfault: str = ''"
    make_notebook(folder / "02-fault.ipynb", parameters, "exec(fault)")
    return folder


@pytest.fixture(scope="module")
def article(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "harbour.txt"
    path.write_text("The harbour\n\nThe harbour opens on Monday, said Ida Brandt, the mayor of Arvenholt.\n")
    return path


def words(article: Path, notebooks: Path, out: Path, *more: str) -> list[str]:
    return ["report", str(article), "--notebooks", str(notebooks), "--out", str(out), *more]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory, notebooks, article, helpers_command) -> Path:
    """A folder with a report of the article."""
    out = tmp_path_factory.mktemp("earlier")
    done = helpers_command(*words(article, notebooks, out))
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(params=["nothing there", "a report there"])
def out(request, tmp_path, earlier) -> Path:
    """A folder of reports, empty or with an earlier report."""
    folder = tmp_path / "out"
    folder.mkdir()
    if request.param == "a report there":
        shutil.copytree(earlier / "harbour", folder / "harbour")
    return folder


a_report_there = pytest.mark.parametrize("out", ["a report there"], indirect=True)
"""For what takes a process of its own: the harder case only."""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the reports in a folder, with its bytes; the list of reports and locks are no report."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.parent != folder]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def left(folder: Path) -> list[str]:
    """What is left in a folder of reports that is no report and no list of them."""
    return [path.name for path in folder.iterdir() if path.name not in ("harbour", "index.html", ".lock")]


FAULTS = {
    "kernel killed": ("import os; os.kill(os.getpid(), 9)", 5, rf"{CELL} did not end, for the kernel died"),
    "timeout": ("import time; time.sleep(999)", 5, rf"{CELL} took longer than 12\.5 s\."),
    "sys.exit(0)": ("import sys; sys.exit(0)", 4, rf"{CELL} raised SystemExit: 0\."),
    "sys.exit(3)": ("import sys; sys.exit(3)", 4, rf"{CELL} raised SystemExit: 3\."),
    "exit": ("exit()", 4, rf"{CELL} (left the notebook early|raised NameError)"),
    "exception": ("1 / 0", 4, rf"{CELL} raised ZeroDivisionError: division by zero\."),
    "out of memory": (MEMORY, 4, rf"{CELL} raised MemoryError\."),
    "disk full": ("print(1, file=open('/dev/full', 'w'), flush=True)", 6, rf"{CELL} raised OSError: .*No space left"),
}
"""What a cell does, the exit code of the command, and what is said."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_cell_publishes_nothing_and_loses_nothing(out, article, notebooks, capfd, fault):
    from helpers.__main__ import main

    source, code, said = FAULTS[fault]
    before = contents(out)
    if fault == "timeout" and not before:
        pytest.skip("it takes as long as it says: the harder case only")
    if fault in ("out of memory", "disk full") and not Path("/dev/full").exists():
        pytest.skip("this system has no /proc and /dev/full to cause it with")
    limit = ["--timeout", "12.5"] if fault == "timeout" else []
    assert main(words(article, notebooks, out, "-p", f"fault={source}", *limit)) == code
    shown = capfd.readouterr()
    assert shown.out == ""
    assert re.search(rf"^harbour: {said}", shown.err, re.MULTILINE), shown.err
    assert contents(out) == before
    assert left(out) == []


def start(*given: str, **options) -> subprocess.Popen:
    """The command line, as a user would start it."""
    command = [sys.executable, "-m", "helpers", *given]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)


def wait_for(condition, most: float = 600.0) -> None:
    end = time.monotonic() + most
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def sleeping(begun: Path) -> str:
    """A cell that says that it has begun, and then does not end."""
    return f"import time, os; open({str(begun)!r}, 'w').write(str(os.getpid())); time.sleep(999)"


def heed_interrupts() -> None:
    """Let Ctrl-C reach the command also where the tests run in a background that ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@a_report_there
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_ctrl_c_publishes_nothing_and_loses_nothing(out, tmp_path, article, notebooks):
    before, begun = contents(out), tmp_path / "begun"
    given = words(article, notebooks, out, "-p", f"fault={sleeping(begun)}")
    process = start(*given, preexec_fn=heed_interrupts)
    wait_for(lambda: begun.exists() and begun.read_text())
    process.send_signal(signal.SIGINT)
    shown, said = process.communicate(timeout=600)
    assert (process.returncode, shown) == (130, "")
    assert said.splitlines()[-1].startswith("Interrupted")
    assert (contents(out), left(out)) == (before, [])
    wait_for(lambda: not Path(f"/proc/{begun.read_text()}").exists(), 10)


MOUNTED = """
mount -t tmpfs -o size={size} none {out} || exit 99
cp -a {before}/. {out} || exit 98
{after}
"$@"
code=$?
cp -a {out}/. {result}
exit $code
"""


def on_a_small_disk(out: Path, tmp_path: Path, given: list[str], size: str, after: str = ":") -> tuple:
    """The command with its folder of reports on a disk of its own; its result, and what is in the folder then."""
    result = tmp_path / "result"
    result.mkdir()
    before = tmp_path / "before"
    shutil.copytree(out, before)
    script = MOUNTED.format(size=size, out=out, before=before, result=result, after=after)
    command = ["unshare", "-m", "sh", "-c", script, "sh", sys.executable, "-m", "helpers", *given]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode in (1, 99) and "helpers" not in done.stderr and not contents(result):
        pytest.skip("no disk can be mounted here: that takes the rights of an administrator")
    return done, result


@a_report_there
@pytest.mark.skipif(not shutil.which("unshare"), reason="a small disk is mounted with unshare, which is on Linux")
@pytest.mark.parametrize("size", ["400k", "900k"])
def test_a_full_disk_publishes_nothing_and_loses_nothing(out, tmp_path, article, notebooks, size):
    before = contents(out)
    used = sum(map(len, before.values()))
    given = words(article, notebooks, out, "-p", "fault=import os; kept = open(os.path.join(processed, 'fill'), 'wb'); "
                  "kept.write(bytes(10)); kept.flush(); fill = 1")  # fmt: skip
    done, result = on_a_small_disk(out, tmp_path, given, str(used + int(size[:-1]) * 1024 // 4))
    assert done.returncode == 6, done.stderr
    assert "No space left on device" in done.stderr
    assert (contents(result), left(result)) == (before, [])


@a_report_there
@pytest.mark.skipif(not shutil.which("unshare"), reason="a disk is mounted with unshare, which is on Linux")
def test_a_read_only_folder_publishes_nothing_and_loses_nothing(out, tmp_path, article, notebooks):
    before = contents(out)
    given = words(article, notebooks, out, "-p", "fault=2")
    done, result = on_a_small_disk(out, tmp_path, given, "20m", f"mount -o remount,ro {out}")
    assert done.returncode == 6, done.stderr
    assert "Read-only file system" in done.stderr
    assert done.stderr.count("\n") <= 2
    assert (contents(result), left(result)) == (before, [])


@a_report_there
@pytest.mark.skipif(find_spec("helpers.publishing") is None, reason="the lock of a folder is in helpers.publishing")
def test_of_two_batches_at_once_the_second_is_told_and_the_first_goes_on(out, tmp_path, article, notebooks):
    begun, go = tmp_path / "begun", tmp_path / "go"
    wait = f"while not os.path.exists({str(go)!r}): time.sleep(0.05)"
    wait = f"import os, time\nopen({str(begun)!r}, 'w').write('1')\n{wait}"
    first = start(*words(article, notebooks, out, "-p", f"fault={wait}"))
    wait_for(lambda: begun.exists() and begun.read_text())
    second = start(*words(article, notebooks, out, "-p", "fault=3"))
    said = second.communicate(timeout=600)[1]
    go.touch()
    shown, trouble = first.communicate(timeout=600)
    assert second.returncode == 7
    assert "Another batch is at work" in said
    assert first.returncode == 0, trouble
    assert shown.startswith(str(out / "harbour" / "index.html"))
    assert (contents(out) != {}, left(out)) == (True, [])


@a_report_there
def test_a_missing_model_publishes_nothing_and_loses_nothing(out, tmp_path, article, notebooks):
    source = tmp_path / "src" / "helpers"
    shutil.copytree(ROOT / "src" / "helpers", source, ignore=shutil.ignore_patterns("language", "__pycache__"))
    before, paths = contents(out), os.pathsep.join([str(source.parent), os.environ.get("PYTHONPATH", "")])
    process = start(*words(article, notebooks, out), env=os.environ | {"PYTHONPATH": paths})
    shown, said = process.communicate(timeout=600)
    assert (process.returncode, shown) == (4, "")
    assert re.search(r"harbour: 01-parse-articles: code cell \d+ \(nlp = language\.load.* raised .*language", said), (
        said
    )
    assert (contents(out), left(out)) == (before, [])


@a_report_there
def test_a_pipeline_that_is_missing_is_named_before_anything_starts(out, article, notebooks, capfd):
    from helpers.__main__ import main

    before = contents(out)
    assert main(words(article, notebooks, out, "--pipeline", "xx_no_such_pipeline")) == 2
    assert "python -m spacy download xx_no_such_pipeline" in capfd.readouterr().err
    assert (contents(out), left(out)) == (before, [])


@pytest.mark.parametrize("engine", runs.ENGINES)
def test_after_every_fault_the_next_run_is_whole(tmp_path, make_notebook, engine):
    if engine == "warm" and not forks.available():
        pytest.skip("processes can be forked safely on Linux only")
    made = make_notebook(tmp_path / "02-fault.ipynb", "fault: str = ''", "exec(fault)")
    for source, code, _ in [FAULTS["kernel killed"], FAULTS["sys.exit(3)"]]:
        with pytest.raises({4: runs.FailedError, 5: runs.StoppedError}[code], match=CELL):
            runs.execute(made, tmp_path / "out.ipynb", {"fault": source}, engine=engine)
    runs.execute(made, tmp_path / "out.ipynb", {"fault": "2"}, engine=engine)
