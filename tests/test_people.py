"""People over articles: full names and roles join, surnames never; what a person settled is carried out and told."""

import pytest

from helpers import people, tables
from helpers.people import Line


def source(article: str, name: str, role: str = "", type: str = people.PERSON, **fields) -> dict:
    return {
        "article_id": article,
        "source_id": f"{article}-{name}-{role}",
        "name": name,
        "role": role,
        "type": type,
    } | fields


def joined(*sources: dict, lines: list[Line] = (), outlets: dict | None = None, **given) -> people.Joined:
    ids = dict.fromkeys(row["article_id"] for row in sources)
    texts = given.get("texts", {})
    articles = [{"article_id": id, "outlet": (outlets or {}).get(id, "Post"), "text": texts.get(id, "")} for id in ids]
    read = {"articles": tables.frame("articles", articles), "sources": tables.frame("sources", sources)}
    names = [("GPE", "United States"), ("GPE", "Ardland"), ("ORG", "Republican Party"), ("ORG", "Green Party")]
    entities = [{"article_id": "a", "name": name, "label": label} for label, name in given.get("names", names)]
    return people.join(read | {"entities": tables.frame("entities", entities)}, lines)


def line(number: int, what: str, name: str, where: str, other: str, other_where: str, why: str = "asked") -> Line:
    return Line(number, what, name, where, other, other_where, why)


def groups(found: people.Joined) -> set[frozenset[str]]:
    """The articles of each row."""
    return {frozenset(own["article_id"]) for _, own in found.of.groupby("person_id")}


def test_one_name_with_roles_that_agree_is_one_person():
    found = joined(
        source("a", "Ada Quill", "mayor of Marl"),
        source("b", "Ada Quill", "mayor"),
        source("c", "Ada Quill"),
        source("d", "Mayor Ada Quill", "the mayor of Marl"),
    )
    assert groups(found) == {frozenset("abcd")}
    assert found.doubts.empty


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prime Minister", "prime minister of Ardland"),
        ("finance minister of Ardland", "Ardland’s finance minister"),
        ("spokeswoman for the ministry", "ministry spokeswoman"),
        ("Sen.", "senator from Ohio"),
        ("Senator from Ohio", "Ohio Senator"),
        ("Vice President", "vice-president"),
        ("professor of law at Tarn University", "law professor"),
        ("co-founder of Marl Rail", "founder of Marl Rail"),
        ("Minister of Health", "health minister"),
        ("head coach", "coach of the Marl Rovers"),
        ("former mayor of Marl", "mayor of Marl"),
        ("United States President", "incumbent US President"),
        ("president of the USA", "U.S. President"),
        ("President of the United States", "Republican Party presidential nominee"),
        ("minister in Ardland", "Green Party minister"),
    ],
)
def test_roles_agree_in_other_words(one, other):
    assert groups(joined(source("a", "Bo Farr", one), source("b", "Bo Farr", other))) == {frozenset("ab")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mayor of Marl", "mayor of Tarn"),
        ("US president", "French president"),
        ("Minister of Health", "Minister of Defence"),
        ("police chief in Marl", "Tarn’s police chief"),
        ("Sen.", "nurse"),
        ("minister in Ardland", "minister in Borduria"),
        ("Green Party minister", "Republican Party minister"),
        ("fisherman", "head teacher"),
        ("President of Ardland", "President of Borduria"),
        ("coach at Wexmoor United", "coach at Marl Town"),
        ("teacher at Tarn School", "teacher at Marl School"),
        ("professor at Tarn University", "professor at Marl University"),
    ],
)
def test_one_name_with_roles_that_do_not_agree_is_two_people_and_a_doubt(one, other):
    found = joined(source("a", "Bo Farr", one), source("b", "Bo Farr", other))
    assert groups(found) == {frozenset("a"), frozenset("b")}
    assert list(found.doubts["doubt"]) == ["the same name, and roles that do not agree"]
    assert sorted(found.people["person"]) == sorted([f"Bo Farr ({one})", f"Bo Farr ({other})"])


