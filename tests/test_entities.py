"""Entities: mentions found and joined, on Docs whose words, tags, trees and names are given by hand."""

import re

import pytest
from handmade import BLANK, doc_of, tokenized
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.util import filter_spans

from helpers.articles import Paragraph
from helpers.entities import LABELS, find_entities
from helpers.extensions import declare
from helpers.names import relations

SMALL = {"the": "DT", "a": "DT", "in": "IN", "of": "IN", "near": "IN", "said": "VBD", "left": "VBD", ",": ",", ".": "."}
SMALL |= {
    "'s": "POS",
    "’s": "POS",
    "’": "POS",
    "(": "-LRB-",
    ")": "-RRB-",
    "met": "VBD",
    "and": "CC",
    "later": "RB",
    "then": "RB",
    "she": "PRP",
    "he": "PRP",
    "her": "PRP$",
}


def tag(word):
    if word.isspace():
        return "_SP"
    if word.lower() in SMALL:
        return SMALL[word.lower()]
    return "NNP" if word[0].isupper() else "NN"


def tree(words):
    """Every run of capitalised words hangs on its last one, everything else on the point that ends its sentence."""
    heads, deps = list(range(len(words))), ["dep"] * len(words)
    for at in reversed(range(len(words) - 1)):
        if tag(words[at]) == "NNP" and tag(words[at + 1]) == "NNP":
            heads[at], deps[at] = at + 1, "compound"
        elif words[at] != ".":
            heads[at] = heads[at + 1] if deps[at + 1] == "dep" else at + 1
    return heads, deps


def article(text, **ents):
    """A Doc of `text` with names by label; a name is a form, each occurrence of which the tagger found."""
    declare()
    heads, deps = tree([token.text for token in BLANK.make_doc(text)])
    doc = tokenized(text, tag, heads=heads, deps=deps)
    spans = [
        doc.char_span(*m.span(), label=label) for label, forms in ents.items() for f in forms for m in found(f, text)
    ]
    doc.set_ents(filter_spans([span for span in spans if span is not None]))
    return doc


def found(form, text):
    return re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)


def entities(text, **ents):
    return find_entities(article(text, **ents))


def table(text, **ents):
    """Name → label and the mentions as written."""
    return {e.name: (e.label, [text[b:e_] for b, e_ in e.mentions]) for e in entities(text, **ents)}


def test_a_title_is_no_part_of_a_name():
    text = "Col. John Dorrian left . Prime Minister Ana Ruiz left . Mr. Park left ."
    names_ = table(text, PERSON=["Col. John Dorrian", "Prime Minister Ana Ruiz", "Mr. Park"])
    assert list(names_) == ["John Dorrian", "Ana Ruiz", "Park"]


def test_a_month_that_was_taken_for_a_place_is_no_name():
    doc = article(
        "In Aug. Ana Ruiz met April Dorrian in Lowen.", GPE=["Aug.", "Lowen"], PERSON=["Ana Ruiz", "April Dorrian"]
    )
    assert {entity.name for entity in find_entities(doc)} == {"Ana Ruiz", "April Dorrian", "Lowen"}


def test_a_surname_is_joined_to_the_full_name_before_it():
    text = "John Dorrian left . Then Dorrian said no , and Dorrian left ."
    assert table(text, PERSON=["John Dorrian"]) == {"John Dorrian": ("PERSON", ["John Dorrian", "Dorrian", "Dorrian"])}


@pytest.mark.parametrize("label", ["ORG", "MISC", "PERSON", "LOC"])
def test_one_name_has_one_label(label):
    """What the tagger calls a bare surname does not matter once the full name is there."""
    text = "John Dorrian left . Dorrian said no ."
    forms = {"PERSON": ["John Dorrian"]}
    forms.setdefault(label, []).append("Dorrian")
    (found_,) = entities(text, **forms)
    assert (found_.label, found_.aliases, len(found_.mentions)) == ("PERSON", ("Dorrian",), 2)


def test_a_place_of_the_same_name_is_not_the_person():
    text = "John Norland left . The bridge in Norland fell ."
    assert table(text, PERSON=["John Norland"], LOC=["Norland"]).keys() == {"John Norland", "Norland"}


