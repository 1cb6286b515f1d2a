"""Persons: whom an office, a relative or a bare surname means, and what offices people hold."""

import pytest
from attributed import DORRIAN, FAMILY, RUIZES, TWO, article, last_said, linked, only, statuses, told

from helpers import articles, language


def test_a_title_tells_two_people_of_one_surname_apart():
    ents = (("Ana Ruiz", "PERSON"), ("Carlos Ruiz", "PERSON"), ("Ruiz", "PERSON"))
    text = "Mayor Ana Ruiz said a .\nCarlos Ruiz said b .\nMayor Ruiz said c ."
    doc = article(text, "Mayor Ana Ruiz", "Carlos Ruiz", "Ruiz", ents=ents)
    assert linked(doc) == ["Ana Ruiz", "Carlos Ruiz", "Ana Ruiz"]


def test_the_mayor_is_the_only_person_called_mayor():
    doc = article("Mayor Ana Ruiz left .\nThe mayor said a .", "The mayor", ents=TWO)
    assert (linked(doc), statuses(doc)) == (["Ana Ruiz"], ["name-resolved"])


def test_the_mayor_is_nobody_where_two_people_are_mayors():
    doc = article("Mayor Ana Ruiz met Mayor Lee Park .\nThe mayor said a .", "The mayor", ents=TWO)
    assert statuses(doc) == ["ambiguous"]


def test_a_former_mayor_is_not_the_mayor():
    doc = article("Former Mayor Ana Ruiz left .\nThe mayor said a .", "The mayor", ents=TWO)
    assert linked(doc) == ["The mayor"]


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("Col. John Dorrian , a military spokesman in Norland , said a .", "military spokesman in Norland", "military"),
        ("Committee chairman John Dorrian said a .", "Committee chairman", "Committee"),
        ("Mayor John Dorrian said a .", "Mayor", ""),
        ("Mr. John Dorrian said a .", "", ""),
        ("Col. John Dorrian said a .", "Col.", ""),
        ("John Dorrian , who heads the harbour committee , said a .", "heads the harbour committee", ""),
        ("John Dorrian is the director of the trust . John Dorrian said a .", "director of the trust", "trust"),
        ("John Dorrian , 54 , a nurse , said a .", "nurse", ""),
        ("John Dorrian , 54 , who sells eels , said a .", "sells eels", ""),
        ("John Dorrian , who drives a van , said a .", "", ""),
        ("John Dorrian , a city of wonders , said a .", "", ""),
        ("John Dorrian ( 54 ) , a nurse , said a .", "nurse", ""),
        ("John Dorrian , one of the organisers , said a .", "one of the organisers", ""),
        ("Its own expert , John Dorrian , said a .", "expert", ""),
        ("Its manager , former keeper John Dorrian , said a .", "manager", ""),
        ("The president , John Dorrian , a former nurse , said a .", "president", ""),
        ("The baker , John Dorrian , a nurse , said a .", "nurse", ""),
        ("The mayor — John Dorrian — said a .", "mayor", ""),
        ("The mayor 's son , John Dorrian , who runs the harbour , said a .", "runs the harbour", ""),
        ("The mayor of Aldport said a . Mayor John Dorrian said b .", "mayor of Aldport", ""),
        ("Last autumn the mayor , John Dorrian , said a .", "mayor", ""),
        ("The head of the council , John Dorrian , said a .", "head of the council", "council"),
        ("The late John Dorrian said a .", "", ""),
        ("Attorney General John Dorrian said a .", "Attorney General", ""),
        ("Harbour spokesman Col. John Dorrian said a .", "Harbour spokesman", ""),
        ("The founder and chief executive , John Dorrian , said a .", "founder and chief executive", ""),
        ("The bakers and the mayor , John Dorrian , said a .", "mayor", ""),
        ("John Dorrian , who became chief executive in 2022 , said a .", "chief executive", ""),
        ("John Dorrian , who became a burden in 2022 , said a .", "", ""),
        ("His neighbour , John Dorrian , who heads the harbour board , said a .", "heads the harbour board", ""),
        ("His neighbour , John Dorrian , said a .", "His neighbour", ""),
    ],
)
def test_roles_are_the_words_of_the_text(text, role, affiliation):
    """A role stands behind, before or beside a name; its evidence holds exactly those words."""
    sources = ["The mayor of Aldport"] if "Aldport" in text else []
    doc = article(text, *sources, "John Dorrian", ents=DORRIAN)
    found = only(doc)
    assert (found.role, found.affiliation) == (role, affiliation)
    assert (found.role_evidence is None) == (role == "")
    assert found.role_evidence is None or doc.text[slice(*found.role_evidence)] == role


def test_the_younger_of_two_whom_nothing_ties_is_nobody():
    text = "Lee Park left .\nBo Park left .\nThe younger Park said a ."
    assert statuses(article(text, "The younger Park", ents=FAMILY)) == ["ambiguous"]


def test_mrs_is_not_the_only_man_of_her_name():
    doc = article("Lee Park left , and he stayed .\nMrs. Park said a .", "Mrs. Park", ents=FAMILY[:1])
    assert linked(doc) == ["Park"]


def test_mrs_is_whom_the_sentence_has_not_just_named_in_full():
    text = "Bo Park left .\nLee Park met Mrs. Park .\nMrs. Park said a ."
    doc = article(text, "Mrs. Park", ents=FAMILY)
    assert linked(doc) != ["Lee Park"]


def test_brothers_named_together_are_brothers():
    text = "The brothers Lee Park and Bo Park left .\nLee Park said a .\nHis brother said b ."
    assert linked(article(text, "Lee Park", "His brother", ents=FAMILY)) == ["Lee Park", "Bo Park"]


