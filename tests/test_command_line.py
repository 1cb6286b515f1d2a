"""The command line: what it prints, and the exit code for each way in which things go wrong."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers import articles, reports, runs, tables
from helpers.__main__ import main
from helpers.publishing import folders, locks, stamps

ARTICLE = "The harbour\n\nThe harbour opens on Monday, said Ida Brandt, the mayor.\n"


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def notebooks(tmp_path, make_notebook) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    parameters = "article: str = ''\nprocessed: str = ''\nmost: int = 5\nencoding: str = ''"
    make_notebook(folder / "01-try.ipynb", parameters, "import time; time.sleep(999)")
    return folder


def report(articles, notebooks, *words) -> int:
    articles = articles if isinstance(articles, list) else [articles]
    return main(["report", *map(str, (*words, "--notebooks", notebooks, "--out", notebooks.parent / "out", *articles))])


def stopped(monkeypatch, error: Exception) -> None:
    """Instead of running a notebook, raise `error`."""

    def execute(*_):
        raise error

    monkeypatch.setattr(runs, "execute", execute)


# ---- report --------------------------------------------------------------------------------------------------------


def test_without_arguments_it_says_what_it_can_do(capsys):
    assert main([]) == 0
    assert "report" in (shown := capsys.readouterr().out)
    assert "exit codes:" in shown


@pytest.mark.parametrize(
    "words", [["report"], ["reprot", "x"], ["report", "x", "--timeout", "0"], ["analyse", "x", "--ou"]]
)
def test_wrong_usage_has_its_code(capsys, words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["-p", "mots=3"], "No notebook has a parameter 'mots'; did you mean 'most'?"),
        (["-p", "most=x"], "The parameter 'most' of 01-try is 'x'; only a whole number, such as 15, is allowed there."),
        (["-p", "most"], "The parameter 'most' has no value: write it once, as name=value."),
        (["-p", "article=x"], "The parameter 'article' is not set with -p: name the article on the command line."),
        (["-p", "a b=1"], "No notebook has a parameter 'a b'; there are: article, encoding, most, processed."),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_one_sentence_before_anything_starts(capsys, article, notebooks, words, sentence):
    assert report(article, notebooks, *words) == 2
    assert capsys.readouterr() == ("", f"{sentence}\n")
    assert not (notebooks.parent / "out").exists()


def test_a_pipeline_that_is_not_installed_is_one_sentence_with_the_command(capsys, article, notebooks):
    assert report(article, notebooks, "--pipeline", "xx_no_such_pipeline") == 2
    assert "python -m spacy download xx_no_such_pipeline" in capsys.readouterr().err
    assert not (notebooks.parent / "out").exists()


def test_a_file_of_corrections_that_is_none_is_one_sentence_before_anything_starts(capsys, article, notebooks):
    assert report(article, notebooks, "--corrections", article) == 2
    assert capsys.readouterr().err.startswith("The first line of harbour.txt must name the columns article, what,")
    assert main(["analyse", str(article), "--corrections", str(article.with_name("no.csv"))]) == 2
    assert "no.csv cannot be read: No such file" in capsys.readouterr().err
    assert not (notebooks.parent / "out").exists()


def test_a_missing_article_is_one_sentence_before_anything_starts(capsys, article, notebooks):
    assert report(article.with_name("harbor.txt"), notebooks) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "harbour.txt" in shown.err
    assert not (notebooks.parent / "out").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (runs.FailedError("01-try: code cell 2 (x) raised KeyError: 'x'."), 4),
        (runs.StoppedError("01-try: code cell 2 (x) took longer than 3 s."), 5),
        (runs.UnwritableError("01-try: code cell 2 (x) raised OSError: [Errno 28] No space left on device."), 6),
        (OSError(28, "No space left on device"), 6),
        (RecursionError("too deep"), 1),
    ],
)
def test_each_way_to_fail_has_its_code_and_its_line(capsys, monkeypatch, article, notebooks, error, code):
    stopped(monkeypatch, error)
    assert report(article, notebooks) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert str(error) in shown.err.splitlines()[-1]
    assert [path.name for path in (notebooks.parent / "out").iterdir()] == ["index.html"]


def test_an_article_that_cannot_be_read_leaves_the_others(capsys, monkeypatch, article, notebooks):
    stopped(monkeypatch, runs.FailedError("01-try: code cell 2 (x) raised KeyError."))
    (article.parent / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert report([article, article.parent / "picture.txt"], notebooks) == 4
    lines = capsys.readouterr().err.splitlines()
    assert any("picture.txt" in line for line in lines)
    assert "harbour: 01-try: code cell 2 (x) raised KeyError." in lines


def test_a_place_that_cannot_be_written_has_its_code(capsys, article, notebooks):
    (notebooks.parent / "out").write_text("a file")
    assert report(article, notebooks) == 6
    assert "cannot be used for reports" in capsys.readouterr().err


def test_an_article_with_its_report_is_one_line(capsys, monkeypatch, article, notebooks):
    monkeypatch.setattr(reports, "make", lambda article, out, *_: out / article.id / "index.html")
    assert report(article, notebooks) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{notebooks.parent / 'out' / 'harbour' / 'index.html'}  (0 s)\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 2)])
def test_interrupted_it_publishes_nothing_and_leaves_no_kernel(
    tmp_path, article, notebooks, make_notebook, number, jobs
):
    (tmp_path / "out" / "kept").mkdir(parents=True)
    begun = tmp_path / "pid"
    make_notebook(
        notebooks / "01-try.ipynb",
        "article: str = ''\nprocessed: str = ''",
        f"import os, time; open({str(begun)!r}, 'w').write(str(os.getpid())); time.sleep(999)",
    )
    words = ["report", article, "--notebooks", notebooks, "--out", tmp_path / "out", "--jobs", jobs]
    command = [sys.executable, "-m", "helpers", *map(str, words)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts)
    wait_for(lambda: begun.exists() and begun.read_text())
    process.send_signal(number)
    _, shown = process.communicate(timeout=600)
    assert process.returncode == 130
    assert shown.splitlines()[-1] == "Interrupted: nothing that was not finished was published."
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kept"]
    wait_for(lambda: not alive(int(begun.read_text())))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_interrupted_twice_it_ends_at_once_and_publishes_nothing(tmp_path, article, notebooks, make_notebook):
    begun = tmp_path / "pid"
    code = f"import os, time; open({str(begun)!r}, 'w').write(str(os.getpid()))"
    (article.parent / "quay.txt").write_text(ARTICLE)
    make_notebook(notebooks / "01-try.ipynb", "article: str = ''\nprocessed: str = ''", f"{code}; time.sleep(60)")
    words = ["report", article, article.parent / "quay.txt", "--notebooks", notebooks, "--out", tmp_path / "out"]
    command = [sys.executable, "-m", "helpers", *map(str, words), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts)
    wait_for(lambda: begun.exists() and begun.read_text())
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    _, shown = process.communicate(timeout=30)
    assert process.returncode == 130
    assert shown.splitlines()[-1].startswith("Interrupted")
    wait_for(lambda: not alive(int(begun.read_text())))
    assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == []


def heed_interrupts() -> None:
    """Let Ctrl-C reach the command also where the tests run in a background that ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(condition, most: float = 600.0) -> None:
    end = time.monotonic() + most
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# ---- batches -------------------------------------------------------------------------------------------------------


