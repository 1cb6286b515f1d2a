"""Descriptions: whether the official, his wife or a spokesman is somebody known or new."""

from attributed import DORRIAN, article, linked, only, statuses


def test_the_official_is_the_one_before_and_another_official_is_somebody_else():
    spans = ["One military official", "Two senior officials", "One official", "The official", "Another official"]
    doc = article("\n".join(f"{span} said a ." for span in spans), *spans)
    assert linked(doc) == [*spans[:3], "One official", "Another official"]
    assert [source.people for source in doc._.sources] == [1, 2, 1, 1]
    assert {source.type for source in doc._.sources} == {"anonymous source"}
    assert statuses(doc)[3] == "name-resolved"


def test_the_official_is_nobody_where_two_officials_speak_in_the_paragraph():
    text = "One official said a . Another official said b .\nThe official said c ."
    doc = article(text, "One official", "Another official", "The official")
    assert (linked(doc)[2], statuses(doc)[2]) == (None, "ambiguous")


def test_an_indefinite_description_is_always_somebody_new():
    doc = article("A resident said a .\nA resident said b .", "A resident", "A resident")
    assert [source.type for source in doc._.sources] == ["unnamed person", "unnamed person"]


def test_an_unnamed_source_is_never_merged_with_a_named_one():
    text = "John Dorrian said a .\nOne official said b .\nThe official said c ."
    doc = article(text, "John Dorrian", "One official", "The official", ents=DORRIAN)
    assert linked(doc) == ["John Dorrian", "One official", "One official"]


def test_an_unnamed_spokeswoman_speaks_for_the_body_that_is_named():
    ents = (("Harbour Trust", "ORG"),)
    text = "A spokeswoman for Harbour Trust said a .\nShe said b .\nHarbour Trust said c ."
    doc = article(text, "A spokeswoman for Harbour Trust", "She", "Harbour Trust", ents=ents)
    assert linked(doc) == ["Harbour Trust"] * 3
    assert doc._.sources[0].type == "named organisation"
    assert doc._.sources[0].role == "spokeswoman"


def test_some_members_of_a_party_are_not_all_of_them():
    ents = (("Republicans", "NORP"),)
    doc = article("Republicans said a .\nTwo Republicans said b .", "Republicans", "Two Republicans", ents=ents)
    assert linked(doc) == ["Republicans", "Two Republicans"]


def test_a_relative_is_somebody_else():
    """ "His wife" is not who he is, and no name in the text is hers."""
    doc = article("John Dorrian said no .\nHis wife said so .", "John Dorrian", "His wife", ents=DORRIAN)
    assert linked(doc) == ["John Dorrian", "His wife"]
    assert [source.type for source in doc._.sources] == ["named person", "unnamed person"]


def test_a_relative_whom_the_text_names_goes_to_the_name():
    text = "John Dorrian said no .\nAna Ruiz , his sister , said so .\nJohn Dorrian left .\nHis sister said more ."
    ents = (*DORRIAN, ("Ana Ruiz", "PERSON"))
    doc = article(text, "John Dorrian", "Ana Ruiz", "His sister", ents=ents)
    assert linked(doc) == ["John Dorrian", "Ana Ruiz", "Ana Ruiz"]


def test_the_relative_of_somebody_named_is_whoever_the_text_calls_so():
    text = "John Dorrian said no .\nAna Ruiz , the sister of nobody , left .\nJohn Dorrian 's sister said more ."
    doc = article(text, "John Dorrian", "John Dorrian 's sister", ents=(*DORRIAN, ("Ana Ruiz", "PERSON")))
    assert linked(doc) == ["John Dorrian", "John Dorrian 's sister"]


def test_a_spokesman_without_a_body_speaks_for_the_one_of_his_paragraph():
    doc = article("Veltmar left . A spokesman said no .", "A spokesman", ents=(("Veltmar", "ORG"),))
    assert linked(doc) == ["Veltmar"]
    assert only(doc).role == "spokesman"


def test_one_and_another_are_two_of_those_before_them():
    doc = article("Two members said a .\nOne said b .\nAnother said c .", "Two members", "One", "Another")
    assert linked(doc) == ["Two members", "One", "Another"]
    assert [source.type for source in doc._.sources] == ["anonymous source"] * 3


def test_the_same_person_is_the_one_before():
    doc = article("A person with a boat said a .\nThe same person said b .", "A person with a boat", "The same person")
    assert linked(doc) == ["A person with a boat"] * 2


def test_one_of_two_diplomats_is_the_diplomat():
    text = "Two diplomats said a . One of them said b .\nThe diplomat said c ."
    doc = article(text, "Two diplomats", "One of them", "The diplomat")
    assert linked(doc)[1:] == ["One of them", "One of them"]


def test_the_diplomat_is_nobody_where_both_have_spoken():
    text = "Two diplomats said a . One of them said b . Another diplomat said c .\nThe diplomat said d ."
    assert linked(article(text, "Two diplomats", "One of them", "Another diplomat", "The diplomat"))[-1] is None


LIND = (("Bo Lind", "PERSON"), ("Nils Berg", "PERSON"))