NAMES = [
    *[("GPE", "United States"), ("GPE", "Dominican Republic"), ("GPE", "Democratic Republic of Vell"), ("GPE", "Marl")],
    *[("GPE", "Tarn"), ("GPE", "Ohio"), ("GPE", "Maine"), ("ORG", "House of Representatives"), ("NORP", "Republican")],
    *[("NORP", "Democratic"), ("ORG", "Ohio House"), ("ORG", "Maine House"), ("NORP", "Labour"), ("NORP", "Green")],
    *[("ORG", "Tarn Museum"), ("ORG", "Tarn Hospital")],
]


@pytest.mark.parametrize(
    "roles",
    [
        ("US President", "United States President", "President", "presumptive Republican presidential nominee"),
        ("Democratic Speaker of the House", "House Speaker", "Speaker of the House of Representatives", "speaker"),
        ("Republican senator", "senator from Ohio", "Ohio senator", "Senator"),
        ("Democrat", "Democratic senator", "senator for Maine", "Senator"),
        ("mayor of Marl", "surgeon and mayor", "surgeon"),
        ("Sen.", "Sens."),
        ("Govs.", "governor of Maine"),
        ("QUILL ASKS PRESIDENT FOR MORE", "senator"),
    ],
)
def test_roles_that_agree_with_one_that_agrees_with_both_are_one_person(roles):
    found = joined(*(source(str(n), "Bo Farr", role) for n, role in enumerate(roles)), names=NAMES)
    assert len(groups(found)) == 1


@pytest.mark.parametrize(
    "roles",
    [
        ("mayor of Marl", "mayor", "mayor of Tarn"),
        ("Republican senator from Ohio", "Republican senator from Maine", "Republican senator"),
        ("Green councillor", "Labour councillor"),
        ("director of Tarn Hospital", "director of Tarn Museum", "director"),
        ("speaker of the Ohio House", "speaker of the Maine House", "House speaker"),
        ("surgeon and mayor of Marl", "surgeon in Tarn", "surgeon"),
        ("Green mayor of Marl", "Green mayor of Tarn", "", "mayor"),
        ("Labour mayor of Marl", "mayor of Tarn"),
        ("CEO", "nurse"),
    ],
)
def test_two_of_one_name_are_not_joined_by_a_role_that_agrees_with_both(roles):
    found = joined(*(source(str(n), "Bo Farr", role) for n, role in enumerate(roles)), names=NAMES)
    assert len(groups(found)) == len(roles)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Marl — Sen. Bo Farr, chairman of the Rail Board, said", "Sen.", "chairman of the Rail Board"),
        ("Retired teacher Bo Farr, the nominee of Tarn, said no.", "retired teacher", "nominee of Tarn"),
        ("Harbour master Bo Farr is\na (trustee). Bo Farr (trustee)", "harbour master", "trustee"),
    ],
)
def test_two_roles_beside_the_name_in_one_article_are_of_one_person(text, one, other):
    found = joined(source("a", "Bo Farr", one), source("b", "Bo Farr", other), texts={"a": text})
    assert groups(found) == {frozenset("ab")}


@pytest.mark.parametrize(
    "text",
    [
        "Fisherman Bo Farr told head teacher Lucia Fenn so.",
        "Fisherman Bo Farr, head teacher Lucia Fenn and others came.",
        "Asked by the head teacher, Bo Farr, a fisherman, said no.",
        "Bo Farr, fisherman; Lucia Fenn, head teacher.",
        "The fisherman Bo Farr, who taught the head teacher, said so.",
    ],
)
def test_a_role_near_a_name_is_not_beside_it(text):
    found = joined(source("a", "Bo Farr", "fisherman"), source("b", "Bo Farr", "head teacher"), texts={"a": text})
    assert len(groups(found)) == 2


