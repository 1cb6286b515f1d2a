"""Scorer: the shipped choice among candidates."""

import json

import numpy as np
import pytest

from helpers import articles, language
from helpers.sources import evidence
from helpers.sources.scorer import SHIPPED, Scorer, shipped


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


def sources(nlp, text):
    doc = language.article_doc(nlp, articles.from_text(f"Ferry plan divides town\n\n{text}", id="a"))
    names = {source.id: source.name for source in doc._.sources}
    return [names.get(found.source_id) for found in doc._.attributions]


@pytest.mark.parametrize(("he", "she"), [("Olu Adeyemi", "Wei Zhang"), ("Mary Hale", "John Brook")])
def test_the_last_speaker_goes_on_whatever_the_names_are(nlp, he, she):
    """Nothing in a name tells who is he and who is she."""
    text = (
        f"{he} told the council that the ferry was late again. He said the crew had left.\n\n"
        f"{she} said the harbour was full. “We waited for hours,” she said."
    )
    surnames = [name.split()[-1] if name else None for name in sources(nlp, text)]
    assert surnames == [he.split()[1], he.split()[1], she.split()[1], she.split()[1]]


def test_he_is_nobody_where_the_paragraph_names_somebody_else(nlp):
    text = "Rolf Ek said the quay was new.\n\nThe crew was shown a house by Bo Lind. He said the plan was absurd."
    assert sources(nlp, text)[-1] != "Rolf Ek"
