"""Articles whose white space was dirtied read as clean ones do: the same statements, sources, names and stances."""

import pytest

from benchmarks import dirt
from helpers import articles, language, readings
from helpers.text.normal import normal

ROOT = dirt.ROOT
READINGS = sorted((ROOT / "tests" / "gold").rglob("*.json"))
SAMPLES = sorted((ROOT / "data" / "articles").glob("*.txt"))
TURNS = [(kind, SAMPLES[number % len(SAMPLES)]) for number, kind in enumerate(dirt.KINDS)]


def laid_out(text: str) -> tuple:
    """What models and steps are given of a text: what each paragraph is, and how it reads."""
    found = articles.from_text(text, id="dirt")
    read = normal(text, [(each.begin, each.end) for each in found.paragraphs])
    paragraphs = [(each.kind, *read.within(each.begin, each.end)) for each in found.paragraphs]
    return read.text.strip(), paragraphs, found.title, found.byline, found.date


@pytest.mark.parametrize("kind", dirt.KINDS)
def test_models_are_given_the_same_of_every_reading(kind):
    """Over all readings by hand, held out or not, none of which is shown."""
    others = []
    for path in READINGS:
        reading = readings.load(path)
        made = dirt.dirty(kind, reading["text"], dirt.mentions(reading))
        if laid_out(made.text) != laid_out(reading["text"]):
            others.append(path.stem)
    assert not others


@pytest.mark.parametrize("kind", dirt.KINDS)
def test_every_kind_of_dirt_dirties_most_articles(kind):
    texts = [readings.load(path) for path in READINGS]
    assert sum(dirt.dirty(kind, one["text"], dirt.mentions(one)).text != one["text"] for one in texts) > len(texts) / 2


def test_dirt_tells_where_each_character_of_the_clean_text_stands():
    made = dirt.dirtied("Ida Brandt said", [(0, 0, "\ufeff"), (3, 4, " \u00a0"), (6, 6, "\u00ad")])
    assert made.text == "\ufeffIda \u00a0Br\u00adandt said"
    assert [made.text[begin:end] for begin, end in made.moved([(0, 10), (11, 15)])] == [
        "Ida \u00a0Br\u00adandt",
        "said",
    ]


def test_lines_are_wrapped_at_blanks_and_nothing_else_changes():
    text = "The ferry " * 40 + "\n\nShort line\n"
    made = dirt.dirty("wrapped", text, []).text
    assert max(map(len, made.split("\n"))) <= dirt.WIDTH
    assert made.replace("\n", " ") == text.replace("\n", " ")


def test_differences_are_counted_by_what_they_do_to_a_reader():
    said = {"source": [[5, 8]], "cue": [[9, 13]], "content": [[0, 4]], "source_id": "s1"}
    said |= {"form": "direct", "kind": "statement", "status": "attributed"}
    wanted = {
        "entities": [{"name": "Orr", "label": "PERSON", "mentions": [[5, 8]]}],
        "sources": [{"id": "s1", "name": "Orr"}],
        "attributions": [said, said | {"content": [[20, 30]], "cue": [[31, 35]]}],
        "stances": [],
    }
    found = wanted | {
        "entities": [],
        "sources": [{"id": "s1", "name": "Holt"}],
        "attributions": [said, said | {"content": [[40, 50]], "cue": [[51, 55]]}],
    }
    counted = dirt.differences(wanted, found)
    assert counted["another source"] == counted["lost"] == counted["invented"] == counted["names cut"] == 1
    assert dirt.differences(wanted, wanted)["readings that differ"] == 0
    assert dirt.differences(wanted, dirt.NOTHING)["lost"] == 2


@pytest.fixture(scope="module")
def clean(nlp):
    """What is found in each sample, as it is."""
    texts = {path: path.read_bytes().decode("utf8") for path in SAMPLES}
    return {path: (text, dirt.read(nlp, text)) for path, text in texts.items()}


@pytest.mark.model
@pytest.mark.parametrize(("kind", "path"), TURNS, ids=[kind for kind, _ in TURNS])
def test_the_same_is_found_in_a_dirty_sample(kind, path, nlp, clean):
    """Statements, sources, names and stances, each at the words that it has in the clean text."""
    text, found = clean[path]
    made = dirt.dirty(kind, text, dirt.mentions(found))
    wanted, got = dirt.expected(found, made), dirt.read(nlp, made.text)
    assert {part: got[part] for part in dirt.expected_parts(wanted)} == {
        part: wanted[part] for part in dirt.expected_parts(wanted)
    }
    assert dirt.differences(wanted, got)["readings that differ"] == 0


@pytest.mark.model
@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u2060", "\u00ad"])
def test_a_mark_that_nobody_sees_may_come_first_in_any_paragraph(mark, nlp):
    """No sentence runs from one paragraph into the next, and tokens join to what was read, as notebook 1 expects."""
    text = f"{mark}Quay shut\n\n{mark}The quay is shut, said Ida Orr.\n\n{mark}“Nobody told us,” Tom Holt said.\n"
    doc = language.article_doc(nlp, articles.from_text(text, id="marks"))
    begins = {paragraph.begin for paragraph in doc._.paragraphs}
    assert doc.text == text
    assert not [s for s in doc.sents if any(s.start_char < begin < s.end_char for begin in begins)]
    assert [source.name for source in doc._.sources] == ["Ida Orr", "Tom Holt"]
