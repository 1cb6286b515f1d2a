"""Kinds: what the words around a name say of it, on Docs made by hand."""

import pytest
from handmade import doc_of
from spacy.tokens import Doc, Span

from helpers import entities, extensions, names
from helpers.encoder.tags import Named
from helpers.lexicons import rows
from helpers.names import votes


def made(text: str, tree: dict[str, tuple[str, str]] | None = None) -> Doc:
    """A Doc from words as `word/TAG` (NNP without a tag); `tree` says for a word which relation it has to which."""
    words, tags = zip(*(part.rsplit("/", 1) if "/" in part else (part, "NNP") for part in text.split()), strict=True)
    heads, deps = list(range(len(words))), ["dep"] * len(words)
    for word, (dep, head) in (tree or {}).items():
        heads[words.index(word)], deps[words.index(word)] = words.index(head), dep
    return doc_of(words, tags=tags, heads=heads, deps=deps, lemmas=map(str.lower, words))


def told(text: str, name: str, tree: dict[str, tuple[str, str]] | None = None) -> dict[str, float]:
    """What is told of the first place where a name of one word stands, its votes added up."""
    doc = made(text, tree)
    at = [token.text for token in doc].index(name)
    sums: dict[str, float] = {}
    for label, weight in votes.votes(doc[at : at + 1]):
        sums[label] = sums.get(label, 0) + weight
    return sums


@pytest.mark.parametrize(
    "text",
    [
        "residents/NNS of/IN Norwind slept/VBD",
        "mayor/NN of/IN Norwind",
        "it/PRP rained/VBD near/IN Norwind",
        "in/IN Norwind ,/, where/WRB it/PRP rained/VBD",
        "Norwind 's/POS capital/NN",
        "Norwind 's/POS defense/NN minister/NN",
        "Norwind residents/NNS slept/VBD",
        "Norwind ,/, a/DT town/NN of/IN 4,000/CD",
        "the/DT lakeside/NN village/NN of/IN Norwind",
        "the/DT capital/NN ,/, Norwind ,/, slept/VBD",
        "the/DT river/NN Norwind rose/VBD",
    ],
)
def test_words_that_stand_with_places_tell_a_place(text):
    found = told(text, "Norwind")
    assert found["LOC"] > 0
    assert max(found, key=found.get) == "LOC"


@pytest.mark.parametrize(
    "text",
    [
        "shares/NNS in/IN Norwind rose/VBD",
        "the/DT chief/NN executive/NN of/IN Norwind",
        "she/PRP is/VBZ a/DT lecturer/NN at/IN Norwind",
        "Norwind 's/POS shareholders/NNS met/VBD",
        "Norwind employees/NNS left/VBD",
        "Norwind ,/, a/DT water/NN company/NN ,/, paid/VBD",
        "the/DT water/NN company/NN ,/, Norwind ,/, paid/VBD",
        "the/DT weekly/JJ Norwind",
        "the/DT charity/NN Norwind paid/VBD",
        "the/DT hospital/NN ,/, Norwind 's/POS ,/, paid/VBD",
    ],
)
def test_words_that_stand_with_bodies_tell_a_body(text):
    found = told(text, "Norwind")
    assert found["ORG"] > 0
    assert max(found, key=found.get) == "ORG"


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz ,/, who/WP left/VBD",
        "Ruiz ,/, a/DT baker/NN ,/, left/VBD",
        "the/DT manager/NN ,/, Ruiz ,/, left/VBD",
        "the/DT baker/NN Ruiz left/VBD",
        "Ruiz 's/POS wife/NN left/VBD",
        "the/DT widow/NN of/IN Ruiz",
    ],
)
def test_words_that_stand_with_people_tell_a_person(text):
    assert told(text, "Ruiz").get("PERSON", 0) > 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ruiz ,/, the/DT company/NN said/VBD", "Ruiz"),
        ("the/DT head/NN of/IN the/DT board/NN ,/, Ruiz ,/, left/VBD", "Ruiz"),
        ("Ruiz supporters/NNS left/VBD", "Ruiz"),
        ("in/IN Ruiz 's/POS group/NN", "Ruiz"),
        ("of/IN Kennedy clan/NN", "Kennedy"),
        ("Lowen ,/, 2,024/CD ,/, left/VBD", "Lowen"),
        ("From/IN Lowen ,/, a/DT baker/NN left/VBD", "Lowen"),
        ("the/DT owner/NN ,/, Ruiz ,/, left/VBD", "Ruiz"),
        ("Karvian capital/NN", "Karvian"),
    ],
)
def test_words_that_belong_to_something_else_tell_nothing(text, name):
    assert not told(text, name)


