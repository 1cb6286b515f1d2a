"""Commitments: what is negated, hedged or left unsaid; on trees built by hand, and on the pairs with the model."""

import csv
from pathlib import Path

import pytest
from dependencies import parser, quoted, records, said
from handmade import built

from helpers import stances
from helpers.articles import Paragraph
from helpers.attributions import Attribution
from helpers.sources import Source
from helpers.stances import COMMITMENTS, POSITIONS, StancesComponent

PAIRS = list(csv.DictReader((Path(__file__).parent / "commitment_pairs.csv").open(encoding="utf8", newline="")))


AWARE = """
I PRP nsubj 3
am VBP cop 3
not RB advmod 3
aware JJ ccomp 10
of IN case 6
any DT det 6
plan NN obl 3
to TO mark 8
close VB acl 6
schools NNS obj 8
"""


def test_not_aware_is_no_knowledge_and_neither_a_side_nor_a_denial():
    found = quoted(AWARE, "I am not aware of any plan to close schools")
    assert found == [("close schools", "none", "no-knowledge", "")]


def test_aware_without_a_negation_says_nothing():
    assert quoted(AWARE.replace("not RB", "now RB"), "I am now aware of any plan to close schools") == []


def test_there_is_no_plan_denies():
    lines = """
There EX expl 1
is VBZ ccomp 7
no DT det 3
plan NN nsubj 1
to TO mark 5
close VB acl 3
schools NNS obj 5
"""
    assert quoted(lines, "There is no plan to close schools") == [("close schools", "none", "denies", "")]


def test_not_involved_is_a_denial_of_ones_own_part():
    lines = """
We PRP nsubj 3
are VBP cop 3
not RB advmod 3
involved JJ ccomp 7
in IN case 6
the DT det 6
war NN obl 3
"""
    assert quoted(lines, "We are not involved in the war") == [("war", "none", "denies", "own part")]


def test_it_does_not_involve_us_is_a_denial_of_ones_own_part():
    lines = """
The DT det 1
audit NN nsubj 4
does VBZ aux 4
not RB advmod 4
involve VB ccomp 6
us PRP obj 4
"""
    assert quoted(lines, "The audit does not involve us") == [("audit", "none", "denies", "own part")]


def test_a_pronoun_without_an_antecedent_gives_no_record():
    lines = """
It PRP nsubj 3
does VBZ aux 3
not RB advmod 3
involve VB ccomp 5
us PRP obj 3
"""
    assert quoted(lines, "It does not involve us") == []


def test_not_going_to_speculate_declines():
    lines = """
I PRP nsubj 3
am VBP aux 3
not RB advmod 3
going VBG ccomp 9
to TO mark 5
speculate VB xcomp 3
about IN case 8
the DT det 8
raid NN obl 5
"""
    doc_lines = lines.replace("going", "go")  # the base form, as a lemmatizer gives it
    assert quoted(doc_lines, "I am not go to speculate about the raid") == [("raid", "none", "declines", "")]


CUE = """
Ada NNP nsubj 1
{cue} VBD ROOT 1
to TO mark 3
{verb} VB xcomp 1
{preposition} IN {case} 6
the DT det 6
tram NN {relation} 3
"""


def test_refusing_to_speak_declines():
    doc = built(CUE.format(cue="declined", verb="comment", preposition="on", case="case", relation="obl"))
    found = records(said(doc, "Ada", "declined to comment", "on the tram", form="indirect"))
    assert found == [("tram", "none", "declines", "")]


def test_refusing_to_act_is_against():
    doc = built(
        "\n".join(
            line
            for line in CUE.format(cue="refused", verb="back", preposition="x", case="x", relation="obj").splitlines()
            if not line.startswith("x ")
        ).replace("DT det 6", "DT det 5")
    )
    found = records(said(doc, "Ada", "refused", "to back the tram", form="indirect"))
    assert found == [("tram", "opposes", "asserts", "")]


def test_declining_to_say_whether_one_backs_it_takes_no_side():
    doc = built("""
Ada NNP nsubj 1
declined VBD ROOT 1
to TO mark 3
say VB xcomp 1
whether IN mark 6
she PRP nsubj 6
back VBP ccomp 3
the DT det 8
tram NN obj 6
""")
    found = records(said(doc, "Ada", "declined to say", "whether she back the tram", form="indirect"))
    assert found == [("tram", "none", "declines", "")]


HEDGE = """
The DT det 1
tram NN nsubj 2
{verb} VBZ ccomp 6
to TO mark 5
be VB cop 5
dangerous JJ xcomp 2
"""


def test_seeming_is_a_hedge_on_the_side():
    found = quoted(HEDGE.format(verb="seem"), "The tram seem to be dangerous")
    assert found == [("tram", "opposes", "hedges", "")]


