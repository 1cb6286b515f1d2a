"""Make many reports with bad articles among them, undisturbed and killed at random moments, and hold both together.

usage: python -m benchmarks.soak [--articles 200] [--bad 10] [--kills 10] [--jobs 2] [--seed 1]"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import articles
from helpers.publishing import stamps

ROOT = Path(__file__).parents[1]
BAD = (
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ("scan.txt", b"%PDF-1.7\n" + bytes(100)),
    ("bundle.txt", b"PK\x03\x04" + bytes(100)),
    ("broken.json", b'{"id": "x", "text": '),
    ("columns.csv", b"headline,words\nOne,two\n"),
    ("broken.txt.gz", gzip.compress(b"The quay is closed. " * 90)[:40]),
    ("long.txt", b"The quay is closed. " * 10_000),
    ("bomb.txt.gz", gzip.compress(bytes(20_000_000))),
)
"""Files that hold no article that can be read, with the limit that `LIMIT` sets."""
LIMIT = 100_000
TAKEN = "taken"
"""An article of this name has something else than a report in the place of its report."""


def write_articles(folder: Path, many: int, bad: int, chance: random.Random) -> None:
    """Invented articles, each of paragraphs of one of the samples, and `bad` ones among them."""
    folder.mkdir()
    samples = articles.read(ROOT / "data" / "articles")
    for number in range(many - bad):
        paragraphs = [part for part in chance.choice(samples).text.split("\n\n") if part.strip()]
        chosen = sorted(chance.sample(range(len(paragraphs)), k=min(8, len(paragraphs))))
        words = [f"Story {number}", *(paragraphs[place] for place in chosen)]
        (folder / f"story-{number:03}.txt").write_text("\n\n".join(words), encoding="utf8")
    for number in range(bad):
        name, data = [*BAD, (f"{TAKEN}.txt", b"The quay\n\nIt is closed.\n")][number % (len(BAD) + 1)]
        (folder / f"bad-{number:02}-{name}").write_bytes(data)


def command(folder: Path, out: Path, jobs: int) -> list[str]:
    """What is run."""
    words = ["report", folder, "--out", out, "--jobs", jobs, "--article-limit", LIMIT]
    return [sys.executable, "-m", "helpers", *map(str, words)]


def occupy(folder: Path, out: Path) -> None:
    """Put something else into the places of the articles that are called so."""
    for path in folder.glob(f"*{TAKEN}.txt"):
        (out / path.stem).mkdir(parents=True)
        (out / path.stem / "notes.txt").write_text("mine")


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a folder of reports, hidden ones too."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def torn(out: Path) -> list[str]:
    """Published reports that are not whole."""
    reports = [path.parent for path in out.glob(f"[!.]*/{stamps.NAME}")]
    return [report.name for report in reports if stamps.record(report).get("files") != stamps.files(report)]


def made_at(out: Path) -> dict[str, int]:
    """When each report that is there was made."""
    return {path.parent.name: path.stat().st_mtime_ns for path in out.glob(f"[!.]*/{stamps.NAME}")}


def killed(words: list[str], out: Path, seconds: float) -> Iterator[str]:
    """Start the batch, kill it after some seconds, and say what is wrong then."""
    before = made_at(out)
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    time.sleep(seconds)
    process.kill()
    process.wait()
    time.sleep(1)  # what it had started notices
    after = made_at(out)
    yield from (f"{name} is torn" for name in torn(out))
    yield from (f"{name} was made again" for name in before if after.get(name) != before[name])
    print(f"killed after {seconds:.1f} s: {len(after)} reports, {len(after) - len(before)} of them new", flush=True)


def main() -> int:
    """Run both, print what came of it, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser("python -m benchmarks.soak", description=__doc__.partition("\n")[0])
    for name, usual in (("articles", 200), ("bad", 10), ("kills", 10), ("jobs", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual, metavar="N")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="soak-") as place:
        wrong = soak(Path(place), options)
    print("\n".join(wrong) or "nothing is wrong")
    return int(bool(wrong))


def soak(place: Path, options: argparse.Namespace) -> list[str]:
    """What is wrong, in sentences."""
    chance, folder = random.Random(options.seed), place / "stories"
    write_articles(folder, options.articles, options.bad, chance)
    whole, out = place / "whole", place / "reports"  # both are made in the same place, for sentences name it
    words = command(folder, out, options.jobs)
    occupy(folder, out)
    seconds, said = undisturbed(words)
    wrong = miscounted(out, said, options)
    out.rename(whole)
    occupy(folder, out)
    for _ in range(options.kills):
        wrong += killed(words, out, chance.uniform(1, 2 * seconds / (options.kills + 1)))
    before = made_at(out)
    _, again = undisturbed(words)
    wrong += [f"{name} was made again" for name, when in before.items() if made_at(out).get(name) != when]
    wrong += different(contents(whole), contents(out))
    return wrong + ([] if again == said else ["other failures were named"])


def undisturbed(words: list[str]) -> tuple[float, str]:
    """Run the batch to its end: seconds, and the failures that it named."""
    start = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf8", cwd=ROOT)
    failures = "".join(f"{line}\n" for line in done.stderr.splitlines() if not line.startswith("["))
    seconds = time.monotonic() - start
    print(f"run to its end in {seconds:.0f} s, exit code {done.returncode}; failures:\n{failures}", flush=True)
    return seconds, failures


def miscounted(out: Path, said: str, options: argparse.Namespace) -> list[str]:
    """Whether there are as many reports and failures as there should be."""
    found = {"reports": len(made_at(out)), "failures": said.count("\n")}
    print(json.dumps(found))
    wanted = {"reports": options.articles - options.bad, "failures": options.bad}
    return [f"{found[name]} {name} in place of {wanted[name]}" for name in found if found[name] != wanted[name]]


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same in both."""
    print(f"compared: {len(one)} files, {sum(map(len, one.values())) / 1e6:.0f} MB")
    return [f"{name} differs" for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


if __name__ == "__main__":
    sys.exit(main())