def test_the_before_a_name_and_which_behind_it_speak_against_a_person():
    assert told("the/DT Norwind paid/VBD", "Norwind") == {"PERSON": -votes.FAIR}
    assert told("Norwind ,/, which/WDT paid/VBD", "Norwind") == {"PERSON": -votes.CLEAR}
    assert told("the/DT Norwind baker/NN paid/VBD", "Norwind") == {}
    assert told("the/DT Mayor paid/VBD", "Mayor") == {}


def test_short_initials_are_rather_no_persons():
    assert told("NHB paid/VBD", "NHB") == {"PERSON": -votes.FAIR}
    assert told("TURNER paid/VBD", "TURNER") == {}


def test_what_is_owned_is_a_body_and_who_died_a_person():
    assert told("Norwind was/VBD own/VBN", "Norwind", {"Norwind": ("nsubj:pass", "own")}) == {"ORG": votes.CLEAR}
    assert told("they/PRP own/VBP Norwind", "Norwind", {"Norwind": ("obj", "own")}) == {"ORG": votes.FAIR}
    assert told("Ruiz die/VBD", "Ruiz", {"Ruiz": ("nsubj", "die")}) == {"PERSON": votes.FAIR}


def test_what_a_name_says_of_itself_tells_whether_it_is_a_person():
    tree = {"Ruiz": ("nsubj", "say"), "left": ("ccomp", "say")}
    assert told("Ruiz say/VBD he/PRP left/VBD", "Ruiz", tree | {"he": ("nsubj", "left")}) == {"PERSON": votes.FAIR}
    assert told("Ruiz say/VBD it/PRP left/VBD", "Ruiz", tree | {"it": ("nsubj", "left")}) == {"PERSON": -votes.FAINT}


def test_a_name_that_is_said_to_be_a_town_is_a_place():
    tree = {"Lowen": ("nsubj", "town"), "is": ("cop", "town"), "a": ("det", "town")}
    assert told("Lowen is/VBZ a/DT town/NN", "Lowen", tree) == {"LOC": votes.CLEAR}


def test_the_largest_customer_is_no_person():
    doc_tree = {"largest": ("amod", "customer")}
    assert told("its/PRP$ largest/JJS customer/NN ,/, Norwind ,/, left/VBD", "Norwind", doc_tree) == {
        "PERSON": -votes.CLEAR
    }


def labels(text: str, *found: tuple[str, str, float]) -> list[tuple[str, str]]:
    """The names of a Doc with what the encoder marked, each at its first place after the one before."""
    doc, marked, at = made(text), [], 0
    for name, label, sure in found:
        at = doc.text.index(name, at)
        marked.append(Named(at, at + len(name), label, sure))
        at += len(name)
    return [(span.text, span.label_) for span in names.together(doc, marked)]


def test_a_clear_cue_wins_over_one_unsure_mention_and_not_over_three_sure_ones():
    shares = "shares/NNS in/IN Norwind rose/VBD"
    assert labels(shares, ("Norwind", "PERSON", 0.7)) == [("Norwind", "ORG")]
    said = shares + " Norwind left/VBD Norwind left/VBD"
    sure = [("Norwind", "PERSON", 0.95)] * 3
    assert {label for _, label in labels(said, *sure)} == {"PERSON"}


