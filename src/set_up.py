"""Set up the project's environment, and tell what is done in a few lines.

`python src/set_up.py FOLDER LOCK … [--package]`: FOLDER is the environment, LOCK the lists of packages to install, and
`--package` installs this project as well. An environment that was begun and not finished is begun again; one that was
moved with its folder is told where it is now. Everything that the installer says is kept in FOLDER/set-up.log. Only the
standard library is needed."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OLDEST = (3, 11)
WIDTH = 30
STEP = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:|Ignoring) ")
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Set up what the arguments ask for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("locks", type=Path, nargs="*")
    parser.add_argument("--package", action="store_true")
    options = parser.parse_args(arguments)
    if sys.version_info < OLDEST:
        return told(f"On Record needs Python 3.11 or newer; this is {version()}. Name another: make PYTHON=python3.12")
    try:
        set_up(options.folder.absolute(), options.locks, options.package)
    except KeyboardInterrupt:
        return told("\nSet-up was interrupted; the same command goes on with it.", 130)
    except (OSError, subprocess.CalledProcessError) as error:
        log = options.folder / "set-up.log"
        return told(f"\nSet-up failed: {reason(error)}. All that the installer said is in {log}.")
    return 0


def told(words: str, code: int = 1) -> int:
    """Say something on standard error; returns the exit code."""
    print(words, file=sys.stderr)
    return code


def version() -> str:
    """The version of the Python that runs this, such as 3.11."""
    return ".".join(map(str, sys.version_info[:2]))


def reason(error: Exception) -> str:
    """Why something failed: the installer's last words, or those of the system."""
    said = getattr(error, "output", None)
    return (said or str(error)).strip().removeprefix("ERROR: ").rstrip(".")


def set_up(folder: Path, locks: Iterable[Path], package: bool) -> None:
    """Make the environment where it is missing or broken, install the packages, then the project."""
    make(folder)
    moved = mend_place(folder)
    for lock in locks:
        install(folder, lock)
    if package or moved:
        run(folder, [*PIP, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def make(folder: Path) -> None:
    """Make an environment, unless one is there whose installer works."""
    if works(folder):
        return
    print(f"Making the environment {folder.name} with Python {version()}.", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def works(folder: Path) -> bool:
    """Whether an environment can install packages; one that was interrupted while it was made cannot."""
    try:
        command = [python(folder), "-m", "pip", "--version"]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def python(folder: Path) -> str:
    """The environment's Python."""
    return str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def mend_place(folder: Path) -> bool:
    """Whether the environment was moved since it was made; its scripts are then told where it is now."""
    place = folder / "place"
    before = place.read_text(encoding="utf8") if place.is_file() else ""
    if before == str(folder):
        return False
    if before:
        print(f"The folder was moved: the environment is told that it is at {folder} now.", flush=True)
        for script in (folder / "bin").iterdir():
            put_place(script, before, str(folder))
    place.write_text(str(folder), encoding="utf8")
    return bool(before)


def put_place(script: Path, before: str, now: str) -> None:
    """Name the environment's new place in a script of text, where it named the old one."""
    if script.is_symlink() or not script.is_file():
        return
    data = script.read_bytes()
    if b"\0" not in data and before.encode() in data:
        script.write_bytes(data.replace(before.encode(), now.encode()))


def install(folder: Path, lock: Path) -> None:
    """Install the packages of a lock file, each held against its hash, with a bar that tells how far it is."""
    wanted = sum(bool(re.match(r"[\w.\[\]-]+==", line)) for line in lock.read_text(encoding="utf8").splitlines())
    steps = run_steps(folder, [*PIP, "install", "--progress-bar", "off", "--require-hashes", "-r", str(lock)])
    show(f"Fetching the packages of {lock.name}", wanted, steps)


def run(folder: Path, arguments: list[str]) -> None:
    """Run the environment's Python to its end."""
    for _ in run_steps(folder, arguments):
        pass


def run_steps(folder: Path, arguments: list[str]) -> Iterator[str]:
    """Run the environment's Python; yields a word for each package it has come to, and keeps all it says in the log.

    Raises `subprocess.CalledProcessError` with the last error that it told."""
    trouble = ""
    command = [python(folder), *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    with (
        (folder / "set-up.log").open("a", encoding="utf8") as log,
        subprocess.Popen(command, **pipes) as made,
    ):
        for line in made.stdout or ():
            log.write(line)
            trouble = line if line.startswith("ERROR") else trouble
            if STEP.match(line):
                yield "package"
            elif line.startswith("Installing collected"):
                yield "installing"
    if made.returncode:
        raise subprocess.CalledProcessError(made.returncode, command, trouble or f"exit code {made.returncode}")


def show(title: str, wanted: int, steps: Iterable[str]) -> None:
    """Print a bar that grows with the steps: in one line on a terminal, elsewhere only its beginning and end."""
    live, done = sys.stdout.isatty(), 0
    if not live:
        print(f"{title} ({wanted}).", flush=True)
    for step in steps:
        done = min(wanted, done + (step == "package"))
        if live:
            print(f"\r{title} {bar(done, wanted)} {doing(step)}", end="", flush=True)
    if live:
        print(f"\r{title} {bar(wanted, wanted)} {'done':<10}", flush=True)


def bar(done: int, wanted: int) -> str:
    """A bar of `WIDTH` characters, filled as far as the work is done."""
    filled = WIDTH * done // max(wanted, 1)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{wanted}"


def doing(step: str) -> str:
    """What is being done, as the bar says it."""
    return f"{'unpacking' if step == 'installing' else '':<10}"


if __name__ == "__main__":
    sys.exit(main())
