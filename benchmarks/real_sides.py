"""Which sides, on real articles: the shown sides and the commitments of the pipeline held against a reading."""

from __future__ import annotations

from collections import Counter

from spacy.lang.en.stop_words import STOP_WORDS

from benchmarks.real import Given, Read, is_whole
from benchmarks.real_sources import outcomes, without_titles
from benchmarks.scores import COMMITMENT, COMMITMENTS, Score, plain
from helpers.names import relations
from helpers.stances import Stance

SHOWN = ("right", "opposite", "wrong holder", "another target", "no side there")
"""What a shown side can be."""


def words_of(text: str) -> set[str]:
    """The words of weight in a target, in the singular, without case and edge punctuation."""
    words = (relations.singular(plain(word)) for word in text.replace("-", " ").split())
    return {word.removesuffix("'s") for word in words if word and word not in STOP_WORDS}


def same_target(record: Stance, side: dict, text: str) -> bool:
    """Whether the target of a record shares a word of weight with that of a read side, by its name or its words.

    Loose on purpose: "the Iran deal" and "deal" are one; so are two bills, in the words of one attribution."""
    begin, end = side["toward"]
    return bool(words_of(record.target) & (words_of(side["target"]) | words_of(text[begin:end])))


def shown(reading: Read, given: Given) -> list[tuple[Stance, str, dict | None]]:
    """Every shown side with one of `SHOWN` and the read side that it was held against, of the same attribution.

    Right: target, side and holder fit. The holder fits where the side is the source's own by both, or only reported by
    both, and the words were not given to a wrong mouth. A read side is right once; a record that says it again is right
    as well, and does not count for recall."""
    mouths = outcomes(reading, given)
    out = []
    for record in given.stances:
        if record.position == "none":
            continue
        number = int(record.attribution_id[1:]) - 1
        out.append((record, *judged(record, reading, number, mouths.get(number) == "wrong mouth")))
    return out


def judged(record: Stance, reading: Read, number: int, wrong_mouth: bool) -> tuple[str, dict | None]:
    """What a shown side is, and the read side that says so."""
    read = reading.said[number]["sides"]
    same = [side for side in read if same_target(record, side, reading.text)]
    agreeing = [side for side in same if side["side"] == record.position]
    held = [side for side in agreeing if bool(side["holder"]) == ("second-hand" in record.flags)]
    if held and not wrong_mouth:
        return "right", held[0]
    if agreeing:
        return "wrong holder", agreeing[0]
    if same:
        return "opposite", same[0]
    return ("another target", None) if read else ("no side there", None)


def side_scores(reading: Read, given: Given) -> dict[str, Score]:
    """Of the sides shown how many are right, wrong in each way, and named alike; of those read how many are found."""
    found = shown(reading, given)
    every = [side for one in reading.said if is_whole(one) for side in one["sides"]]
    unsure = sum("undecided" in record.flags for record in given.stances)
    kinds = Counter(kind for _, kind, _ in found)
    hits = [(record, side) for record, kind, side in found if kind == "right"]
    met = len({id(side) for _, side in hits})
    alike = sum(relations.key(without_titles(r.target)) == relations.key(without_titles(s["target"])) for r, s in hits)
    return {
        "sides right": Score(kinds["right"], len(found), len(found)),
        "sides found": Score(met, len(every), len(every)),
        **{f"sides: {name}": Score(kinds[name], len(found), len(found)) for name in SHOWN[1:]},
        "sides right, target named alike": Score(alike, len(found), len(found)),
        "sides unsure": Score(unsure, len(given.stances), len(given.stances)),
        **decided(found),
    }


def decided(found: list[tuple[Stance, str, dict | None]]) -> dict[str, Score]:
    """How many of the sides shown are right, by what decided them."""
    shown = Counter(record.decided_by for record, *_ in found)
    hits = Counter(record.decided_by for record, kind, _ in found if kind == "right")
    return {f"sides by {by}": Score(hits[by], shown[by], shown[by]) for by in sorted(shown)}


def commitment(number: int, given: Given) -> str:
    """The commitment shown of an attribution: that of its first record that does more than assert; else asserts.

    A no-comment declines, whatever its records."""
    if given.attributions[number].kind == "no-comment":
        return "declines"
    own = [record.commitment for record in given.stances if record.attribution_id == f"a{number + 1}"]
    return next((one for one in own if one != "asserts"), "asserts")


def commitment_scores(reading: Read, given: Given) -> dict[str, Score]:
    """Commitments of the statements: alike in all, then each by itself."""
    pairs = [
        (one["commit"], commitment(number, given))
        for number, one in enumerate(reading.said)
        if one["says"] and given.attributions[number] is not None
    ]
    hits = Counter(right for right, said in pairs if right == said)
    wanted, said = (Counter(column) for column in zip(*pairs, strict=True)) if pairs else (Counter(), Counter())
    every = {"commitment": Score(sum(hits.values()), len(pairs), len(pairs))}
    return every | {f"{COMMITMENT}{one}": Score(hits[one], said[one], wanted[one]) for one in COMMITMENTS}