def test_a_cue_at_one_mention_tells_the_kind_of_all():
    text = "residents/NNS of/IN Lowen slept/VBD and/CC Lowen paid/VBD"
    assert labels(text, ("Lowen", "PERSON", 0.6), ("Lowen", "PERSON", 0.6)) == [("Lowen", "LOC")] * 2


def test_what_is_told_of_a_surname_is_told_of_the_full_name():
    text = "Ana Ruiz paid/VBD ./. Ruiz ,/, a/DT baker/NN ,/, left/VBD"
    assert labels(text, ("Ana Ruiz", "ORG", 0.6), ("Ruiz", "PERSON", 0.6))[0] == ("Ana Ruiz", "PERSON")


def test_a_company_tells_what_it_is_short_for():
    text = "Veltmar Lines paid/VBD ./. Veltmar left/VBD"
    assert labels(text, ("Veltmar Lines", "ORG", 0.6), ("Veltmar", "PERSON", 0.8))[1] == ("Veltmar", "ORG")


def entity_labels(text: str, name: str, label: str) -> list[str]:
    """The labels of the entities of a Doc whose one name the tagger found."""
    extensions.declare()
    doc = made(text)
    words = name.split()
    at = next(i for i in range(len(doc)) if [t.text for t in doc[i : i + len(words)]] == words)
    doc.set_ents([Span(doc, at, at + len(words), label=label)])
    return [entity.label for entity in entities.find_entities(doc)]


@pytest.mark.parametrize(
    "name", ["Wexmoor High", "Wexmoor General", "Quarle & Stott", "Wexmoor Cycling", "Veltmar Foods", "Port of Wexmoor"]
)
def test_the_words_of_a_body_outvote_the_tagger(name):
    text = " ".join(word + ("/CC" if word == "&" else "/IN" if word == "of" else "") for word in name.split())
    assert entity_labels(f"he/PRP saw/VBD {text} there/RB", name, "PERSON" if "of" not in name else "LOC") == ["ORG"]


def test_a_town_may_be_called_city():
    assert entity_labels("he/PRP left/VBD Wexmoor City there/RB", "Wexmoor City", "LOC") == ["GPE"]


def test_a_river_is_called_by_the_words_around_it():
    assert entity_labels("he/PRP swam/VBD the/DT Tesk there/RB", "Tesk", "LOC") == ["LOC"]
    assert entity_labels("he/PRP left/VBD Tesk there/RB", "Tesk", "LOC") == ["GPE"]


def test_the_word_list_of_kinds_has_a_reason_a_row_and_each_word_once_a_place():
    found = rows("kinds")
    assert all(row["why"] and row["kind"] in ("PERSON", "ORG", "LOC", "any") for row in found)
    assert len({(row["word"], row["where"]) for row in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Norwind drivers/NNS left/VBD", -votes.FAIR),
        ("the/DT Norwind head/NN coach/NN left/VBD", -votes.FAIR),
        ("Norwind captain/NNP Bo Lind left/VBD", -votes.FAIR),
        ("Norwind spokesman/NN Bo Lind left/VBD", 0),
        ("Norwind aides/NNS left/VBD", 0),
        ("Norwind 's/POS drivers/NNS left/VBD", 0),
    ],
)
def test_those_who_belong_to_it_speak_against_a_person(text, weight):
    assert told(text, "Norwind").get("PERSON", 0) == weight


