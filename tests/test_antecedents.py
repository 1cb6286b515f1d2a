"""Antecedents: whom a pronoun goes back to where no speaker stands before it in its paragraph."""

import pytest
from attributed import TWO, article, linked, statuses

from helpers import articles, language


def said(nlp, text):
    """The name of the source of the last attribution of an article, None where nobody was chosen."""
    doc = language.article_doc(nlp, articles.from_text(f"Harbour plan divides town\n\n{text}", id="a"))
    return linked(doc)[-1]


BEFORE = "Clara Holm said the quay was old. She left early.\n\nRolf Ek said the quay was new. He stayed.\n\n"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # a subject behind its verb
        ("Among the guests was Bo Lind, who keeps bees. He said the plan was absurd.", "Bo Lind"),
        ("The winner of the vote was not Bo Lind. He said the plan was absurd.", None),
        # a name that explains a subject
        ("Holm’s younger brother, Bo Lind, was a baker then. He said the plan was absurd.", "Bo Lind"),
        ("Holm’s younger brother admires Bo Lind. He said the plan was absurd.", "Holm’s younger brother"),
        # a name that a sentence is about
        ("For Bo Lind, that is not enough. He said the plan was absurd.", "Bo Lind"),
        ("For Bo Lind’s friends, that is not enough. He said the plan was absurd.", None),
        ("The crew was read a letter by Bo Lind, a baker. He said the plan was absurd.", "Bo Lind"),
        ("The crew was shown a house by Bo Lind, a baker. He said the plan was absurd.", None),
        ("I asked Bo Lind about that. He said the plan was absurd.", "Bo Lind"),
        # a clause that only says when
        ("Bo Lind laughed when a reporter asked. “It is absurd,” he said.", "Bo Lind"),
        ("Bo Lind laughed when Nils Berg asked. “It is absurd,” he said.", None),
    ],
)
def test_he_is_the_one_whom_the_paragraph_is_about_or_nobody(nlp, text, meant):
    """Never the one who spoke before, where the paragraph has named somebody else."""
    assert said(nlp, BEFORE + text) in (meant, None)


def test_whom_a_sentence_is_about_gives_way_to_the_next_subject(nlp):
    assert (
        said(nlp, BEFORE + "For Clara Holm, it was a blow. Ida Sorrel disagreed. She said it was fair.") != "Clara Holm"
    )


def test_a_speaker_is_not_he_where_only_somebody_else_is_named_since():
    text = "Lee Park said no .\nRain met Bo Ruiz . He added more ."
    ents = (("Lee Park", "PERSON"), ("Bo Ruiz", "PERSON"))
    assert statuses(article(text, "Lee Park", "He", ents=ents))[1] == "ambiguous"


def test_it_is_nobody_behind_a_name_that_may_be_a_body():
    text = "Harbour Trust said no .\nCorvane said a . It added more ."
    ents = (("Harbour Trust", "ORG"), ("Corvane", "PERSON"))
    assert statuses(article(text, "Harbour Trust", "Corvane", "It", ents=ents))[2] == "ambiguous"


def test_who_behind_a_body_is_the_people_of_it(nlp):
    doc = language.article_doc(
        nlp,
        articles.from_text(
            "Yards\n\nBo Lind is one of nine drivers for the ferry company who told a paper that it leaked.", id="a"
        ),
    )
    assert "drivers" in linked(doc)[-1]


def test_two_are_several():
    doc = article("Ana Ruiz left . The two said no . She added more .", "The two", "She", ents=TWO)
    assert linked(doc)[1] == "Ana Ruiz"
