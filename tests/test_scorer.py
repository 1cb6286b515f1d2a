"""Scorer: the shipped choice among candidates, where the sieves leave it open."""

import json

import numpy as np
import pytest
from attributed import DORRIAN, TWO, article, linked

from helpers import articles, language
from helpers.sources import evidence
from helpers.sources.ranking import WINDOW
from helpers.sources.resolver import Resolver
from helpers.sources.scorer import SHIPPED, Scorer, shipped


def decided(doc):
    return [found.decided_by for found in doc._.attributions]


def test_the_shipped_scorer_reads_the_evidence_of_today():
    assert json.loads((SHIPPED / "sources.json").read_text())["columns"] == list(evidence.COLUMNS)


def test_a_scorer_made_for_other_evidence_is_refused(tmp_path):
    config = json.loads((SHIPPED / "sources.json").read_text()) | {"columns": ["nobody"]}
    (tmp_path / "sources.json").write_text(json.dumps(config))
    with pytest.raises(ValueError, match="made for other evidence"):
        Scorer(tmp_path)


def test_chances_sum_to_one():
    chances = shipped().chances(np.zeros((4, len(evidence.COLUMNS)), np.float32))
    assert chances.shape == (4,)
    assert chances.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "spans", "ents", "sieves"),
    [
        ("John Dorrian said a .\nDorrian said b .", ("John Dorrian", "Dorrian"), DORRIAN, ["full name", "short name"]),
        ("Ana Ruiz and Lee Park said a .", ("Ana Ruiz and Lee Park",), TWO, ["several names"]),
        ("Officer K said a .", ("Officer K",), (), ["another name"]),
        ("Mayor Ana Ruiz left .\nThe mayor said a .", ("The mayor",), TWO, ["description"]),
        ("Police said a .\nPolice said b .", ("Police", "Police"), (), ["new", "same words"]),
        ("Ana Ruiz said a . She said b .", ("Ana Ruiz", "She"), TWO, ["full name", "pronoun"]),
        ("He said a .", ("He",), (), ["nobody"]),
    ],
)
def test_each_attribution_says_which_sieve_decided_it(text, spans, ents, sieves):
    assert decided(article(text, *spans, ents=ents)) == sieves


def test_a_source_has_a_confidence_of_its_own():
    """Apart from that of the words; nobody has none."""
    doc = article("John Dorrian said a .\nHe said b .\nIt said c .", "John Dorrian", "He", "It", ents=DORRIAN)
    sure = [found.source_confidence for found in doc._.attributions]
    assert all(0 < one <= 1 for one in sure[:2])
    assert sure[2] is None
    assert {found.confidence for found in doc._.attributions} == {1.0}


def sources(nlp, text):
    doc = language.article_doc(nlp, articles.from_text(f"Ferry plan divides town\n\n{text}", id="a"))
    names = {source.id: source.name for source in doc._.sources}
    return [names.get(found.source_id) for found in doc._.attributions]


@pytest.mark.parametrize(
    ("one", "other"), [("Olu Adeyemi", "Wei Zhang"), ("Mary Hale", "John Brook"), ("Fatima Khan", "Ines Costa")]
)
@pytest.mark.parametrize(("he", "she"), [("He", "She"), ("She", "He"), ("She", "She")])
def test_whose_words_does_not_hang_on_the_names(one, other, he, she):
    """Names of another origin, and either pronoun with either name: the same answers, as likely."""
    text = f"{one} said a . {he} said b .\nRain met {one} .\n{other} left . {she} said c .\n{one} left .\nThey said d ."
    ents = ((one, "PERSON"), (other, "PERSON"))
    doc = article(text, one, he, she, "They", ents=ents)
    known = article(text.replace(one, "Ana Ruiz").replace(other, "Lee Park"), "Ana Ruiz", he, she, "They", ents=TWO)
    names = {"Ana Ruiz": one, "Lee Park": other, None: None}
    assert linked(doc) == [names[name] for name in linked(known)]
    assert [a.source_confidence for a in doc._.attributions] == [a.source_confidence for a in known._.attributions]


@pytest.mark.model
def test_he_is_nobody_where_the_paragraph_names_somebody_else(nlp):
    text = "Rolf Ek said the quay was new.\n\nThe crew was shown a house by Bo Lind. He said the plan was absurd."
    assert sources(nlp, text)[-1] != "Rolf Ek"


def test_what_a_mention_costs_does_not_grow_with_the_text():
    """Candidates are bounded, however many have come up."""
    names = tuple((f"Ana Ruiz{letter}", "PERSON") for letter in "abcdefghijklmnopqrstuvwxyz")
    doc = article(" ".join(f"{name} left ." for name, _ in names) + " She said a .", "She", ents=names)
    resolver = Resolver(doc, shipped())
    seen = []
    resolver.ranked = lambda mention, some, answer: seen.append(some) or answer
    resolver.resolve(doc._.attributions[0])
    assert [len(some) for some in seen] == [WINDOW]
