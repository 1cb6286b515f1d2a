"""Recipes: what may stand in the file, and one sentence for what may not."""

from pathlib import Path

import pytest

from helpers import recipes
from helpers.recipes import RecipeError

GOOD = """
nightly:
  articles: inbox/
  out: out/nightly
  jobs: 2
  timeout: 90
  parameters: {check_below: 0.7, title: "1984"}
courts:
  articles: [courts/*.txt, https://example.org/story.html]
  article-limit: 90000
"""


@pytest.fixture
def write(tmp_path):
    def put(words: str) -> Path:
        (tmp_path / "recipes.yml").write_text(words, encoding="utf8")
        return tmp_path / "recipes.yml"

    return put


def test_a_file_gives_its_recipes_with_paths_from_its_folder(write, tmp_path):
    nightly, courts = recipes.load(write(GOOD))
    assert nightly.articles == (str(tmp_path / "inbox"),) or nightly.articles == (f"{tmp_path}/inbox",)
    assert (nightly.name, nightly.out, nightly.jobs, nightly.timeout) == ("nightly", tmp_path / "out/nightly", 2, 90)
    assert nightly.parameters == {"check_below": 0.7, "title": "1984"}
    assert courts.articles == (str(tmp_path / "courts/*.txt"), "https://example.org/story.html")
    assert (courts.article_limit, courts.out) == (90000, tmp_path / "reports")


def test_recipes_can_be_chosen_by_name_in_any_order(write):
    path = write(GOOD)
    assert [one.name for one in recipes.load(path, ["courts", "nightly"])] == ["courts", "nightly"]
    with pytest.raises(RecipeError, match="has no recipe 'nigthly'; did you mean 'nightly'"):
        recipes.load(path, ["nigthly"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "holds no recipes"),
        ("- a\n- b", "holds no recipes"),
        ("one: two", "The recipe 'one' in .* should be a mapping with `articles`"),
        ("one: {out: x}", "names no articles"),
        ("one: {articles: x, jbos: 2}", "has no field 'jbos'; did you mean 'jobs'"),
        ("one: {articles: x, jobs: two}", "says jobs: 'two'; only a whole number over zero is allowed"),
        ("one: {articles: x, jobs: 0}", "says jobs: 0; only a whole number over zero"),
        ("one: {articles: x, jobs: yes}", "says jobs: True; only a whole number"),
        ("one: {articles: [x, 1]}", "says articles: .*; only a path or a list of paths"),
        ("one: {articles: x, name: y}", "has no field 'name'"),
        ("one: {articles: x, parameters: [1]}", "only a mapping of names to values"),
        ("one: {articles: x}\none: {articles: y}", "line 2: the key 'one' comes twice"),
        ("one: {articles: x, articles: y}", "the key 'articles' comes twice"),
        ("1: {articles: x}", "the key 1 is no text"),
        ("one: [", "is no YAML of plain values"),
        ("one: !!python/object/apply:os.system ['touch hacked']", "is no YAML of plain values"),
        ("one: {articles: !!binary aGk=}", "only a path or a list of paths"),
    ],
)  # fmt: skip
def test_what_may_not_stand_there_is_one_sentence(write, words, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecipeError, match=sentence) as told:
        recipes.load(write(words))
    assert "\n" not in str(told.value)
    assert not (tmp_path / "hacked").exists()


ODD = (
    "timeout: .inf", "timeout: .nan", "timeout: -.inf", "timeout: 1e999", "timeout: 0", "jobs: 99999999999999999999",
    "article-limit: 1000000000000000000000000000000", "jobs: 1.5", r'out: "a\0b"', r'out: "\uD800"', "out: ''",
    r'encoding: "\0"', r'encoding: "\uDFFF"', r'notebooks: "a\0"', "pipeline: ''", r'corrections: "\uD83D"',
    "out: 2024-01-01", "out: 2024-99-99", "out: !!binary aGk=", "out: !!set {a}", "out: !!int abc", "out: !!float abc",
    "out: !!timestamp x", "out: !!bool maybe", "parameters: !!set {a}", "parameters: !!omap [a: b]", "timeout: &a [*a]",
)  # fmt: skip
"""What a field may not say, of kinds that YAML knows and a path, name or number is not."""


@pytest.mark.parametrize("field", ODD)
def test_a_value_of_an_odd_kind_is_one_short_sentence(write, field):
    with pytest.raises(RecipeError, match=r"recipes\.yml") as told:
        recipes.load(write(f"one: {{articles: x, {field}}}"))
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400


@pytest.mark.parametrize(
    "articles", ["!!set {a}", "2024-01-01", "''", "['']", r'["a", "\0"]', "&a [*a]", "[" * 3000 + "]" * 3000, "[[x]]"]
)
def test_articles_are_paths_and_nothing_else(write, articles):
    with pytest.raises(RecipeError) as told:
        recipes.load(write(f"one: {{articles: {articles}}}"))
    assert len(str(told.value)) < 400


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(RecipeError, match=r"recipes.yml cannot be read: No such file"):
        recipes.load(tmp_path / "recipes.yml")