MODAL = """
We PRP nsubj 2
{modal} MD aux 2
support VB ccomp 5
the DT det 4
tram NN obj 2
"""


@pytest.mark.parametrize(
    ("modal", "commitment"), [("might", "hedges"), ("may", "hedges"), ("will", "asserts"), ("would", "asserts")]
)
def test_might_is_a_hedge_and_will_is_none(modal, commitment):
    found = quoted(MODAL.format(modal=modal), f"We {modal} support the tram")
    assert found == [("tram", "supports", commitment, "")]


def test_i_think_is_a_hedge_in_the_words_and_none_in_the_cue():
    lines = """
I PRP nsubj 1
think VBP ccomp 6
the DT det 3
tram NN nsubj 5
is VBZ cop 5
dangerous JJ ccomp 1
"""
    assert quoted(lines, "I think the tram is dangerous") == [("tram", "opposes", "hedges", "")]
    doc = built(lines.replace("I PRP", "Ada NNP").replace("ccomp 6", "ROOT 1"))
    assert records(said(doc, "Ada", "think", "the tram is dangerous", form="indirect")) == [
        ("tram", "opposes", "asserts", "")
    ]


def test_half_of_the_pairs_were_written_before_the_rules():
    assert len(PAIRS) >= 80
    assert sum(pair["written"] == "before" for pair in PAIRS) * 2 >= len(PAIRS) - 10
    assert {pair["commitment"] for pair in PAIRS} == set(COMMITMENTS)
    assert {pair["position"] for pair in PAIRS} == set(POSITIONS)


def reading(pair: dict[str, str]) -> list[stances.Stance]:
    """The records of the attribution in a pair's sentence."""
    text = pair["sentence"]
    doc = parser().make_doc(text)
    doc._.paragraphs = (Paragraph(0, len(text), "body"),)
    doc = parser()(doc)
    find = text.rfind if text.startswith("“") else text.find
    content = text.find(pair["content"])
    where = {role: find(pair[role]) for role in ("source", "cue")} | {"content": content}
    parts = [((where[role], where[role] + len(pair[role])),) for role in ("source", "cue", "content")]
    form = "direct" if text.startswith("“") else "indirect"
    doc._.attributions = (Attribution("a1", *parts, form, "statement", "neutral", "attributed", 1.0, "s1"),)
    doc._.sources = (Source("s1", pair["source"], pair["source_type"], "", "", (), parts[0]),)
    return list(StancesComponent()(doc)._.stances)


@pytest.fixture(scope="module")
def read_pairs() -> list[tuple[dict[str, str], list[stances.Stance]]]:
    return [(pair, reading(pair)) for pair in PAIRS]


@pytest.mark.model
@pytest.mark.parametrize("label", COMMITMENTS)
def test_precision_on_the_pairs_is_at_least_95_percent_a_label(read_pairs, label):
    shown = [(pair["commitment"], each.commitment) for pair, found in read_pairs for each in found]
    of_label = [expected for expected, given in shown if given == label]
    assert of_label, f"no record says {label}"
    assert of_label.count(label) / len(of_label) >= 0.95


@pytest.mark.model
def test_no_pair_is_read_on_the_wrong_side(read_pairs):
    wrong = [
        (pair["sentence"], each.position)
        for pair, found in read_pairs
        for each in found
        if {pair["position"], each.position} == {"supports", "opposes"} and pair["target"] == each.target.lower()
    ]
    assert wrong == []


def plain(flags):
    """Flags without `implied`, and without the doubt whether a side can be shown."""
    return sorted({*flags} - {"implied", "undecided", ""})


def is_read_whole(pair, found, doubtful: bool) -> bool:
    """Position, commitment, flags and target, and nothing besides; `doubtful`: a "?" in the place of a side will do."""
    if len(found) != 1 or pair["target"].lower() not in found[0].target.lower():
        return False
    [each] = found
    asked = doubtful and "undecided" in each.flags and pair["position"] != "none"
    labels = pair["position"] if asked else each.position, each.commitment, plain(each.flags)
    return labels == (pair["position"], pair["commitment"], plain(pair["flags"].split(";")))


@pytest.mark.model
@pytest.mark.parametrize(("doubtful", "least"), [(True, 6 / 7), (False, 5 / 7)])
def test_six_pairs_in_seven_are_read_whole_and_five_with_their_side_shown(read_pairs, doubtful, least):
    """The rest are read in part or left out.

    Whether a side is `implied` is left open: where the model alone sees it, no rule says what it was read from."""
    right = sum(is_read_whole(pair, found, doubtful) for pair, found in read_pairs)
    assert right >= least * len(read_pairs)