def test_two_people_of_one_surname_stay_apart_and_the_bare_name_is_ambiguous():
    text = "Ana Ruiz left . Carlos Ruiz left . Ruiz said no ."
    first, second, bare = entities(text, PERSON=["Ana Ruiz", "Carlos Ruiz", "Ruiz"])
    assert (first.name, second.name) == ("Ana Ruiz", "Carlos Ruiz")
    assert (bare.status, bare.candidates) == ("ambiguous", ("Ana Ruiz", "Carlos Ruiz"))
    assert [text[slice(*mention)] for mention in bare.mentions] == ["Ruiz"]


def test_a_surname_before_the_second_bearer_comes_up_is_the_first_ones():
    text = "Ana Ruiz left . Ruiz said no . Carlos Ruiz left . Ruiz said so ."
    first, _, bare = entities(text, PERSON=["Ana Ruiz", "Carlos Ruiz", "Ruiz"])
    assert [len(first.mentions), len(bare.mentions)] == [2, 1]


def test_a_title_says_which_bearer_of_a_surname_is_meant():
    text = "Mayor Ana Ruiz left . Carlos Ruiz left . Mayor Ruiz said no ."
    first, second = entities(text, PERSON=["Ana Ruiz", "Carlos Ruiz", "Ruiz"])
    assert [len(first.mentions), len(second.mentions)] == [2, 1]


def test_a_father_and_a_son_are_two():
    text = "Carlos Ruiz left . Carlos Ruiz Jr. left ."
    assert len(entities(text, PERSON=["Carlos Ruiz", "Carlos Ruiz Jr."])) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("John Dorrian", "J. Dorrian", True),
        ("John Dorrian", "John A. Dorrian", True),
        ("John Dorrian", "JOHN DORRIAN", True),
        ("Ana Ruiz-Park", "Ana Ruiz Park", True),
        ("John Dorrian", "Mary Dorrian", False),
        ("John Dorrian", "M. Dorrian", False),
        ("Bashar al-Norri", "Bashar Al-Norri", True),
    ],
)
def test_full_names_that_can_be_one_person(one, other, same):
    text = f"{one} left . Later {other} left ."
    assert (len(entities(text, PERSON=[one, other])) == 1) == same


@pytest.mark.parametrize("bare", ["Vries", "de Vries"])
def test_particles_belong_to_surnames(bare):
    text = f"Willem de Vries left . Later {bare} left ."
    (person,) = entities(text, PERSON=["Willem de Vries", bare])
    assert len(person.mentions) == 2


def test_initials_introduced_in_brackets_are_the_body():
    """The name is found by its initials even where the tagger saw neither."""
    text = "The Norland Harbour Trust ( NHT ) left . Later NHT said no .".replace("( ", "(").replace(" )", ")")
    (body,) = entities(text, ORG=["NHT"])
    assert (body.name, body.aliases, len(body.mentions)) == ("Norland Harbour Trust", ("NHT",), 3)


def test_initials_that_are_well_formed_need_no_introduction():
    text = "The Norland Harbour Trust left . Later NHT said no ."
    (body,) = entities(text, ORG=["Norland Harbour Trust", "NHT"])
    assert body.aliases == ("NHT",)


def test_initials_that_fit_two_bodies_are_given_to_none():
    text = "The Norland Harbour Trust and the New Hill Theatre left . Later NHT said no ."
    assert len(entities(text, ORG=["Norland Harbour Trust", "New Hill Theatre", "NHT"])) == 3


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("Pentagon", "Pentagon", "ORG"),
        ("ISIS", "Islamic State", "ORG"),
        ("Ministry of Harbours", "Harbours Ministry", "ORG"),
        ("United States", "U.S.", "GPE"),
    ],
)
def test_other_forms_of_one_body(one, other, label):
    text = f"The {one} left . Later the {other} said no ."
    (body,) = entities(text, ORG=[one, other])
    assert (len(body.mentions), body.label) == (2, label)


def test_possessives_and_articles_are_cut():
    text = "The Pentagon ’s plan failed . Dorrian 's plan failed ."
    assert table(text, ORG=["The Pentagon ’s"], PERSON=["Dorrian 's"]) == {
        "Pentagon": ("ORG", ["Pentagon"]),
        "Dorrian": ("PERSON", ["Dorrian"]),
    }


