"""Corrections: what a file may hold, what is wrong with a line, and the words by which a correction finds its place."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import corrections, entities, remedies, stances, tables
from helpers.corrections import CorrectionsError
from helpers.sources.types import TYPES

HEAD = "article,what,where,from,to,why\n"
GOOD = 'harbour,reject attribution,"“No, never,” she",,,nobody said it\n'
TURNED = 'nobody said it,,,"“No, never,” she",reject attribution, harbour '


@pytest.fixture
def file(tmp_path):
    """The function that writes a file and gives its path."""

    def write(text: str, **options):
        path = tmp_path / "corrections.csv"
        path.write_bytes(text.encode(**options))
        return path

    return write


# ---- the file ------------------------------------------------------------------------------------------------------


def test_a_line_is_read_as_it_was_meant(file):
    (read,) = corrections.read(file(HEAD + GOOD))
    assert (read.line, read.article, read.what, read.where) == (2, "harbour", "reject attribution", "“No, never,” she")
    assert (read.old, read.new, read.why, read.fault) == ("", "", "nobody said it", "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HEAD + GOOD, "utf-8-sig"),
        ((HEAD + GOOD).replace("\n", "\r\n"), "utf-8"),
        (HEAD.replace(",", ";") + "harbour;reject attribution;“No, never,” she;;;nobody said it", "utf-8"),
        (HEAD.replace(",", "\t") + "harbour\treject attribution\t“No, never,” she\t\t\tnobody said it", "utf-8"),
        (f"Why, To ,From,Where,What,Article\n{TURNED}", "utf-8"),
    ],
)  # fmt: skip
def test_what_spreadsheets_make_of_it_is_read_the_same(file, text, encoding):
    assert corrections.read(file(text, encoding=encoding)) == corrections.read(file(HEAD + GOOD))


def test_line_numbers_hold_behind_blank_lines_and_cells_of_several_lines(file):
    read = corrections.read(file(HEAD + "\n" + GOOD.replace("never,” she", "never,”\nshe") + "\n" + GOOD))
    assert [each.line for each in read] == [3, 6]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("harbour,reject atribution,x,,,y", "did you mean 'reject attribution'? Allowed: merge sources,"),
        ("harbour,sing,x,,,y", "`what` is 'sing'; allowed: merge sources, merge entities,"),
        ("harbour,reject attribution,,,,y", "`where` is empty and needed here"),
        ("harbour,merge sources,x,,,", "`from`, `to` and `why` are empty and needed here"),
        (",reject attribution,x,,,y", "`article` is empty and needed here"),
        ("harbour,fix position,x,none,suports,y", "`to` is 'suports'; did you mean 'supports'? Allowed: supports,"),
        ("harbour,retype source,x,,person,y", "did you mean 'named person'? Allowed: named person, named"),
        ("harbour,reject attribution,x", "it has three columns, and six are expected: article, what, where"),
        ("harbour,reject attribution,x,,,y,z", "it has seven columns, and six are expected"),
        ('harbour,reject attribution,"x,,,y', "a quotation mark is never closed"),
        ('harbour,reject attribution,"x"x,,,y', "expected after"),
    ],
)  # fmt: skip
def test_a_line_with_a_fault_is_told_by_its_number_with_what_was_allowed(file, line, fault):
    good, bad = corrections.read(file(HEAD + GOOD + line))
    assert good.fault == ""
    assert bad.line == 3
    assert fault in bad.fault


def test_a_line_with_a_fault_leaves_the_lines_after_it(file):
    read = corrections.read(file(HEAD + 'harbour,x,"y"z,,,\n' + GOOD))
    assert [bool(each.fault) for each in read] == [True, False]


@pytest.mark.parametrize(
    ("text", "encoding", "sentence"),
    [
        ("a,b\n", "utf-8", "The first line of corrections.csv must name the columns article, what, where,"),
        ("", "utf-8", "must name the columns"),
        (HEAD + GOOD, "utf-16", "is not in UTF-8"),
        ('"', "utf-8", "must name the columns"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_one_sentence(file, text, encoding, sentence):
    with pytest.raises(CorrectionsError, match=sentence):
        corrections.read(file(text, encoding=encoding))


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CorrectionsError, match="cannot be read: No such file"):
        corrections.read(tmp_path / "corrections.csv")
    assert corrections.read_if_any("") == corrections.read_if_any(None) == ()


def test_the_file_of_the_project_can_be_read():
    from helpers import reports

    assert all(not each.fault for each in corrections.read(reports.CORRECTIONS))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_nothing_that_a_file_holds_makes_a_crash(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes((HEAD + text).encode())
    for each in corrections.read(path):
        assert each.line > 1
        assert each.fault == "" or len(each.fault.splitlines()) >= 1


def test_an_excerpt_holds_the_lines_of_one_article_at_their_numbers(file):
    path = file(HEAD + GOOD.replace("harbour", "elsewhere") + GOOD.replace("No, ", "No,\n") + "harbour,sing,,,,\n")
    text = corrections.excerpt(path, "harbour")
    assert "elsewhere" not in text
    assert [each.line for each in corrections.read(file(text))] == [3, 5]
    assert corrections.excerpt(file(HEAD + GOOD), "quay") == ""


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
def test_marks_that_are_no_line_break_in_csv_shift_no_line(file, mark):
    first = GOOD.replace("harbour", "elsewhere").replace("nobody", f"{mark}no{mark}body{mark}")
    text = HEAD + first + GOOD.replace("nobody", f"no{mark}body") + first + GOOD
    excerpt = corrections.excerpt(file(text), "harbour")
    assert "elsewhere" not in excerpt
    about = [each for each in corrections.read(file(text)) if each.article == "harbour"]
    assert [each.line for each in about] == [3, 5]
    assert list(corrections.read(file(excerpt))) == about


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_they_end_elsewhere(file, end):
    text = (HEAD + GOOD.replace("harbour", "elsewhere") + GOOD).replace("\n", end)
    [about] = corrections.read(file(corrections.excerpt(file(text), "harbour")))
    assert (about.line, about.article) == (3, "harbour")


def test_words_that_stand_everywhere_are_not_looked_for_one_by_one(monkeypatch):
    looked, pattern = [], corrections.pattern
    monkeypatch.setattr(corrections, "pattern", lambda words: looked.append(words) or pattern(words))
    quote = "“The harbour opens on Monday,” said Ida Brandt. "
    text = quote * 300
    assert corrections.reference(text, 100 * len(quote), 100 * len(quote) + 30).startswith(f"{100 * len(quote)}/")
    assert len(looked) < 20


def test_an_article_goes_by_its_id_or_by_what_it_was_called(file):
    (read,) = corrections.read(file(HEAD + GOOD.replace("harbour,", "a/ harbour,", 1)))
    assert corrections.is_about(read, "a-harbour")
    assert not corrections.is_about(read, "harbour")


def test_corrections_of_articles_that_are_not_read_are_told_in_one_sentence(file):
    read = corrections.read(file(HEAD + GOOD + GOOD.replace("harbour", "quay")))
    assert corrections.unread(read, ["harbour", "quay"]) == ""
    assert corrections.unread(read, ["harbour"]) == "One correction is about articles not read here: 'quay'."


# ---- words that find their place -----------------------------------------------------------------------------------

TEXT = "“No, it’s old,” she said.\nShe said no.\nHe declined to comment.\n\nThe board declined to comment."


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("she said", ["she said"]),
        ('"No, it\'s old," she', ["“No, it’s old,” she"]),
        ("she said. She said", ["she said.\nShe said"]),
        ("declined to comment", ["declined to comment"] * 2),
        (f"{TEXT.index('declined')}/{len(TEXT)}: declined to comment", ["declined to comment"]),
        (f"{TEXT.index('declined')}/{len(TEXT) + 1}: declined to comment", ["declined to comment"] * 2),
        ("She said no. … He declined", ["She said no."]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_words_stand_where_they_stand_whatever_their_marks_and_line_breaks(where, expected):
    assert [TEXT[begin:end] for begin, end in corrections.spans(TEXT, where)] == expected


@pytest.mark.parametrize("where", ["Ida Orr said no", "Ida\u00a0Orr said no", "\ufeffIda Orr\u200b said no"])
def test_words_stand_where_they_stand_whatever_blanks_and_unseen_marks_are_in_them(where):
    text = "\ufeffIda\u00a0Orr  sa\u00adid\u200b no."
    assert [text[begin:end] for begin, end in corrections.spans(text, where)] == [text[1:-1]]


def test_a_reference_is_as_short_as_it_can_be_and_as_long_as_it_must():
    long = "the quay and the pier and the lamp and the road"
    text = f"He said {long} were old. It held."
    begin = text.index(long)
    assert corrections.reference(text, begin, begin + len(long)) == "the quay and the pier and"
    at = TEXT.rindex("to comment")
    assert corrections.reference(TEXT, at, at + 10) == "board declined to comment"
    assert corrections.reference("No. No.", 4, 6) == "No. No"
    assert corrections.reference("no\n\nno\n\nno", 4, 6) == "4/10: no"


@given(st.text(st.sampled_from("ab .“”’'\n=+:/1"), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_reference_leads_back_to_its_span(text, one, other):
    begin, end = sorted((min(one, len(text)), min(other, len(text))))
    words = text[begin:end].strip()
    if words:
        begin = text.index(words, begin)
        found = corrections.spans(text, corrections.reference(text, begin, begin + len(words)))
        assert any(b < begin + len(words) and begin < e for b, e in found)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "a,b", 'say "no"', "“no”", "⟦U+202E⟧"])
def test_a_line_comes_back_as_it_was_and_is_no_formula(file, cell):
    written = corrections.line("harbour", "reject attribution", cell, cell, cell, "why")
    assert not any(c.startswith(corrections.FORMULA) for c in next(csv.reader(io.StringIO(written))))
    (read,) = corrections.read(file(HEAD + written))
    expected = cell.replace("⟦U+202E⟧", "\u202e")
    assert (read.where, read.old, read.new) == (expected, expected, expected)


# ---- what came of them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([], ""),
        (["applied"], "One correction applied."),
        (["applied"] * 3 + ["unmatched"], "Three corrections applied, one no longer matches."),
        (["unmatched", "unmatched"], "Two corrections no longer match."),
        (["malformed", "needless"], "One correction is no longer needed, one cannot be understood."),
    ],
)
def test_a_summary_counts_them(statuses, sentence):
    table = tables.frame("corrections", [{"line": n, "status": status} for n, status in enumerate(statuses)])
    assert corrections.summary(table) == sentence


def test_what_was_not_carried_out_is_told_by_its_line(tmp_path):
    rows = [{"line": 2, "status": "applied"}, {"line": 7, "status": "unmatched", "outcome": "no such words"}]
    assert corrections.complaints(rows) == ["Corrections, line 7: no such words."]
    tables.frame("corrections", rows).to_parquet(tmp_path / "corrections.parquet")
    assert corrections.complaints_in(tmp_path) == ["Corrections, line 7: no such words."]
    assert corrections.complaints_in(tmp_path / "nowhere") == []


def test_the_labels_allowed_are_those_of_the_steps():
    assert corrections.SHAPES["retype source"].allowed == TYPES
    assert corrections.SHAPES["retype entity"].allowed == entities.LABELS
    assert corrections.SHAPES["fix commitment"].allowed == stances.COMMITMENTS
    assert set(remedies.SIDES) == set(corrections.SHAPES["fix position"].allowed) == set(stances.POSITIONS)
