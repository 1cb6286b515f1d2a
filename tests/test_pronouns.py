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
        ("Bo Lind laughed when a reporter asked. “It is absurd,” he said.", "Bo Lind"),
        ("Bo Lind laughed when Nils Berg asked. “It is absurd,” he said.", None),
    ],
)
def test_he_is_the_one_whom_the_paragraph_is_about(nlp, text, meant):
    assert said(nlp, BEFORE + text) == meant


@pytest.mark.model
def test_whom_a_sentence_is_about_gives_way_to_the_next_subject(nlp):
    text = "For Clara Holm, it was a blow. Ida Sorrel disagreed. She said it was fair."
    assert said(nlp, BEFORE + text) is None


@pytest.mark.model
def test_the_subject_of_what_is_said_of_somebody_is_a_subject(nlp):
    """ "Was long seen as": the verb of saying is the name's own, so that nobody reports it."""
    text = BEFORE + "Bo Lind, 49, a former lawyer, had long been seen as a sceptic of the plan. He said: “It leaks.”"
    assert said(nlp, text) == "Bo Lind"


@pytest.mark.model
def test_the_same_pronoun_in_a_chain_of_clauses_is_the_same_person(nlp):
    text = (
        "Ida Sorrel can see the quay. She worked there for years, as her mother had before her, and she says it leaks."
    )
    assert said(nlp, text) == "Ida Sorrel"


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


def test_it_is_the_name_that_which_takes_up():
    """However the name was labelled, who is which is nobody's he."""
    text = "Harbour Trust said no .\nCorvane , which is old , said a . It added more ."
    ents = (("Harbour Trust", "ORG"), ("Corvane", "PERSON"))
    assert linked(article(text, "Harbour Trust", "Corvane", "It", ents=ents))[2] == "Corvane"


def test_it_is_nobody_behind_a_name_that_may_be_a_body():
    text = "Harbour Trust said no .\nCorvane said a . It added more ."
    ents = (("Harbour Trust", "ORG"), ("Corvane", "PERSON"))
    assert statuses(article(text, "Harbour Trust", "Corvane", "It", ents=ents))[2] == "ambiguous"


@pytest.mark.parametrize("name", ["Ana Ruiz", "Mr. Ruiz"])
def test_it_is_the_body_behind_somebody_who_is_a_person(name):
    text = f"Harbour Trust said no .\n{name} said a . It added more ."
    doc = article(
        text, "Harbour Trust", "Ruiz", "It", ents=(("Harbour Trust", "ORG"), (name.removeprefix("Mr. "), "PERSON"))
    )
    assert linked(doc)[2] == "Harbour Trust"


@pytest.mark.model
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