def test_a_name_that_was_cut_short_is_read_to_its_end():
    text = "They fought the Islamic State near Norri ."
    assert table(text, MISC=["Islamic"])["Islamic State"] == ("ORG", ["Islamic State"])


def test_peoples_in_the_plural_are_one_with_the_adjective():
    text = "A Syrian left . Later the Syrians said no ."
    (people,) = entities(text, MISC=["Syrian", "Syrians"])
    assert (people.label, len(people.mentions)) == ("NORP", 2)


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Norway", "LOC", "GPE"),
        ("Norri", "LOC", "GPE"),
        ("Norri River", "LOC", "LOC"),
        ("Europe", "LOC", "LOC"),
        ("Republicans", "MISC", "NORP"),
        ("Norri Prize", "MISC", "MISC"),
        ("Norri Hospital", "GPE", "ORG"),
        ("Norri Bridge", "ORG", "LOC"),
    ],
)
def test_labels(name, label, expected):
    (found_,) = entities(f"They saw {name} today .", **{label: [name]})
    assert found_.label == expected in LABELS


def test_labels_of_a_finer_tagger_pass_through():
    text = "They saw Norri and Lake Norri and Mira Hall ."
    assert [e.label for e in entities(text, GPE=["Norri"], FAC=["Mira Hall"], LOC=["Lake Norri"])] == [
        "GPE",
        "LOC",
        "LOC",
    ]


def test_dates_and_numbers_are_no_entities():
    assert entities("Two left Friday .", DATE=["Friday"], CARDINAL=["Two"]) == ()


def test_page_furniture_and_bylines_hold_no_mentions():
    doc = article("By Ana Ruiz\nJohn Dorrian left .\nRelated : Ana Ruiz", PERSON=["Ana Ruiz", "John Dorrian"])
    ends = [0, *(m.end() for m in re.finditer(r"\n", doc.text)), len(doc.text)]
    kinds = ["byline", "body", "cut"]
    doc._.paragraphs = tuple(Paragraph(b, e, k) for b, e, k in zip(ends, ends[1:], kinds, strict=False))
    assert [e.name for e in find_entities(doc)] == ["John Dorrian"]


def test_a_headline_in_title_case_brings_in_no_names_of_its_own():
    """Where every word is large the tagger guesses; names that the body knows are found all the same."""
    doc = article("Mayor Plans Bridge As Dorrian Objects\nJohn Dorrian left .", PERSON=["Plans Bridge", "John Dorrian"])
    cut = doc.text.index("\n")
    doc._.paragraphs = (Paragraph(0, cut, "headline"), Paragraph(cut + 1, len(doc.text), "body"))
    (person,) = find_entities(doc)
    assert [doc.text[slice(*mention)] for mention in person.mentions] == ["Dorrian", "John Dorrian"]


def test_an_ordinary_word_at_the_start_of_a_sentence_is_no_surname():
    doc = article("John Young left . Young people left .", PERSON=["John Young"])
    doc[doc.text.split().index("Young", 2)].tag_ = "JJ"
    (person,) = find_entities(doc)
    assert len(person.mentions) == 1


CLEAN = "John Dorrian left . Dorrian said no to John Dorrian ."
DIRTY = {
    "no-break space": ("John Dorrian", "John\u00a0Dorrian"),
    "double space": ("John Dorrian", "John  Dorrian"),
    "line break": ("John Dorrian", "John\nDorrian"),
    "soft hyphen": ("Dorrian", "Dor\u00adrian"),
    "zero width space": ("Dorrian", "Dor\u200brian"),
    "joiner at the edge": ("Dorrian", "\u2060Dorrian"),
}


@pytest.mark.parametrize("case", DIRTY)
def test_what_nobody_sees_does_not_split_a_name(case):
    """A mention that holds an invisible character is counted all the same, with the offsets of the text as read."""
    old, new = DIRTY[case]
    begin = CLEAN.rindex(old)
    text = CLEAN[:begin] + new + CLEAN[begin + len(old) :]
    (person,) = entities(text, PERSON=["John Dorrian"])
    assert (person.name, len(person.mentions)) == ("John Dorrian", 3)
    assert relations.clean(text[slice(*person.mentions[-1])]) == "John Dorrian"


