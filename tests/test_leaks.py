"""Leaks: a run opens no connection, and leaves in the home of whoever runs it nothing but what libraries keep there.

What is watched, every few hundredths of a second: the sockets of all its processes that belong to a network. One that
is opened and closed between two looks is not seen; what a library keeps in order to send it later, in files, is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KEPT = {".cache/matplotlib", ".config/matplotlib", ".ipython", ".local/share/jupyter", ".jupyter"}
"""Fonts that were found, and the folders of IPython and Jupyter: nothing of an article, of a run or of a person."""
BARE = (
    "import time\n"
    "from onnxruntime import InferenceSession\n"
    f"InferenceSession({str(ROOT / 'src/helpers/models/encoder/linker.onnx')!r})\n"
)


def network_sockets() -> set[str]:
    """The inodes of all sockets of the internet's kinds."""
    tables = [Path("/proc/net", name) for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")]
    lines = [line for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    return {line.split()[9] for line in lines}


def family(first: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, more = set(), {first}
    while more:
        found |= more
        more = {child for child, parent in parents.items() if parent in found} - found
    return found


def sockets_of(process: int) -> set[str]:
    """The inodes of the sockets that a process has open."""
    found = set()
    try:
        for descriptor in Path(f"/proc/{process}/fd").iterdir():
            kind, _, inode = os.readlink(descriptor).partition(":")
            found |= {inode.strip("[]")} if kind == "socket" else set()
    except OSError:
        pass
    return found


def watched(home: Path, *words: str) -> tuple[set[str], set[str]]:
    """Network sockets that were seen while Python ran with these words, and the files it left in its home."""
    homes = (
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "ORT_DISABLE_TELEMETRY",
        "IPYTHONDIR",
        "MPLCONFIGDIR",
    )
    own = {name: value for name, value in os.environ.items() if name not in homes} | {"HOME": str(home)}
    process = subprocess.Popen([sys.executable, *words], env=own, cwd=ROOT, stdout=subprocess.PIPE)
    seen = set()
    while process.poll() is None:
        seen |= network_sockets() & {inode for one in family(process.pid) for inode in sockets_of(one)}
        time.sleep(0.03)
    assert process.returncode == 0
    return seen, {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc")


@pytest.mark.model
def test_a_report_opens_no_connection_and_keeps_nothing_of_the_run(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "quay.txt").write_text("The quay\n\n“It is closed,” said Ida Brandt, the mayor of Ormsea.\n")
    words = ("-m", "helpers", "report", tmp_path / "quay.txt", "--out", tmp_path / "out")
    seen, kept = watched(tmp_path / "home", *map(str, words))
    assert seen == set()
    assert [name for name in kept if not name.startswith(tuple(KEPT))] == []
    assert (tmp_path / "out" / "quay" / "index.html").is_file()


@pytest.mark.parametrize("first", ["import helpers", "import training"])
def test_whatever_is_imported_first_the_runtime_keeps_no_device_id(tmp_path, first):
    assert watched(tmp_path, "-c", f"{first}\n{BARE}") == (set(), set())


def test_a_socket_of_a_network_would_be_seen(tmp_path):
    code = "import socket, time; kept = socket.socket(type=socket.SOCK_DGRAM); kept.bind(('', 0)); time.sleep(1)"
    seen, kept = watched(tmp_path, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])")
    assert (len(seen), kept) == (1, set())
