"""Antecedents: whom a pronoun goes back to where no speaker stands before it in its paragraph."""

import pytest
from attributed import TWO, article, last_said, linked, statuses

from helpers import articles, language


def said(nlp, text):
    """The name of the source of the last attribution of an article, None where nobody was chosen."""
    doc = language.article_doc(nlp, articles.from_text(f"Harbour plan divides town\n\n{text}", id="a"))
    return linked(doc)[-1]


BEFORE = "Clara Holm said the quay was old. She left early.\n\nRolf Ek said the quay was new. He stayed.\n\n"


@pytest.mark.model
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
        ("Bo Lind laughed when Nils Berg asked. “It is absurd,” he said.", None),
    ],
)
def test_he_is_the_one_whom_the_paragraph_is_about(nlp, text, meant):
    assert said(nlp, BEFORE + text) == meant


@pytest.mark.model
def test_the_subject_of_what_is_said_of_somebody_is_a_subject(nlp):
    """ "Was long seen as": the verb of saying is the name's own, so that nobody reports it."""
    text = BEFORE + "Bo Lind, 49, a former lawyer, had long been seen as a sceptic of the plan. He said: “It leaks.”"
    assert said(nlp, text) == "Bo Lind"


@pytest.mark.model
def test_a_relative_behind_so_is_can_be_she(nlp):
    text = (
        "Mona Ek’s brother, Rolf, says the quay is old. He points to Lowen Bay.\n\n"
        "Rolf Ek is for the plan. So, for once, is his sister, although she says it is dear."
    )
    assert said(nlp, text) == "Mona Ek"


@pytest.mark.model
def test_a_family_is_not_the_man_of_its_name(nlp):
    text = "Bo Lind had a yard. Nils Berg sold boats.\n\nThe Lind family sold the yard. “It was ours,” he said."
    assert said(nlp, text) is None


def test_a_speaker_is_not_he_where_only_somebody_else_is_named_since():
    text = "Lee Park said no .\nRain met Bo Ruiz . He added more ."
    ents = (("Lee Park", "PERSON"), ("Bo Ruiz", "PERSON"))
    assert statuses(article(text, "Lee Park", "He", ents=ents))[1] == "ambiguous"


def test_a_speaker_goes_on_being_he_where_he_comes_before_the_other_name():
    text = "Mr. Lee Park said no .\nHe left . Rain met Bo Ruiz . He added more ."
    doc = article(text, "Lee Park", ents=(("Lee Park", "PERSON"), ("Bo Ruiz", "PERSON")))
    assert last_said(doc, "He") == "Lee Park"


def test_two_are_several():
    doc = article("Ana Ruiz left . The two said no . She added more .", "The two", "She", ents=TWO)
    assert linked(doc)[1] == "Ana Ruiz"