def test_a_decomposed_accent_is_the_same_name():
    text = "José Núñez left . Later Nu\u0301n\u0303ez said no ."
    (person,) = entities(text, PERSON=["José Núñez"])
    assert [text[slice(*mention)] for mention in person.mentions] == ["José Núñez", "Nu\u0301n\u0303ez"]


def test_an_empty_article_has_no_entities():
    declare()
    assert find_entities(doc_of([])) == ()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_a_folded_text_maps_back_to_the_text_as_read(text):
    """Every character of the copy comes from a stretch of the text, and the stretches are in order."""
    folded = relations.plain(text)
    assert len(folded.text) == len(folded.begins) == len(folded.ends)
    assert list(folded.begins) == sorted(folded.begins)
    for at in range(len(folded.text)):
        begin, end = folded.original(at, at + 1)
        assert 0 <= begin < end <= len(text)


GIVEN = ["John", "Mary", "Oluwaseun", "Xiulan", "Fatima", "Björn", "Nguyet", "Dmitri"]
SURNAMES = ["Dorrian", "Okonkwo", "Featherby", "Lindqvist", "Haddad", "Petrova", "Yamoto", "Castellón"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(GIVEN), st.permutations(SURNAMES))
def test_names_of_another_origin_are_joined_alike(given_names, surnames):
    """Two people, one of them with a namesake: which mentions go together does not depend on the names."""
    a, b, c = (f"{given_names[i]} {surnames[i % 2]}" for i in range(3))
    text = f"{a} left . {b} left . Then {a.split()[1]} said no . {c} left . Then {c.split()[1]} met {b.split()[1]} ."
    found_ = entities(text, PERSON=[a, b, c])
    assert [(e.status, len(e.mentions)) for e in found_] == [
        ("joined", 2),
        ("joined", 2),
        ("joined", 1),
        ("ambiguous", 1),
    ]


@pytest.mark.model
def test_the_shipped_tagger_and_the_second_look_together():
    from helpers import language

    nlp = language.load(steps=("entities",))
    text = "“No,” said Col. Jorah Dorrow, a spokesman. Dorrow left. The Lowen Harbour Trust (LHT) agreed. LHT did so."
    rows = {e.name: len(e.mentions) for e in nlp(text)._.entities}
    assert rows["Jorah Dorrow"] == 2
    assert rows["Lowen Harbour Trust"] == 3


def test_a_form_of_address_settles_a_shared_surname_where_the_text_calls_one_of_them_so():
    text = "Ana Ruiz left , and then she left . \n\n Carlos Ruiz left . \n\n Ms. Ruiz said no . Mr. Ruiz said so ."
    first, second = entities(text, PERSON=["Ana Ruiz", "Carlos Ruiz", "Ruiz"])
    assert [len(first.mentions), len(second.mentions)] == [2, 2]


def test_a_form_of_address_settles_nothing_where_the_text_is_silent():
    text = "Ana Ruiz left . \n\n Carlos Ruiz left . \n\n Ms. Ruiz said no ."
    assert entities(text, PERSON=["Ana Ruiz", "Carlos Ruiz", "Ruiz"])[-1].status == "ambiguous"


def test_a_bare_surname_goes_to_the_only_bearer_that_its_paragraph_has_named():
    text = "Ana Ruiz left .\n\nCarlos Ruiz left .\n\nAna Ruiz left and Ruiz said no .\n\nRuiz said so ."
    ents = paragraphed(text, PERSON=["Ana Ruiz", "Carlos Ruiz", "Ruiz"])
    assert [(e.name, len(e.mentions)) for e in ents] == [("Ana Ruiz", 3), ("Carlos Ruiz", 1), ("Ruiz", 1)]


