"""Candidates: what an utterance names that a side could be toward."""

from handmade import built

from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.stances.candidates import candidates, mentions
from helpers.stances.utterances import utterance

PLAN = """
We PRP nsubj 1
support VBP ccomp 13
the DT det 4
new JJ amod 4
plan NN obj 1
of IN case 7
the DT det 7
mayor NN nmod 4
to TO mark 9
close VB acl 4
it PRP obj 9
, , punct 1
, , punct 1
said VBD ROOT 13
Ada NNP nsubj 13
"""


def phrases(lines: str, content: str, entities: tuple[Entity, ...] = ()) -> list[str]:
    """The candidates of a quote by Ada as they stand in the text."""
    doc = built(lines)
    spans = [((doc.text.index(words), doc.text.index(words) + len(words)),) for words in ("Ada", "said", content)]
    said = Attribution("a1", *spans, "direct", "statement", "neutral", "attributed", 1.0, "s1")
    return [doc[each.first : each.last].text for each in candidates(utterance(doc, said), mentions(doc, entities))]


def test_things_pronouns_acts_and_the_source_are_candidates_and_the_speaker_is_not():
    found = phrases(PLAN, "We support the new plan of the mayor to close it")
    assert found == ["the new plan of the mayor", "the mayor", "close it", "it", "Ada"]


def test_what_stands_outside_of_the_attribution_is_none():
    assert phrases(PLAN, "We support the new plan") == ["the new plan of the mayor", "Ada"]


def test_a_mention_of_an_entity_is_one_whatever_the_tagger_made_of_it():
    doc = built(PLAN)
    begin = doc.text.index("support")
    named = Entity("e1", "support", "MISC", ((begin, begin + 7),), ())
    assert "support" in phrases(PLAN, "We support the new plan", (named,))
    assert "support" not in phrases(PLAN, "We support the new plan")
