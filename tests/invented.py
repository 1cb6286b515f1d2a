"""An invented article and its reading, for the benchmarks on real articles."""

from benchmarks.real import Given, Read
from helpers.attributions import Attribution
from helpers.sources import Source
from helpers.stances import Stance

TEXT = (
    "Mayor Ana Ruiz said the toll is a disgrace. She added that drivers may pay twice.\n\n"
    "The harbour board said the toll will stay. A driver called it a blessing.\n\n"
    "The bridge was opened in May."
)


def at(words: str) -> list[int]:
    begin = TEXT.index(words)
    return [begin, begin + len(words)]


def entry(source, cue, content, who, *sides, says=True, commit="asserts") -> dict:
    made = {"source": [at(source)] if source else [], "cue": [at(cue)], "content": [at(content)]}
    return made | {"who": who, "says": says, "commit": commit, "sides": list(sides)}


def side(toward, target, which, holder="") -> dict:
    return {"toward": at(toward), "target": target, "side": which, "holder": holder}


PEOPLE = {
    "E1": {"name": "Mayor Ana Ruiz", "type": "named person", "role": "mayor"},
    "E2": {"name": "the harbour board", "type": "named organisation", "role": ""},
    "E3": {"name": "a driver", "type": "unnamed person", "role": ""},
}
SAID = [
    entry("Mayor Ana Ruiz", "said", "the toll is a disgrace", "E1", side("the toll", "the bridge toll", "opposes")),
    entry("She", "added", "that drivers may pay twice", "E1", commit="hedges"),
    entry(
        "The harbour board", "said", "the toll will stay", "E2", side("the toll", "the bridge toll", "supports", "E1")
    ),
    entry("A driver", "called", "it a blessing", "E3"),
    entry("", "was opened", "The bridge", "", says=False),
]
READ = Read("bridge", TEXT, PEOPLE, SAID)
MENTIONS = ["name", "he, she", "description", "description", "no source marked"]


def source(id_, name, type_="named person", **other) -> Source:
    parts = {"role": "", "affiliation": "", "aliases": (), "mentions": ()} | other
    return Source(id=id_, name=name, type=type_, **parts)


RIGHT = (
    source("s1", "Ana Ruiz", role="Mayor"),
    source("s2", "The harbour board", "named organisation"),
    source("s3", "A driver", "unnamed person"),
)


def given(whose=("s1", "s1", "s2", "s3", None), sources=RIGHT, stances=(), kind="statement") -> Given:
    """What a pipeline would have made that gives the five attributions to these sources."""
    every = [
        None if key == "left out" else Attribution(
            f"a{n}", *((tuple(map(tuple, one[role]))) for role in ("source", "cue", "content")),
            "indirect", kind, "neutral", "attributed", 0.9, key,
        )
        for n, (one, key) in enumerate(zip(SAID, whose, strict=True), 1)
    ]  # fmt: skip
    return Given(every, {one.id: one for one in sources}, tuple(stances), MENTIONS)


def record(number, target, position="opposes", commitment="asserts", flags=()) -> Stance:
    return Stance("t1", "s1", f"a{number}", target, position, commitment, ((0, 1),), tuple(flags), 0.9)