def test_a_middle_initial_that_only_one_has_parts_nobody_whose_roles_agree():
    one = source("a", "Ada Quill", "senator")
    assert groups(joined(one, source("b", "Ada K. Quill", "Sen."))) == {frozenset("ab")}
    assert len(groups(joined(one, source("b", "Ada K. Quill")))) == 2
    assert len(groups(joined(one, source("b", "Ada K. Quill", "surgeon")))) == 2
    assert len(groups(joined(one, source("b", "Ada K. Quill", "senator"), source("c", "Ada M. Quill", "senator")))) == 3


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("U.S. Rail Survey", "US Rail Survey", people.BODY),
        ("J.K. Mallory", "J. K. Mallory", people.PERSON),
        ("A. B. Stone", "A.B. Stone", people.PERSON),
    ],
)
def test_initials_are_one_however_they_are_pointed(one, other, type):
    assert len(groups(joined(source("a", one, type=type), source("b", other, type=type)))) == 1


def test_who_has_no_role_is_given_to_none_of_two():
    found = joined(source("a", "Bo Farr", "baker"), source("b", "Bo Farr", "surgeon"), source("c", "Bo Farr"))
    assert groups(found) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_role_that_fits_two_is_given_to_neither():
    found = joined(
        source("a", "Bo Farr", "mayor of Marl"),
        source("b", "Bo Farr", "mayor of Tarn"),
        source("c", "Bo Farr", "mayor"),
    )
    assert groups(found) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_surname_alone_joins_nothing_and_is_a_doubt_with_one_line_for_all_articles():
    sources = source("a", "Ada Quill", "mayor"), source("b", "Quill", "mayor"), source("c", "Quill", "mayor")
    found = joined(*sources)
    assert groups(found) == {frozenset("a"), frozenset("b"), frozenset("c")}
    assert list(found.doubts["doubt"]) == ["a surname alone, in two articles"]
    assert list(found.doubts["join"]) == ["join,Quill,,Ada Quill,mayor,"]
    assert groups(joined(*sources, lines=[line(2, "join", "Quill", "", "Ada Quill", "mayor")])) == {frozenset("abc")}
    settled = joined(*sources, lines=[line(2, "separate", "Quill", "b", "Ada Quill", "mayor")])
    assert [list(row) for row in settled.doubts[["doubt", "where"]].to_numpy()] == [["a surname alone", "c"]]


def test_bodies_are_joined_by_full_name_and_acronym():
    found = joined(
        source("a", "Marl Harbour Trust", type=people.BODY, aliases=["MHT"]),
        source("b", "the Marl Harbour Trust", type=people.BODY),
        source("c", "MHT", type=people.BODY),
    )
    assert groups(found) == {frozenset("abc")}
    assert found.people["person"][0].endswith("Marl Harbour Trust")


def test_an_acronym_that_two_bodies_have_joins_nothing():
    found = joined(
        source("a", "Marl Harbour Trust", type=people.BODY),
        source("b", "Midland Health Team", type=people.BODY),
        source("c", "MHT", type=people.BODY),
    )
    assert len(groups(found)) == 3


def test_a_body_called_by_common_words_is_joined_within_an_outlet_only():
    bodies = [source(id, "City Council", type=people.BODY) for id in "abc"]
    found = joined(*bodies, outlets={"a": "Post", "b": "Post", "c": "Courier"})
    assert groups(found) == {frozenset("ab"), frozenset("c")}


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        ("Ada Quill", "Ada Quill-Marsh", "one name has more parts than the other"),
        ("Ada Quill", "Ada Mabel Quill", "one name has more parts than the other"),
        ("Jon Okafor", "John Okafor", "names spelt almost alike"),
        ("Ada Quill", "Ada Marsh", "one first name, and the same role"),
    ],
)
def test_two_names_that_may_be_one_person_are_a_doubt_with_lines(one, other, doubt):
    found = joined(source("a", one, "engineer at Marl Tidal"), source("b", other, "engineer at Marl Tidal"))
    assert len(groups(found)) == 2
    assert list(found.doubts["doubt"]) == [doubt]
    assert found.doubts["join"][0].startswith("join,")
    assert found.doubts["separate"][0].endswith(",")


