"""Lexicons: words that decide something stand in CSV with a reason, and not in Python."""

import ast
import re
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

from helpers import lexicons
from helpers.attributions import FORMS, FRAMINGS, KINDS, STATUSES
from helpers.text.layouts import PARAGRAPH_KINDS

SRC = Path(__file__).parents[1] / "src" / "helpers"
LEXICONS = sorted((SRC / "lexicons").glob("*.csv"))
READING = ("text", "syntax", "names", "entities", "attributions", "sources", "stances")
"""The rooms that read language; the others hold names of formats, columns and settings."""
LEAST = 3
"""English words in one display from which it is a word list; a construction may be of two."""
WORD = re.compile(r"[A-Za-z][a-z'’.]+(?:[ -][a-z]+)*|n['’]t|['’](?:s|d|ll|ve)")
DEPENDENCIES = {"nsubjpass", "csubjpass", "auxpass", "acomp", "attr", "oprd", "relcl", "pobj", "pcomp", "prep", "prt"}
DEPENDENCIES |= {"dative", "npadvmod", "poss", "agent", "intj", "dobj", "iobj", "nn"}
LABELS = ("kind", "class", "framing", "opens", "field")
OURS = {row[each] for path in LEXICONS for row in lexicons.rows(path.stem) for each in LABELS if each in row}
OURS |= {path.stem for path in LEXICONS} | {*FORMS, *FRAMINGS, *KINDS, *STATUSES, *PARAGRAPH_KINDS}
"""What is no word of an article: labels, names of word lists and values of their columns."""
ALLOWED = {
    "attributions/cues.py:SHAPES": "the values of a column of cues.csv",
    "attributions/step.py:CONFIDENCE": "names of evidence, with figures",
    "text/dates.py:is_date": "names of the parts of a date",
    "text/heads.py:UNDER_NAMES": "reasons of ours for a cut",
    "text/texts.py:SIGNATURES": "formats of files, by their first bytes",
    "text/texts.py:NO_PAGES": "names of encodings",
    "sources/candidates.py:SORTS": "sorts of candidates",
    "sources/descriptions.py:SIEVES": "names of sieves",
    "sources/resolver.py:CERTAIN": "names of sieves",
    "sources/resolver.py:Resolver": "types of sources",
    "sources/ranking.py:PRONOUN_SORTS": "sorts of candidates",
    "sources/types.py:type_of_description": "endings of peoples: grammar",
    "stances/contexts.py:governs": "the values of a column of positions.csv",
    "stances/model.py:SIDES": "labels of ours",
    "stances/model.py:COLUMNS": "names of what the model is given",
    "stances/scored.py:OUTCOMES": "labels of ours",
    "stances/scored.py:judged": "parts of an attribution",
    "stances/step.py:FLAGS": "labels of ours",
    "stances/step.py:create_stances": "names of settings",
    "stances/step.py:of_reading": "labels of ours",
    "stances/targets.py:singular": "endings of plurals: grammar",
    "stances/windows.py:COLUMNS": "names of what the model is given",
    "stances/windows.py:ROLES": "parts of an attribution",
}
"""Where words may stand in Python, and why."""
FEATURES = ("sources/evidence.py", "attributions/statements.py")
"""What a trained model was given: names of features, and the words that some ask; its weights hold for these alone."""


def displays(tree: ast.Module) -> list[tuple[str, ast.expr]]:
    """The outermost displays of a module, each with the constant or the function that it stands in."""
    found = []

    def walk(node: ast.AST, name: str) -> None:
        if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
            found.append((name, node))
            return
        for child in ast.iter_child_nodes(node):
            walk(child, name)

    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        walk(node, getattr(node, "name", "") or getattr(targets[0], "id", ""))
    return found


def words_in(node: ast.expr) -> list[str]:
    """The English words of a display: what is no label of the grammar."""
    texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return [text for text in texts if WORD.fullmatch(text) and text not in {*GLOSSARY, *DEPENDENCIES, *OURS}]


def word_lists(source: str) -> dict[str, list[str]]:
    """The word lists in the code of a module, by the constant or the function that they stand in."""
    found = ((name, words_in(node)) for name, node in displays(ast.parse(source)) if name != "__all__")
    return {name: words for name, words in found if len(words) >= LEAST}


def test_words_that_decide_something_stand_in_files():
    found = {
        f"{path.relative_to(SRC).as_posix()}:{name}": words
        for room in READING
        for path in sorted((SRC / room).rglob("*.py"))
        for name, words in word_lists(path.read_text(encoding="utf8")).items()
    }
    told = (*ALLOWED, *(place for place in found if place.startswith(FEATURES)))
    assert {place: words for place, words in found.items() if place not in told} == {}
    assert sorted(ALLOWED.keys() - found.keys()) == []


def test_a_word_list_in_python_is_found_wherever_it_stands():
    function = 'def f(x):\n    return x in ("him", "her", "them")\n'
    source = 'A = frozenset({"urge", "ask", "want"})\nB = ("obj", "dobj", "iobj")\n' + function
    assert word_lists(source) == {"A": ["urge", "ask", "want"], "f": ["him", "her", "them"]}


@pytest.mark.parametrize("name", ["words", "withheld", "positions", "commitments", "targets"])
def test_every_row_of_a_word_list_has_a_reason_and_stands_once(name):
    rows = lexicons.rows(name)
    keys = [tuple(value for column, value in row.items() if column != "why") for row in rows]
    assert all(row["why"].strip() for row in rows)
    assert len(keys) == len(set(keys))


def test_every_list_is_used_and_every_list_used_is_there():
    """A list that no code names any more goes; a name that no list has would fail when its module is loaded."""
    trees = (ast.parse(path.read_text(encoding="utf8")) for room in READING for path in (SRC / room).rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    asked = (one for one in calls if ast.unparse(one.func).rpartition(".")[2] in ("listed", "in_order"))
    used = {word.value for one in asked for word in one.args if isinstance(word, ast.Constant)}
    assert used == set(lexicons.lists())


def test_lists_are_joined_in_their_order():
    assert lexicons.in_order("younger and elder", "articles") == ("jr", "sr", "the", "a", "an")
    assert lexicons.listed("articles") == {"the", "a", "an"}


def test_rows_of_positions_hold_known_labels():
    rows = lexicons.rows("positions")
    assert {row["side"] for row in rows} <= {"supports", "opposes", ""}
    assert {row["pos"] for row in rows} <= {"VERB", "NOUN", "ADJ", "ADP"}