def test_a_relative_of_somebody_described_is_the_namesake():
    text = "Bo Park , the chairman 's younger brother , left .\nLee Park said a .\nHer brother said b ."
    assert linked(article(text, "Lee Park", "Her brother", ents=FAMILY)) == ["Lee Park", "Bo Park"]


@pytest.mark.parametrize(
    ("verb", "lemma", "dep", "meant"),
    [
        ("died", "die", "nsubj", "Ana Ruiz"),
        ("killed", "kill", "nsubj:pass", "Ana Ruiz"),
    ],
)
def test_of_two_people_of_one_surname_the_dead_one_says_nothing(verb, lemma, dep, meant):
    """A bare surname that two bear is the other one's where one has died before."""
    doc = article(f"Leon Ruiz {verb} .\nAna Ruiz stayed .\nRuiz said a .", ents=RUIZES)
    assert last_said(told(doc, verb, lemma, dep), "Ruiz") == meant


@pytest.mark.parametrize(("other", "meant"), [("the director", "Ana Ruiz"), ("the judge", "Leon Ruiz")])
def test_an_office_before_a_surname_tells_who_of_two_is_meant(other, meant):
    """ "Judge Ruiz" is who is called judge, or else the one without an office where the other has one."""
    doc = article(f"Leon Ruiz , {other} , left .\nAna Ruiz stayed .\nJudge Ruiz said a .", ents=RUIZES)
    assert last_said(doc, "Judge Ruiz") == meant


def test_the_defendant_is_nobody_who_is_not_charged():
    doc = article("Ana Ruiz left .\nLee Park stayed .\nthe defendant said a .", ents=TWO)
    assert last_said(told(doc, "left", "leave"), "the defendant") == "the defendant"


def test_the_point_of_a_title_ends_no_sentence():
    """ "Mrs. Ruiz" beside "Leon Ruiz" in one sentence is somebody else, whoever is called Mr. between them."""
    text = "Ana Ruiz stayed .\nLeon Ruiz , whom Mr. Park met , left Mrs. Ruiz .\nMrs. Ruiz said a ."
    doc = article(text, "Mrs. Ruiz", ents=RUIZES)
    assert last_said(doc, "Mrs. Ruiz") == "Ana Ruiz"


def test_the_minister_is_the_one_who_has_been_named_so_far():
    text = "Minister Ana Ruiz said a .\nThe minister said b .\nMinister Lee Park said c ."
    assert linked(article(text, "Ana Ruiz", "The minister", "Lee Park", ents=TWO))[1] == "Ana Ruiz"
    text = "Minister Ana Ruiz said a .\nMinister Lee Park said b .\nRain left .\nThe minister said c ."
    assert linked(article(text, "Ana Ruiz", "Lee Park", "The minister", ents=TWO))[2] is None


def test_the_office_said_before_another_description_is_an_office():
    """ "The chairman, Liberal councillor Ana Ruiz": the chairman is she from then on."""
    text = "The chairman , Liberal councillor Ana Ruiz , said a .\nThe chairman said b ."
    ents = (("Ana Ruiz", "PERSON"), ("Liberal", "NORP"))
    doc = article(text, "The chairman , Liberal councillor Ana Ruiz ,", "The chairman", ents=ents)
    assert linked(doc)[0] == "Ana Ruiz"
    assert last_said(doc, "The chairman") == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“Ana Ruiz is a friend of mine and I’m sad she’s gone,” said Bo Lind.\n\nAna Ruiz told him it was late.", ""),
        ("Ana Ruiz is a friend of the mayor and she will sing. Ana Ruiz said it was late.", "friend of the mayor"),
        ("Outside the court Mr Park’s lawyer, Ana Ruiz, said it was late.", "Mr Park’s lawyer"),
        ("It brought a reply from the council’s leader, Ana Ruiz, who said it was late.", "council’s leader"),
        (
            "The harbour’s founder and chief executive, Ana Ruiz, said it was late.",
            "harbour’s founder and chief executive",
        ),
        ("Ana Ruiz, a botanist at the University of Lowen, said it was late.", "botanist at the University of Lowen"),
    ],
)
def test_roles_as_the_shipped_pipeline_reads_them(text, role):
    nlp = language.load()
    found = {source.name: source for source in language.article_doc(nlp, articles.from_text(text, id="a"))._.sources}
    assert found["Ana Ruiz"].role == role
    assert role != "botanist at the University of Lowen" or found["Ana Ruiz"].affiliation == "University of Lowen"


@pytest.mark.parametrize("letters", ["KC", "MP", "KC MP"])
def test_letters_behind_a_name_are_part_of_nobody_else(letters):
    text = f"The lawyer , Ana Ruiz {letters} , said a .\nAna Ruiz {letters} said b .\nRuiz said c ."
    doc = article(text, f"The lawyer , Ana Ruiz {letters} ,", f"Ana Ruiz {letters}", "Ruiz", ents=TWO)
    assert linked(doc) == ["Ana Ruiz"] * 3
    assert len(doc._.sources) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A survey by Norwind last week found a .", "A survey by Norwind"),
        ("A survey published last week found a .", "A survey published last week"),
        ("A survey of the last week found a .", "A survey of the last week"),
    ],
)
def test_the_time_that_closes_a_source_is_no_part_of_its_name(text, name):
    nlp = language.load()
    found = language.article_doc(nlp, articles.from_text(text.replace(" .", "."), id="a"))._.sources
    assert [source.name for source in found] == [name]