@pytest.mark.parametrize(
    ("one", "other"), [("Ada Quill", "Bo Farr"), ("Ada Quill", "Ada Marsh"), ("Ada Quill", "Bo Quill")]
)
def test_other_people_are_no_doubt(one, other):
    assert joined(source("a", one, "baker"), source("b", other, "surgeon")).doubts.empty


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("Ada Quill", "Ada Quill and Bo Farr", people.PERSON),
        ("United States", "United States Navy", people.BODY),
        ("Department of State", "Department of Justice", people.BODY),
    ],
)
def test_a_name_within_another_name_is_no_doubt(one, other, type):
    assert joined(source("a", one, type=type), source("b", other, type=type)).doubts.empty


def test_several_of_one_name_are_each_held_against_the_first():
    roles = ("baker in Marl", "surgeon in Tarn", "coach in Wex", "judge in Ard")
    assert len(joined(*(source(role, "Bo Farr", role) for role in roles)).doubts) == 3


def test_two_who_speak_in_one_article_are_two():
    roles = "engineer at Marl Tidal"
    both = [source("a", "Ada Quill", roles), source("a", "Ada Marsh", roles), source("b", "Ada Marsh", roles)]
    assert joined(*both).doubts.empty


def test_a_ready_line_is_carried_out_as_it_stands(tmp_path):
    sources = [source("a", "Ada Quill", "engineer"), source("b", "Ada Quill-Marsh", "engineer")]
    file = tmp_path / "people.csv"
    file.write_text(f"{','.join(people.FIELDS)}\n{joined(*sources).doubts['join'][0]}she married\n", encoding="utf8")
    found = joined(*sources, lines=people.read(file))
    assert groups(found) == {frozenset("ab")}
    assert list(found.people["person"]) == ["Ada Quill-Marsh"]
    assert list(found.came["status"]) == ["applied"]
    assert found.doubts.empty


def test_a_line_separates_those_who_would_be_one():
    sources = [source("a", "Bo Farr", "baker in Marl"), source("b", "Bo Farr", "baker")]
    found = joined(*sources, lines=[line(2, "separate", "Bo Farr", "Marl", "Bo Farr", "b")])
    assert groups(found) == {frozenset("a"), frozenset("b")}
    assert list(found.came["status"]) == ["applied"]
    assert found.doubts.empty


def test_lines_that_change_nothing_say_why():
    sources = [source("a", "Bo Farr", "baker"), source("b", "Bo Farr", "surgeon"), source("c", "Ada Quill")]
    lines = [
        line(2, "join", "Cy Dunn", "", "Bo Farr", ""),
        line(3, "separate", "Bo Farr", "baker", "Bo Farr", "surgeon"),
        line(4, "join", "Bo Farr", "baker", "Bo Farr", "surgeon"),
        line(5, "separate", "Ada Quill", "", "Ada Quill", ""),
    ]
    found = joined(*sources, lines=lines)
    assert list(found.came["status"]) == ["unmatched", "needless", "malformed", "unmatched"]
    assert people.complaints(found.came)[0] == "People, line 2: no source is called 'Cy Dunn' there."
    assert groups(found) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_line_with_a_fault_is_told_and_the_others_carried_out(tmp_path):
    file = tmp_path / "people.csv"
    rows = ["marry,Ada Quill,,Bo Farr,,why", "join,Ada Quill,,Ada Marsh,,", "join,Ada Quill,,Ada Marsh,,she said so"]
    file.write_text("\n".join([",".join(people.FIELDS), *rows]), encoding="utf8")
    found = joined(source("a", "Ada Quill"), source("b", "Ada Marsh"), lines=people.read(file))
    assert list(found.came["status"]) == ["malformed", "malformed", "applied"]
    assert "allowed: join, separate" in found.came["outcome"][0]


def test_a_file_with_other_columns_is_refused(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("who,whom\n", encoding="utf8")
    with pytest.raises(people.CorrectionsError, match="must name the columns what, name, where"):
        people.read(file)


def test_no_articles_give_no_people():
    found = joined()
    assert all(table.empty for table in found)