def paragraphed(text, **ents):
    doc = article(text, **ents)
    doc._.paragraphs = tuple(Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    return find_entities(doc)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Carlos"), ("Wei", "Aiko"), ("Fatima", "Olu"), ("Sven", "Priya")])
def test_no_gender_is_guessed_from_a_given_name(one, other):
    """Only what the text calls them counts: the names may change places, and the links stay where they are."""
    text = f"{one} Ruiz left , and then she left .\n\n{other} Ruiz left .\n\nMs. Ruiz said no .\n\nMr. Ruiz said so ."
    for first, second in ((one, other), (other, one)):
        found_ = paragraphed(
            text if first == one else text.replace(one, "?").replace(other, one).replace("?", other),
            PERSON=[f"{one} Ruiz", f"{other} Ruiz", "Ruiz"],
        )
        assert [(e.name, len(e.mentions)) for e in found_] == [(f"{first} Ruiz", 2), (f"{second} Ruiz", 2)]


def test_initials_that_nobody_introduced_are_those_of_the_body_that_they_fit():
    text = "The Harbour Safety Board met . Later HSB left ."
    (board,) = entities(text, ORG=["Harbour Safety Board"])
    assert (board.name, board.aliases) == ("Harbour Safety Board", ("HSB",))


def test_a_people_called_after_a_place_is_no_person():
    text = "The bridge in Karvia fell . Karvian officials left . The Karvians left ."
    assert {e.name: e.label for e in entities(text, LOC=["Karvia"], PERSON=["Karvian", "Karvians"])} == {
        "Karvia": "GPE",
        "Karvian": "NORP",
    }


def test_a_company_keeps_its_name_without_the_word_for_its_trade():
    text = "Veltmar Lines left . Veltmar said no . Otto Veltmar left . Veltmar said so ."
    company, person = entities(text, ORG=["Veltmar Lines"], PERSON=["Otto Veltmar", "Veltmar"])
    assert [len(company.mentions), len(person.mentions)] == [2, 2]


def test_a_given_name_that_the_tagger_missed_is_not_left_to_a_namesake():
    text = "Ana Ruiz left . Petra Ruiz left ."
    assert [e.name for e in entities(text, PERSON=["Ana Ruiz"])] == ["Ana Ruiz", "Petra Ruiz"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Church of the Open Door left .", "Church of the Open Door"),
        ("Then the Allied Dock and Yard Workers left .", "Allied Dock and Yard Workers"),
        ("Then the Department of Roads and Bridges left .", "Department of Roads and Bridges"),
    ],
)
def test_names_of_bodies_with_small_words_are_one(text, name):
    assert [(e.name, e.label) for e in entities(text, PERSON=["Workers"], LOC=["Open Door"])] == [(name, "ORG")]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Ana Ruiz KC", "Ana Ruiz"),
        ("Ana Ruiz MP", "Ana Ruiz"),
        ("Ana KC", "Ana KC"),
        ("Ana Ruiz Kc", "Ana Ruiz Kc"),
    ],
)
def test_letters_behind_a_name_are_no_part_of_it(written, form):
    assert form in table(f"Then {written} left .", PERSON=(written,))


def test_a_person_with_letters_behind_the_name_is_known_by_the_surname():
    assert table("Ana Ruiz KC left . Later Ruiz met Lowen .", PERSON=("Ana Ruiz KC", "Ruiz")).keys() == {"Ana Ruiz"}


@pytest.mark.parametrize("title", ["Cllr", "Det Supt", "PC", "Chief Inspector"])
def test_ranks_and_councillors_are_titles(title):
    assert "Ana Ruiz" in table(f"Then {title} Ana Ruiz left .", PERSON=(f"{title} Ana Ruiz",))


@pytest.mark.parametrize(
    ("short", "name", "one"),
    [
        ("US", "Umber Securities", False),
        ("UK", "University of Kell", False),
        ("UL", "University of Lowen", True),
    ],
)
def test_a_country_is_not_the_initials_of_a_body(short, name, one):
    assert (len(table(f"The {name} met the {short} .", ORG=(name,), GPE=(short,))) == 1) == one