@pytest.fixture
def instant(monkeypatch) -> None:
    """Reports are empty folders that say what they were made from."""

    def make(article, out, plan, tell):
        tell(f"{article.id}: 01-try (1 of 1)")
        (out / article.id).mkdir(parents=True, exist_ok=True)
        (out / article.id / "index.html").write_text("x")
        line = dict.fromkeys(("title", "outlet", "date"), "") | dict.fromkeys(("named", "unnamed", "document"), 1)
        line |= {"attributions": 1, "to_check": 0}
        stamps.write(out / article.id, reports.stamp_of(article, plan), line, folders.identity(article, out))
        return out / article.id / "index.html"

    monkeypatch.setattr(reports, "make", make)


def test_a_second_run_keeps_what_is_done_unless_told_otherwise(capsys, instant, article, notebooks):
    page = notebooks.parent / "out" / "harbour" / "index.html"
    for words, shown in ([], "0 s"), ([], "kept"), (["--again"], "0 s"), (["-p", "most=6"], "0 s"):
        assert report(article, notebooks, *words) == 0
        assert capsys.readouterr().out == f"{page}  ({shown})\n"


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(capsys, instant, article, notebooks):
    (article.parent / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert report([article, article.parent / "picture.txt"], notebooks, "--dry-run") == 3
    shown = capsys.readouterr()
    assert shown.out == "make  harbour  (new)\n"
    assert "picture.txt" in shown.err
    assert not (notebooks.parent / "out").exists()
    report(article, notebooks)
    capsys.readouterr()
    assert report(article, notebooks, "--dry-run") == 0
    assert capsys.readouterr().out == "keep  harbour\n"


def test_a_folder_in_which_another_batch_is_at_work_has_its_code(capsys, instant, article, notebooks):
    (notebooks.parent / "out").mkdir()
    with locks.held(notebooks.parent / "out"):
        assert report(article, notebooks) == 7
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Another batch is at work in")


def test_without_a_terminal_progress_is_a_line_an_article(capsys, instant, article, notebooks):
    (article.parent / "quay.txt").write_text(ARTICLE)
    assert report([article, article.parent / "quay.txt"], notebooks) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "[1 of 2] harbour …"
    assert lines[1].startswith("[2 of 2] quay …")
    assert lines[1].endswith("s left)")


@pytest.mark.parametrize("jobs", ["0", "two", "-1"])
def test_a_number_of_jobs_is_a_whole_number_over_zero(capsys, article, notebooks, jobs):
    with pytest.raises(SystemExit) as ended:
        report(article, notebooks, "--jobs", jobs)
    assert ended.value.code == 2
    assert "is no whole number over zero" in capsys.readouterr().err


# ---- nothing in silence --------------------------------------------------------------------------------------------

EMPTY = {
    "empty.jsonl": "",
    "blank.jsonl": "\n \n\n",
    "list.json": "[]",
    "blank.json": " \n",
    "heads.csv": "id,title,text\n",
    "rows.ndjson": "\n",
}


@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.parametrize("command", ["report", "analyse"])
def test_a_file_without_an_article_is_told_and_the_others_go_on(capsys, instant, monkeypatch, article, command, name):
    from helpers import language

    monkeypatch.setattr(language, "load", lambda *_, **__: None)
    (article.parent / name).write_text(EMPTY[name])
    options = ["--out", str(article.parent / "out")] if command == "report" else []
    assert main([command, *options, str(article.parent / name)]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert name in shown.err
    assert shown.err.count("\n") == 1
    if command == "report":
        assert main([command, *options, str(article.parent / name), str(article)]) == 3
        assert capsys.readouterr().out.endswith("index.html  (0 s)\n")
        assert name in (article.parent / "out" / "index.html").read_text(encoding="utf8")


def test_an_empty_standard_input_is_told(monkeypatch, capsys, notebooks):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert report("-", notebooks) == 3
    assert capsys.readouterr().err.startswith("standard input holds no article")


def test_what_was_noted_when_an_article_was_read_is_told_once(capsys, instant, article, notebooks):
    article.write_bytes("The café opens on Monday, said Ida Brandt, the mayor of Ormsea.".encode("cp1252"))
    assert report(article, notebooks) == 0
    assert re.search("^harbour: .*guess", capsys.readouterr().err, re.MULTILINE)
    assert report(article, notebooks) == 0
    assert capsys.readouterr().err == ""


def test_two_files_of_one_name_have_two_reports_over_two_commands(capsys, instant, article, notebooks):
    other = article.parent / "sport" / "harbour.txt"
    other.parent.mkdir()
    other.write_text("The other harbour\n\nIt is closed, said Ole Roe.\n")
    assert report(article, notebooks) == 0
    capsys.readouterr()
    assert report(other, notebooks) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{notebooks.parent / 'out' / 'harbour-2' / 'index.html'}  (0 s)\n"
    assert "harbour-2: its id is not 'harbour', which is another article's" in shown.err
    for path, kept in ((article, "harbour"), (other, "harbour-2")):
        assert report(path, notebooks) == 0
        assert capsys.readouterr().out == f"{notebooks.parent / 'out' / kept / 'index.html'}  (kept)\n"


@pytest.mark.parametrize(("place", "out"), [(".", "out"), (".", "."), (".", "deep/er/out"), ("notebooks", "notebooks")])
def test_reports_do_not_go_where_articles_are_read(capsys, instant, article, notebooks, place, out):
    folder = article.parent
    assert main(["report", str(folder / place), "--out", str(folder / out), "--notebooks", str(notebooks)]) == 2
    assert capsys.readouterr().err.endswith("where articles are read: name another --out.\n")
    assert not (folder / "out").exists()


def test_a_pattern_that_fits_parts_of_reports_is_refused_and_a_narrower_one_is_not(capsys, instant, article, notebooks):
    out = article.parent / "out"
    assert report(article, notebooks) == 0
    (out / "harbour" / "article").mkdir()
    (out / "harbour" / "article" / "harbour.txt").write_text(ARTICLE)
    capsys.readouterr()
    assert report(article.parent / "**" / "*.txt", notebooks) == 2
    assert "is a part of a report and no article" in capsys.readouterr().err
    assert report(article.parent / "*.txt", notebooks) == 0


@pytest.mark.parametrize("encoding", ["latin-one", "hex", "undefined", "a\0b", "\ud800", "rot13"])
def test_an_encoding_that_there_is_not_is_one_sentence_before_anything_starts(capsys, article, notebooks, encoding):
    assert report(article, notebooks, "--encoding", encoding) == 2
    assert main(["analyse", str(article), "--encoding", encoding]) == 2
    for line in capsys.readouterr().err.splitlines():
        assert line.startswith("There is no encoding")


def test_an_engine_that_there_is_not_is_one_sentence_before_anything_starts(capsys, monkeypatch, article, notebooks):
    monkeypatch.setenv("ON_RECORD_ENGINE", "turbo")
    assert report(article, notebooks) == 2
    sentence = "There is no engine 'turbo' (the variable ON_RECORD_ENGINE says so): only warm and stock are allowed.\n"
    assert capsys.readouterr().err == sentence
    assert not (notebooks.parent / "out").exists()


def test_a_limit_is_told_by_the_name_of_its_option(capsys, article, notebooks):
    assert report(article, notebooks, "--article-limit", "9") == 3
    assert "set --article-limit (in notebooks `article_limit`) higher" in capsys.readouterr().err


@pytest.mark.parametrize("error", [ValueError("no\nsuch"), AttributeError("x"), MemoryError(), KeyError("x")])
def test_whatever_reading_raises_is_one_sentence_and_the_other_places_go_on(
    capsys, monkeypatch, instant, article, notebooks, error
):
    files = articles.files

    def fail(name):
        if "bad" in name:
            raise error
        return files(name)

    monkeypatch.setattr(articles, "files", fail)
    assert report(["bad.xyz", article], notebooks) == 3
    shown = capsys.readouterr()
    assert shown.err.startswith("bad.xyz cannot be read: ")
    assert type(error).__name__ in shown.err.splitlines()[0]
    assert shown.err.splitlines()[1].startswith("[1 of 1]")
    assert shown.out.endswith("(0 s)\n")


def test_an_error_that_nobody_foresaw_is_one_sentence(capsys, monkeypatch, article, notebooks):
    monkeypatch.setattr(runs, "engine_of", lambda: [][0])
    assert report(article, notebooks) == 1
    assert capsys.readouterr().err.startswith("An error that nobody foresaw: IndexError: list index out of range (")


# ---- recipe --------------------------------------------------------------------------------------------------------


@pytest.fixture
def recipes_file(article, notebooks) -> Path:
    """Two recipes for the same article."""
    (article.parent / "recipes.yml").write_text(
        "one:\n  articles: harbour.txt\n  out: first\n  notebooks: notebooks\n  parameters: {most: 7}\n"
        "two:\n  articles: harbour.txt\n  out: second\n  notebooks: notebooks\n"
    )
    return article.parent / "recipes.yml"


def test_a_file_of_recipes_is_followed_whole_or_by_name(capsys, instant, recipes_file):
    assert main(["recipe", str(recipes_file), "two"]) == 0
    assert capsys.readouterr().out == f"{recipes_file.parent / 'second' / 'harbour' / 'index.html'}  (0 s)\n"
    assert main(["recipe", str(recipes_file)]) == 0
    assert [line.split("  ")[-1] for line in capsys.readouterr().out.splitlines()] == ["(0 s)", "(kept)"]


def test_all_recipes_are_checked_before_anything_starts(capsys, instant, recipes_file):
    recipes_file.write_text(recipes_file.read_text() + "  parameters: {mots: 7}\n")
    assert main(["recipe", str(recipes_file)]) == 2
    sentence = "The recipe 'two': No notebook has a parameter 'mots'; did you mean 'most'?\n"
    assert capsys.readouterr() == ("", sentence)
    assert not (recipes_file.parent / "first").exists()


def test_a_recipe_that_does_not_exist_is_one_sentence(capsys, instant, recipes_file):
    assert main(["recipe", str(recipes_file), "thre"]) == 2
    assert "has no recipe 'thre'; there are: one, two." in capsys.readouterr().err
    assert main(["recipe", str(recipes_file.with_name("none.yml"))]) == 2
    assert capsys.readouterr().err.endswith("none.yml cannot be read: No such file or directory.\n")


# ---- the real thing, once ------------------------------------------------------------------------------------------


@pytest.mark.model
def test_the_report_of_a_sample_article_is_whole(sample_reports):
    folder = sample_reports / "tamber-valley-peacekeepers"
    assert {path.name for path in folder.iterdir()} == {"article", "index.html", "made.json", "notebooks", "tables"}
    assert len(list((folder / "notebooks").glob("*.ipynb"))) == 5
    assert len(list((folder / "notebooks").glob("*.html"))) == 4
    assert {path.name for path in (folder / "tables").glob("*.parquet")} == {f"{name}.parquet" for name in tables.NAMES}


@pytest.mark.model
def test_no_place_of_the_machine_is_in_a_report(sample_reports):
    for path in sample_reports.rglob("*"):
        for place in (sample_reports.parent, Path(reports.__file__).parents[2]):
            assert path.is_dir() or str(place).encode() not in path.read_bytes(), path


# ---- analyse -------------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_analyse_prints_the_contract_a_line_each_and_tells_what_it_could_not_read(helpers_command):
    rows = [
        json.dumps({"id": "a/ b", "title": "Harbour", "text": "“It opens,” said Ida Brandt.\u2028“Late.”"}),
        "this is not JSON",
        json.dumps({"id": "same", "text": ""}),
        json.dumps({"id": "same", "text": "Two officials said the quay would close."}),
    ]
    done = helpers_command("analyse", "-", input="\n".join(rows))
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reading["id"] for reading in readings] == ["a/ b", "same", "same"]
    assert readings[0]["text"] == "“It opens,” said Ida Brandt.\u2028“Late.”"
    assert list(readings[0]) == ["id", "title", "text", "entities", "sources", "attributions", "stances"]
    first, second = done.stderr.splitlines()
    assert first.startswith("standard input, line 2")
    assert second == "same: no text."
    assert done.returncode == 3


@pytest.mark.model
def test_analyse_carries_out_corrections_and_tells_which_it_could_not(capsys, tmp_path):
    story = tmp_path / "harbour.txt"
    story.write_text("The harbour opens\n\n“It opens on Monday,” said Ida Brandt, the mayor of Ormsea.\n")
    lines = ["article,what,where,from,to,why", "harbour,rename source,,Ida Brandt,Ida Brandt-Roe,she married"]
    lines += ["harbour,reject stance,no such words,,,a test", "quay,reject stance,x,,,a test"]
    (tmp_path / "corrections.csv").write_text("\n".join(lines))
    assert main(["analyse", str(story), "--corrections", str(tmp_path / "corrections.csv")]) == 0
    shown = capsys.readouterr()
    reading = json.loads(shown.out)
    assert [source["name"] for source in reading["sources"]] == ["Ida Brandt-Roe"]
    assert [one["status"] for one in reading["corrections"]] == ["applied", "unmatched"]
    assert shown.err.splitlines() == [
        "harbour: Corrections, line 3: the words 'no such words' are not in the article.",
        "One correction is about articles not read here: 'quay'.",
    ]


@pytest.mark.model
def test_analyse_gives_two_files_of_one_name_two_ids(capsys, tmp_path):
    for desk in ("a", "b"):
        (tmp_path / desk).mkdir()
        (tmp_path / desk / "s.txt").write_text(f"The quay at {desk} is closed, said Ida Brandt, the mayor of Ormsea.")
    assert main(["analyse", str(tmp_path / "a" / "s.txt"), str(tmp_path / "b" / "s.txt")]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["s", "s-2"]


@pytest.mark.model
def test_analyse_answers_each_line_at_once_and_is_quiet_when_nobody_listens_any_more():
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers", "analyse", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    line = json.dumps({"text": "“It opens,” said Ida Brandt."}).encode() + b"\n"
    process.stdin.write(line)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == "article-1"  # the input is still open
    process.stdout.close()
    process.stdin.write(line * 3)
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=600) == 141


@pytest.mark.model
def test_an_article_that_a_step_cannot_bear_leaves_the_others(capsys, monkeypatch, tmp_path):
    from helpers import readings

    def reading(article, doc, corrections=()):
        if article.id == "bad":
            raise RecursionError("too deep")
        return {"id": article.id}

    monkeypatch.setattr(readings, "reading", reading)
    (tmp_path / "rows.jsonl").write_text(
        "".join(json.dumps({"id": name, "text": "x"}) + "\n" for name in ("bad", "good"))
    )
    assert main(["analyse", str(tmp_path / "rows.jsonl")]) == 1
    shown = capsys.readouterr()
    assert shown.out == '{"id": "good"}\n'
    assert shown.err == "bad: it could not be analysed (RecursionError: too deep).\ngood: too short.\n"


@pytest.mark.parametrize("command", ["analyse", "report"])
def test_a_pipeline_that_is_not_installed_has_the_code_of_wrong_usage(capsys, article, command):
    assert main([command, str(article), "--pipeline", "xx_no_such_pipeline"]) == 2
    assert capsys.readouterr().err.startswith("The spaCy pipeline 'xx_no_such_pipeline' is not installed")
