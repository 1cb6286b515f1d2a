"""Names as training examples: silver runs, gold ones of which the outermost counts, and tags for pieces."""

from benchmarks import gum
from helpers.encoder.tags import TAGS
from training.names import data

TEXT = "Petra Oslund of Lowen College spoke."


def silver(*tokens: tuple[str, str]) -> dict:
    rows, at = [], 0
    for word, label in tokens:
        rows.append([word, at, at + len(word), "", "", label])
        at += len(word) + 1
    return {"text": " ".join(word for word, _ in tokens), "sents": [{"tokens": rows}]}


def test_silver_tokens_of_one_label_side_by_side_are_one_name():
    record = silver(("Petra", "PERSON"), ("Oslund", "PERSON"), ("met", "O"), ("Lowen", "LOCATION"), ("May", "DATE"))
    assert data.silver_names(record) == [(0, 12, "PERSON"), (17, 22, "LOC")]


def test_a_silver_name_ends_with_its_sentence():
    record = silver(("Lowen", "LOCATION"))
    record["sents"] *= 2
    assert len(data.silver_names(record)) == 2


def test_of_nested_gold_names_the_outermost_counts():
    document = gum.Document("GUM_news_lowen", kinds={(16, 21): "place", (16, 29): "organization", (0, 12): "person"})
    assert data.gold_names(document) == [(0, 12, "PERSON"), (16, 29, "ORG")]


def test_pieces_of_a_name_carry_its_label_and_all_others_what_is_known_of_them():
    made = data.example(TEXT, [(16, 29, "ORG")], data.NO_PERSON)
    tags = dict(zip(made.pieces.begins.tolist(), made.tags.tolist(), strict=True))
    assert tags[0] == data.NO_PERSON
    assert tags[16] == TAGS.index("B-ORG")
    assert tags[22] == TAGS.index("I-ORG")


def test_what_gold_leaves_open_may_be_no_name_or_another_thing():
    assert {TAGS[number] for number in data.EITHER} == {"O", "B-MISC", "I-MISC"}
