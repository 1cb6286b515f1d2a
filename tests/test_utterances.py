"""Utterances: whose words they are, and that no tree, however odd, makes the rules fail or leave the words."""

from dependencies import said, spans
from handmade import built
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import lexicons
from helpers.attributions import Attribution
from helpers.sources import Source
from helpers.stances.utterances import utterance

QUOTE = """
We PRP nsubj 1
agree VBP ccomp 3
, , punct 1
said VBD ROOT 3
Ada NNP nsubj 3
"""
REPORTED = """
Ada NNP nsubj 1
said VBD ROOT 1
{who} PRP nsubj 3
agree VBP ccomp 1
"""


def words(doc, content, *, form="direct", type="named person"):
    where = [spans(doc, part) for part in ("Ada", "said", content)]
    source = Source("s1", "Ada", type, "", "", (), where[0])
    return utterance(doc, Attribution("a1", *where, form, "statement", "neutral", "attributed", 1.0, "s1"), source)


def test_the_content_hangs_on_its_cue_whatever_the_tree_says():
    doc = built(
        QUOTE.replace("agree VBP ccomp 3", "agree VBP ROOT 1").replace("said VBD ROOT 3", "said VBD parataxis 1")
    )
    found = words(doc, "We agree")
    assert [up.text for up in found.governors(doc[1])] == ["said"]
    assert found.governor(doc[3]) is None


def test_we_are_the_source():
    doc = built(QUOTE)
    assert words(doc, "We agree").holder(doc[1]) == "own"


def test_she_is_the_source_outside_of_quotation_marks_only():
    doc = built(REPORTED.format(who="she"))
    assert words(doc, "she agree", form="indirect").holder(doc[3]) == "own"
    assert words(doc, "she agree", form="direct").holder(doc[3]) == "other"


def test_it_can_be_a_body_and_no_person():
    doc = built(REPORTED.format(who="it"))
    assert words(doc, "it agree", form="indirect", type="named organisation").holder(doc[3]) == "own"
    assert words(doc, "it agree", form="indirect").holder(doc[3]) == "other"


def test_you_is_nobody():
    doc = built(REPORTED.format(who="you"))
    assert words(doc, "you agree", form="indirect").holder(doc[3]) == ""


TERMS = [row["term"] for name in ("positions", "commitments", "targets") for row in lexicons.rows(name)]
WORDS = st.sampled_from(
    [*TERMS, "we", "she", "it", "not", "no", "to", "if", "the", "tram", "what", "there", "by", "“", "?"]
)
TAGS = st.sampled_from(["NN", "NNP", "VB", "VBD", "VBG", "VBN", "JJ", "RB", "IN", "TO", "MD", "PRP", "DT", "WP"])
DEPS = st.sampled_from(
    [
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "nmod",
        "ccomp",
        "xcomp",
        "advcl",
        "acl",
        "acl:relcl",
        "conj",
        "cop",
        "aux",
        "aux:pass",
        "case",
        "mark",
        "det",
        "amod",
        "expl",
        "parataxis",
        "nsubjpass",
        "dobj",
        "prep",
        "pobj",
        "pcomp",
        "neg",
        "acomp",
        "attr",
        "relcl",
        "agent",
        "poss",
        "punct",
    ]
)
TREES = st.lists(st.tuples(WORDS, TAGS, DEPS, st.integers(0, 10**6)), min_size=4, max_size=14)


@given(TREES, st.data())
@settings(max_examples=300, deadline=None)
def test_any_tree_gives_records_whose_evidence_lies_in_the_words(tree, data):
    """Words, tags, labels and heads at random: no failure, no endless climb, and nothing shown from outside."""
    rows = [
        f"{word.split()[0]} {tag} {dep if i else 'ROOT'} {head % i if i else 0}"
        for i, (word, tag, dep, head) in enumerate(tree)
    ]
    doc = built("\n".join(rows))
    edges = sorted(data.draw(st.sets(st.integers(1, len(doc) - 1), min_size=2, max_size=2)))
    source, cue, content = (doc[a:b].text for a, b in zip([0, *edges], [*edges, len(doc)], strict=True))
    form = data.draw(st.sampled_from(["direct", "mixed", "indirect"]))
    said(doc, source, cue, content, form=form)
    attribution = doc._.attributions[0]
    for each in doc._.stances:
        assert each.evidence
        for begin, end in each.evidence:
            assert any(a <= begin < end <= b for a, b in attribution.content + attribution.cue)
