"""Invented minimal pairs: who holds a side and who only reports it, a side and its negation, a refusal to speak.

Names, targets and words are drawn at random; what is learnt from them is the frame."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]
FIRST = (
    "Ada",
    "Ben",
    "Carla",
    "Dov",
    "Edith",
    "Femi",
    "Greta",
    "Hugo",
    "Ines",
    "Jamal",
    "Kira",
    "Lars",
    "Mona",
    "Nils",
)
LAST = ("Abbott", "Brandt", "Castell", "Dunn", "Eklund", "Farrow", "Garcia", "Holt", "Ibsen", "Juarez", "Kemp", "Lund")
LAST += ("Marsh", "Novak", "Okafor", "Pike", "Quist", "Reyes", "Sato")
OTHERS = ("protesters", "the governor", "farmers", "the union", "critics of the mayor", "most voters", "the cabinet")
OTHERS += (
    "residents",
    "the board",
    "some senators",
    "the opposition",
    "the company",
    "his brother",
    "her party",
    "nurses",
)
THINGS = ("the bill", "the toll", "a ban on plastic bags", "the port plan", "the merger", "a curfew", "the new stadium")
THINGS += ("the tax cut", "the tram line", "the strike", "the trade deal", "the amnesty", "a higher minimum wage")
THINGS += ("the school closures", "the inquiry")
VERBS = {
    "supports": ("support", "back", "welcome", "favour", "endorse", "applaud", "want", "defend", "love", "approve of"),
    "opposes": ("oppose", "reject", "condemn", "denounce", "resent", "deplore", "hate", "object to", "disapprove of"),
}
PLAIN = ("discuss", "describe", "await", "read", "study", "mention", "visit", "run")
TURNED = {"supports": "opposes", "opposes": "supports"}
FRAMES = (
    ("reported", "{o} {v} {t}, {cue} {s}."),
    ("reported", "“{o} {v} {t},” {cue} {s}."),
    ("reported", "{o} {v} {t}, according to {s}."),
    ("reported", "{s} {cue} that {o} {v} {t}."),
    ("reported", "{s} {cue} on Monday that {o} had long said they {v} {t}."),
    ("own", "“We {v} {t},” {cue} {s}."),
    ("own", "“I {v} {t}, whatever {o} may think,” {s} {cue}."),
    ("own", "{s} {cue} they {v} {t}."),
    ("own", "As for {o}, {s} {cue} that they {v} {t}."),
    ("turned", "“We do not {v} {t},” {cue} {s}."),
    ("turned", "{s} {cue} they no longer {v} {t}."),
    ("none", "{s} {cue} that {o} {p} {t}."),
    ("none", "“We {p} {t},” {cue} {s}."),
    ("none", "{s} declined to say whether they {v} {t}."),
    ("none", "{s} asked whether {o} {v} {t}."),
    ("none", "{s} was not aware that {o} {v} {t}."),
)  # fmt: skip
"""What a frame tells of the side of its verb, and its words; o: somebody else, s: the source, t: the target."""


@dataclass(frozen=True)
class Pair:
    """A sentence with its source, cue and content, its target, what else could be one, and the outcome."""

    text: str
    parts: dict[str, list[Span]]
    target: Span
    others: tuple[Span, ...]
    side: str
    reported: bool


def pairs(count: int, seed: int = 7) -> Iterator[Pair]:
    """So many sentences, every frame in turn."""
    rng = random.Random(seed)
    for number in range(count):
        yield pair(*FRAMES[number % len(FRAMES)], rng)


def pair(kind: str, frame: str, rng: random.Random) -> Pair:
    """A sentence of a frame."""
    side, person = rng.choice(list(VERBS)), lambda: f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    cue = rng.choice(("said", "told reporters", "added", "explained")) if "{cue} that" not in frame else "said"
    words = {"o": rng.choice((*OTHERS, person())), "v": rng.choice(VERBS[side]), "t": rng.choice((*THINGS, person()))}
    words |= {"s": rng.choice((person(), "the spokesman", "one official", f"Mayor {person()}")), "p": rng.choice(PLAIN)}
    words |= {"cue": cue}
    text, places = filled(frame, words)
    wanted = {"none": "none", "turned": TURNED[side]}.get(kind, side)
    others = tuple(places[name] for name in ("o", "s") if name in places)
    return Pair(text, parts(text, places), places["t"], others, wanted, kind == "reported")


def filled(frame: str, words: dict[str, str]) -> tuple[str, dict[str, Span]]:
    """The sentence, its first letter large, and where each word stands in it."""
    text, places = "", {}
    for at, piece in enumerate(frame.replace("}", "{").split("{")):
        if at % 2:
            places[piece] = (len(text), len(text) + len(words[piece]))
        text += words[piece] if at % 2 else piece
    first = next(at for at, letter in enumerate(text) if letter.isalpha())
    return text[:first] + text[first].upper() + text[first + 1 :], places


def parts(text: str, places: dict[str, Span]) -> dict[str, list[Span]]:
    """Source, cue and content; the content is what stands between them and the edges of the sentence."""
    begin, end = places["s"]
    cue = places.get("cue") or cue_beside(text, begin, end)
    low, high = min(begin, cue[0]), max(end, cue[1])
    spans = [span for span in ((0, low), (high, len(text) - 1)) if span[1] - span[0] > 3]
    return {"source": [(begin, end)], "cue": [cue], "content": spans}


def cue_beside(text: str, begin: int, end: int) -> Span:
    """The words that attribute where the frame has no cue of its own."""
    if text[:begin].endswith("according to "):
        return begin - len("according to "), begin - 1
    heads = ("declined to say", "asked", "was not aware")
    found = next(each for each in heads if text[end + 1 :].startswith(each))
    return end + 1, end + 1 + len(found)