@pytest.mark.parametrize(("bare", "one"), [("Ruiz-Lind", True), ("Lind", True), ("Bo-Lind", False)])
def test_a_double_surname_is_known_by_both_halves(bare, one):
    assert (relations.bears("Ana Ruiz-Lind", bare) == "surname") == one


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Harbour Act", "ORG", "MISC"),
        ("Sorrel Treaty", "ORG", "MISC"),
        ("Ana Act", "PERSON", "PERSON"),
        ("Act Partners", "ORG", "ORG"),
    ],
)
def test_a_law_is_no_body(name, label, expected):
    assert table(f"She met {name} then .", **{label: (name,)})[name][0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He sold the shares in Halvik Marsh then .", "ORG"),
        ("He met the chair of Halvik Marsh then .", "ORG"),
        ("He left Halvik Marsh then .", "LOC"),
        ("He was near Halvik Marsh then .", "LOC"),
    ],
)
def test_a_company_may_be_called_after_a_marsh(text, expected):
    assert table(text, ORG=("Halvik Marsh",))["Halvik Marsh"][0] == expected


def test_a_seat_in_parliament_is_no_body():
    assert {
        name: label
        for name, (label, _) in table("Then the Labour MP for Lowen left .", ORG=("Labour MP for Lowen",)).items()
    } == {
        "Labour": "NORP",
        "Lowen": "GPE",
    }
    assert "Office for Lowen" in table("Then the Office for Lowen left .", ORG=("Office for Lowen",))


def test_an_office_before_a_person_is_no_part_of_a_body():
    found = table("Then Lowen Police Chief Ana Ruiz left .", ORG=("Lowen Police Chief",), PERSON=("Ana Ruiz",))
    assert found.keys() == {"Lowen Police", "Ana Ruiz"}


def test_time_zones_are_no_names():
    assert table("He left 5 EDT then .", ORG=("EDT",)) == {}


def test_bodies_of_one_name_are_told_apart_by_whose_they_are():
    text = "Lowen's Defense Ministry said no. Arvan's Defense Ministry said so. The Defense Ministry left."
    found = {
        entity.name: entity for entity in find_entities(article(text, GPE=["Lowen", "Arvan"], ORG=["Defense Ministry"]))
    }
    assert found.keys() == {
        "Lowen",
        "Lowen's Defense Ministry",
        "Arvan",
        "Arvan's Defense Ministry",
        "Defense Ministry",
    }
    alone = found["Defense Ministry"]
    assert alone.status == "ambiguous"
    assert alone.candidates == ("Lowen's Defense Ministry", "Arvan's Defense Ministry")


def test_a_body_of_one_owner_is_called_by_its_own_name():
    text = "Lowen's Defense Ministry said no. The Defense Ministry left. Arvan's Health Ministry said so."
    ents = find_entities(article(text, GPE=["Lowen", "Arvan"], ORG=["Defense Ministry", "Health Ministry"]))
    bodies = {entity.name: len(entity.mentions) for entity in ents if entity.label == "ORG"}
    assert bodies == {"Defense Ministry": 2, "Health Ministry": 1}


def test_honor_before_a_surname_is_a_given_name():
    assert [entity.name for entity in find_entities(article("Judge Honor Lind left.", PERSON=["Honor Lind"]))] == [
        "Honor Lind"
    ]
    his = find_entities(article("His Honour Judge Bo Lind left.", PERSON=["Bo Lind"]))
    assert [entity.name for entity in his] == ["Bo Lind"]


def test_whose_a_body_is_belongs_to_its_name_where_they_are_many():
    [alliance] = find_entities(article("The Rowers’ Alliance of the North left.", ORG=["Alliance of the North"]))
    assert alliance.name == "Rowers’ Alliance of the North"
    names = {
        e.name for e in find_entities(article("Lowen’s Alliance of the North left.", ORG=["Alliance of the North"]))
    }
    assert "Alliance of the North" in names


@pytest.mark.parametrize(
    ("later", "found"), [("Mr Lind", {"Bo Lind", "Holt & Stead"}), ("Norton", {"Bo Lind of Holt & Stead"})]
)
def test_a_person_of_a_firm_who_is_addressed_elsewhere_is_no_part_of_it(later, found):
    doc = article(f"Bo Lind of Holt & Stead left. {later} left.", ORG=["Bo Lind of Holt & Stead"], PERSON=["Lind"])
    assert found <= {entity.name for entity in find_entities(doc)}


def test_a_port_without_a_name_is_read_too():
    """A name that is "Port" alone has no second word to look at."""
    assert table("He met between the Port , the town , and the tribe .", LOC=("Port",))["Port"][0] in LABELS