@pytest.mark.parametrize(
    ("object_", "weight"), [("itself", -votes.CLEAR), ("herself", votes.CLEAR), ("her", 0), ("it", 0)]
)
def test_what_acts_on_itself_is_no_person(object_, weight):
    tree = {"Norwind": ("nsubj", "defended"), object_: ("obj", "defended")}
    assert told(f"Norwind defended/VBD {object_}/PRP", "Norwind", tree).get("PERSON", 0) == weight


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("to/IN Lowen ,/, 60/CD miles/NNS south/RB", True),
        ("Lowen ,/, 9/CD km/NN inland/RB ,/,", True),
        ("Lowen ,/, 60/CD ,/, left/VBD", False),
        ("Lowen ,/, 60/CD metres/NNS ahead/RB", False),
        ("Lowen ,/, two/CD friends/NNS south/RB", False),
    ],
)
def test_a_distance_behind_a_comma_tells_a_place(text, is_place):
    assert (told(text, "Lowen").get("LOC", 0) > 0) == is_place


def test_one_letter_is_nobodys_name_but_behind_a_part():
    assert told("wrote/VBD on/IN X", "X") == {"PERSON": -votes.FAIR, "ORG": votes.FAIR}
    assert told("witness/NN K left/VBD", "K").get("PERSON", 0) >= 0


def test_a_company_without_its_last_word_is_no_person_unless_somebody_has_the_name():
    firm = ("Norwind Homes", "ORG", 0.9)
    text = "Norwind Homes left/VBD ./. they/PRP saw/VBD Norwind there/RB ./. Norwind left/VBD"
    assert ("Norwind", "ORG") in labels(text, firm, (" Norwind", "PERSON", 1.0))
    assert ("Norwind", "PERSON") in labels(
        f"Bo Norwind left/VBD ./. {text}",
        ("Bo Norwind", "PERSON", 1.0),
        firm,
        (" Norwind", "PERSON", 1.0),
        (" Norwind", "PERSON", 1.0),
    )


def test_words_around_a_mention_that_nobody_marked_count_too():
    text = "Norwind left/VBD ./. they/PRP saw/VBD Norwind 's/POS shareholders/NNS"
    assert labels(text, ("Norwind", "PERSON", 0.9)) == [("Norwind", "ORG")]


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Razorbills dive/VBP ./. she/PRP counted/VBD razorbills/NNS", False),
        ("the/DT Razorbills dive/VBP ./. she/PRP counted/VBD razorbills/NNS", True),
        ("Razorbills dive/VBP ./. she/PRP counted/VBD gulls/NNS", True),
        ("Grace dive/VBP ./. they/PRP grace/VBP it/PRP", True),
    ],
)
def test_a_common_noun_at_the_start_of_a_sentence_is_no_name(text, is_name):
    doc = made(text, {"the": ("det", "dive"), "Razorbills": ("nsubj", "dive")} if "the/DT" in text else None)
    at = next(token for token in doc if token.text.istitle())
    assert bool(names.together(doc, [Named(at.idx, at.idx + len(at), "PERSON", 1.0)])) == is_name


def test_which_speaks_less_against_a_person_where_something_before_the_name_can_be_meant():
    text, tree = "the/DT yacht/NN of/IN Ruiz ,/, which/WDT left/VBD", {"Ruiz": ("nmod", "yacht")}
    assert told(text, "Ruiz", tree) == {"PERSON": -votes.FAIR}


@pytest.mark.parametrize("body", ["Defense Ministry", "Parliament", "City Council", "Central Bank"])
def test_what_has_a_ministry_or_a_council_is_a_state_or_a_town(body):
    assert told(f"Norwind 's/POS {body} left/VBD", "Norwind").get("LOC", 0) > 0


@pytest.mark.parametrize("text", ["Norwind 's/POS Council Tax rose/VBD", "Norwind 's/POS Wife left/VBD"])
def test_other_names_in_its_possession_tell_nothing_of_a_place(text):
    assert "LOC" not in told(text, "Norwind")


def test_a_person_named_in_full_stays_one_whatever_is_in_their_possession():
    doc = made("Ana Ruiz 's/POS Justice Ministry left/VBD")
    assert not any(label == "LOC" for label, _ in votes.votes(doc[0:2]))
