"""Phrases: short invented sentences in which the word list of positions says which side is taken toward what."""

import random

from benchmarks.sides import Row
from helpers import lexicons
from helpers.stances.model import SIDES

THINGS = (
    "the bill", "the ferry", "the merger", "the tunnel", "the new law", "the rent cap", "the budget", "the plan",
    "the treaty", "the bridge", "the strike", "the report", "the tax", "the proposal", "the deal", "the school",
    "the ceasefire", "the sanctions", "the pipeline", "the reform", "the militia", "the union", "the program",
)  # fmt: skip
HOLDERS = (
    "the council",
    "the mayor",
    "the union",
    "critics",
    "the senator",
    "residents",
    "the ministry",
    "the governor",
)
OTHER = {"supports": "opposes", "opposes": "supports"}
CUES = ("said", "told reporters", "wrote in a statement", "said on Monday", "argued")


def forms(term: str) -> tuple[str, str]:
    """The past and the -ing form of a regular verb."""
    if term.endswith("e"):
        return f"{term}d", f"{term[:-1]}ing"
    if term.endswith("y") and term[-2] not in "aeiou":
        return f"{term[:-1]}ied", f"{term}ing"
    return f"{term}ed", f"{term}ing"


IRREGULAR = {"fight", "stand", "speak", "come", "slam", "believe", "commit", "keep", "lead", "bring", "build", "find"}


def verbs(side: str) -> list[tuple[str, str]]:
    """Verbs of attitude of one side, each with its preposition or nothing."""
    rows = [row for row in lexicons.rows("positions") if row["pos"] == "VERB" and row["kind"] == "stance"]
    plain = [row for row in rows if row["side"] == side and row["term"] not in IRREGULAR and row["target"] != "clause"]
    return [(row["term"], "" if row["target"] == "object" else f" {row['target']}") for row in plain]


def qualities(side: str) -> list[str]:
    """What is said of a thing on one side: "reckless", "a mistake"."""
    rows = [row for row in lexicons.rows("positions") if row["kind"] == "quality" and row["side"] == side]
    nouns = [f"{'an' if row['term'][0] in 'aeiou' else 'a'} {row['term']}" for row in rows if row["pos"] == "NOUN"]
    return nouns + [row["term"] for row in rows if row["pos"] == "ADJ"]


def row(text: str, target: str, side: str) -> Row:
    """The row of a sentence whose target stands between braces in it."""
    before, after = text.split("{}")
    text = before + target + after
    text = text[0].upper() + text[1:]
    return Row(text, len(before), len(before) + len(target), SIDES.index(side), "invented")


def phrase(names: list[str], rng: random.Random) -> Row:
    """One invented sentence: a verb of attitude or a quality; denied, of two targets, or with the speaker marked."""
    side = rng.choice(("supports", "opposes"))
    holder, target, second = rng.choice(HOLDERS), *rng.sample([*THINGS, *rng.sample(names, 8)], 2)
    holder = rng.choice((holder, rng.choice(names)))
    (one, preposition), (two, after) = rng.choice(verbs(side)), rng.choice(verbs(OTHER[side]))
    did, other = forms(one)[0], forms(two)[0]
    quality, worse = rng.choice(qualities(side)), rng.choice(qualities(OTHER[side]))
    cue, speaker = rng.choice(CUES), rng.choice(names)
    made = (
        (f"{holder} {did}{preposition} {{}}.", target, side),
        (f"{holder} {did}{preposition} {{}} and {other}{after} {second}.", target, side),
        (f"{holder} {other}{after} {second} and {did}{preposition} {{}}.", target, side),
        (f"{{}} {did}{preposition} {second}.", speaker, "none"),
        (f"“We {one}{preposition} {{}},” {speaker} {cue}.", target, side),
        (f"“We {one}{preposition} {second},” {{}} {cue}.", speaker, "none"),
        (f"{speaker} {cue} that {{}} is {quality}.", target, side),
        (f"“{{}} is {quality},” {speaker} {cue}.", target, side),
        (f"“{second} is {worse}, but {{}} is {quality},” {speaker} {cue}.", target, side),
        (f"“{{}} is not {worse},” {speaker} {cue}.", target, side),
        (f"{{}} {cue} that {second} was {quality}.", speaker, "none"),
        (f"{{}} met {speaker} on Monday to discuss {second}.", rng.choice(names), "none"),
        (f"“{second} is {quality},” {speaker} {cue} at a hearing about {{}}.", target, "none"),
    )
    return row(*rng.choice(made))
