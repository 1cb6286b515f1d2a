"""Published corpora: what is counted of pronouns, and which labels an annotator's spans are given."""

import pytest

from benchmarks import published
from helpers import articles, language

TEXT = "He said no. Ana Ruiz said yes. They said nothing."


def said(source: str, source_id: str | None, status: str) -> dict:
    begin = TEXT.index(source)
    return {"source": [[begin, begin + len(source)]], "source_id": source_id, "status": status}


def test_pronouns_are_counted_by_what_became_of_them_and_names_are_not():
    found = [
        said("He", "s1", "pronoun-resolved"),
        said("Ana Ruiz", "s2", "attributed"),
        said("They", None, "ambiguous"),
    ]
    table = published.pronoun_table([({}, {"text": TEXT, "attributions": found})])
    assert table["attributions"].to_dict() == {"resolved": 1, "ambiguous": 1}
    assert table["share"].to_list() == [50, 50]


@pytest.mark.model
def test_an_annotators_spans_are_labelled_by_the_rules(nlp):
    text = "“The dam holds,” said Ida Brandt."
    doc = language.article_doc(nlp, articles.from_text(text, id="dam"))
    whole = {"source": [[22, 32]], "cue": [[17, 21]], "content": [[0, 16]]}
    first, second = published.labelled(doc, [whole, whole | {"cue": []}])
    assert (first["form"], first["kind"]) == ("direct", "statement")
    assert second["form"] == "without cue or content"
