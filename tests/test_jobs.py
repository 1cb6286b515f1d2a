"""Jobs: what stands in which partition, what is kept, what gives way, and what becomes of articles that fail."""

import json
import os
import re
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from helpers import __main__ as command_line
from helpers import articles, corrections, datasets, findings, language, tables
from helpers.corpus import jobs, partitions, spools
from helpers.publishing import locks


def one(nlp, spec, entry, spool):
    """The rows of an article without a language model; a text with BAD in it has none."""
    article = partitions.article_at(entry, spool)
    if "BAD" in article.text:
        return ValueError("it is bad")
    row = {"article_id": entry.id, "text": article.text, "path": article.path, "meta": article.meta}
    noted = [{"article_id": entry.id, "line": line.line, "why": line.why} for line in spec.corrections]
    found = {"articles": [row], "corrections": noted}
    return {name: [tables.completed(name, each) for each in found.get(name, [])] for name in tables.NAMES}


@pytest.fixture
def quick(monkeypatch):
    """Partitions are made in this process and without a language model."""
    monkeypatch.setattr(partitions, "one", one)
    monkeypatch.setattr(partitions, "pipeline", lambda name: SimpleNamespace(memory_zone=nullcontext))


def here(paths):
    """The simplest engine."""
    for path in paths:
        yield partitions.make(path)


def make(places, out: Path, engine=here, **how) -> list[partitions.Outcome]:
    """Make a corpus in this process; what became of each partition that was due."""
    with jobs.prepared([str(place) for place in places], out, articles.Options(), **how) as job:
        return list(job.run(engine))


def write(path: Path, count: int, words: str = "The ferry is late") -> Path:
    """A CSV file with articles, each with an id of its own."""
    rows = [f"{path.stem}{n},{words} on day {n}.,{n}" for n in range(count)]
    path.write_text("\n".join(["id,text,page", *rows]) + "\n")
    return path


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a corpus."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def ids(out: Path) -> list[str]:
    return sorted(datasets.read(out, "articles")["article_id"])


@pytest.mark.usefixtures("quick")
class TestJobs:
    def test_a_corpus_is_one_dataset_a_table_and_reads_as_one(self, tmp_path):
        make([write(tmp_path / "a.csv", 40)], tmp_path / "out")
        assert {path.parent.name for path in (tmp_path / "out").glob("*/*.parquet")} == {*tables.NAMES, "failures"}
        found = datasets.with_meta(datasets.read(tmp_path / "out", "articles")).set_index("article_id")
        assert len(found) == 40
        assert found.loc["a7", ["meta_page", "path", "text"]].to_list() == ["7", "a.csv", "The ferry is late on day 7."]

    def test_the_query_in_the_documentation_reads_it(self, tmp_path, monkeypatch):
        make([write(tmp_path / "a.csv", 40)], tmp_path / "corpus")
        monkeypatch.chdir(tmp_path)
        page = (Path(__file__).parents[1] / "docs" / "corpus.md").read_text(encoding="utf8")
        (query,) = re.findall(r'duckdb\.sql\("""(.*?)"""\)', page, re.DOTALL)
        assert duckdb.sql(query).columns == ["outlet", "source", "n", "words"]

    def test_partitions_do_not_hang_on_the_order_of_reading(self, tmp_path):
        files = [write(tmp_path / f"{name}.csv", 30, f"Words of {name}") for name in "ab"]
        make(files, tmp_path / "one")
        make(reversed(files), tmp_path / "other")
        assert contents(tmp_path / "one") == contents(tmp_path / "other")

    def test_articles_of_one_id_are_told_apart_by_content(self, tmp_path):
        for name in "ab":
            (tmp_path / name).mkdir()
            (tmp_path / name / "story.txt").write_text(f"The words of {name}.")
        make([tmp_path / "a", tmp_path / "b"], tmp_path / "one")
        make([tmp_path / "b", tmp_path / "a"], tmp_path / "other")
        texts = [
            dict(datasets.read(tmp_path / out, "articles")[["article_id", "text"]].values) for out in ("one", "other")
        ]
        assert texts[0] == texts[1]
        assert texts[0].keys() == {"story", "story-2"}

    def test_a_file_that_is_named_twice_is_taken_once(self, tmp_path):
        file = write(tmp_path / "a.csv", 3)
        with jobs.prepared([str(file), str(tmp_path / "*.csv")], tmp_path / "out", articles.Options()) as job:
            assert (job.articles, job.twice) == (3, 3)

    def test_parts_together_are_the_whole(self, tmp_path):
        file = write(tmp_path / "a.csv", 90)
        make([file], tmp_path / "whole")
        for number in (3, 1, 2):
            make([file], tmp_path / "parts", share=jobs.Share(number, 3))
        assert contents(tmp_path / "whole") == contents(tmp_path / "parts")

    def test_what_is_there_is_kept_and_what_is_missing_is_made(self, tmp_path):
        file, out = write(tmp_path / "a.csv", 90), tmp_path / "out"
        first = make([file], out)
        before = contents(out)
        lost = next((out / "quotes").iterdir())
        lost.unlink()
        assert [outcome.name for outcome in make([file], out)] == [lost.stem]
        assert contents(out) == before
        assert make([file], out) == []
        assert len(make([file], out, again=True)) == len(first)

    def test_another_article_leaves_most_partitions_as_they_are(self, tmp_path):
        file, out = write(tmp_path / "a.csv", 90), tmp_path / "out"
        first = make([file], out)
        write(tmp_path / "b.csv", 1, "More words")
        assert len(make([file, tmp_path / "b.csv"], out)) == 1 < len(first)
        assert ids(out) == sorted([*(f"a{n}" for n in range(90)), "b0"])

    def test_other_code_makes_everything_anew_in_the_same_places(self, tmp_path, monkeypatch):
        file, out = write(tmp_path / "a.csv", 90), tmp_path / "out"
        first = make([file], out)
        monkeypatch.setattr(spools.stamps, "of_code", lambda pipeline=None: "other")
        assert len(make([file], out)) == len(first)
        assert len(list((out / "articles").iterdir())) == len(first)
        assert len(ids(out)) == 90

    def test_partitions_of_a_larger_input_go_when_it_gets_smaller(self, tmp_path):
        out = tmp_path / "out"
        make([write(tmp_path / "a.csv", 200)], out)
        make([write(tmp_path / "a.csv", 5)], out)
        assert ids(out) == [f"a{n}" for n in range(5)]
        assert len(list((out / "articles").iterdir())) == 1

    def test_a_correction_makes_only_the_partition_of_its_article_anew(self, tmp_path):
        file, out = write(tmp_path / "a.csv", 90), tmp_path / "out"
        make([file], out)
        line = corrections.Correction(2, "a7", "reject entity", "ferry", "", "", "because")
        assert len(make([file], out, by_hand=[line])) == 1
        assert "a7" in set(datasets.read(out, "corrections")["article_id"])

    def test_corrections_of_articles_that_are_not_read_are_told(self, tmp_path):
        line = corrections.Correction(2, "b9", "reject entity", "ferry", "", "", "because")
        places = [str(write(tmp_path / "a.csv", 3))]
        with jobs.prepared(places, tmp_path / "out", articles.Options(), by_hand=[line]) as job:
            assert "'b9'" in job.unread

    def test_bad_articles_are_rows_and_the_others_are_there(self, tmp_path):
        bad = [write(tmp_path / "a.csv", 30), write(tmp_path / "b.csv", 2, "BAD words"), tmp_path / "none.txt"]
        make(bad, tmp_path / "out")
        lost = datasets.read(tmp_path / "out", "failures").sort_values(["article_id"])
        assert lost[["article_id", "path", "stage"]].values.tolist() == [
            ["", "", "read"],
            ["b0", "b.csv", "analysed"],
            ["b1", "b.csv", "analysed"],
        ]
        assert lost["reason"].iloc[1] == "ValueError: it is bad"
        assert len(ids(tmp_path / "out")) == 30

    def test_a_process_of_another_version_makes_nothing(self, tmp_path, monkeypatch):
        def elsewhere(paths):
            monkeypatch.setattr(partitions.stamps, "of_code", lambda pipeline=None: "other")
            yield from here(paths)

        (outcome,) = make([write(tmp_path / "a.csv", 3)], tmp_path / "out", elsewhere)
        assert isinstance(outcome.error, partitions.VersionError)
        assert list((tmp_path / "out" / "articles").iterdir()) == []

    def test_a_full_disk_leaves_no_half_file_and_the_rest_unbegun(self, tmp_path, monkeypatch):
        file, out = write(tmp_path / "a.csv", 90), tmp_path / "out"
        full = OSError(28, os.strerror(28))
        with monkeypatch.context() as patched:
            patched.setattr(partitions, "write_whole", lambda table, path: (_ for _ in ()).throw(full))
            (outcome,) = make([file], out)
        assert outcome.error is full
        assert [path for path in out.rglob("*") if path.is_file() and path.name != jobs.MARK] == []
        make([file], out)
        assert len(ids(out)) == 90

    def test_what_a_killed_process_was_writing_goes_with_the_next_run(self, tmp_path):
        file, out = write(tmp_path / "a.csv", 3), tmp_path / "out"
        make([file], out)
        before = contents(out)
        (out / "quotes" / ".part-0000-of-0001-0123456789abcdef-9.tmp").write_text("half")
        (out / jobs.WORK).mkdir()
        (out / jobs.WORK / "spool").write_text("half")
        make([file], out)
        assert contents(out) == before

    def test_what_a_killed_worker_was_writing_goes_when_another_has_made_it(self, tmp_path):
        file, out = write(tmp_path / "a.csv", 3), tmp_path / "out"
        make([file], tmp_path / "undisturbed")

        def with_a_death(paths):
            for path in paths:
                spec = partitions.read(path)
                (out / "quotes" / f".{spec.name}-9.tmp").write_text("half")
                (out / "quotes" / ".part-0000-of-0009-0123456789abcdef-9.tmp").write_text("of another part")
                yield partitions.make(path)

        make([file], out, with_a_death)
        left = set(contents(out)) - set(contents(tmp_path / "undisturbed"))
        assert left == {"quotes/.part-0000-of-0009-0123456789abcdef-9.tmp"}

    def test_a_folder_of_something_else_is_left_as_it_is(self, tmp_path):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine.txt").write_text("mine")
        with pytest.raises(jobs.CorpusError, match="no corpus of ours"):
            make([write(tmp_path / "a.csv", 3)], tmp_path / "out")
        assert contents(tmp_path / "out") == {"mine.txt": b"mine"}

    def test_two_at_once_in_one_folder_are_refused_but_not_two_parts(self, tmp_path):
        file, out = write(tmp_path / "a.csv", 3), tmp_path / "out"
        places = [str(file)]
        with jobs.prepared(places, out, articles.Options()):
            with pytest.raises(locks.BusyError):
                make([file], out)
            make([file], out, share=jobs.Share(2, 2))

    def test_the_command_tells_what_would_be_made_and_what_was(self, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr("helpers.corpus.engines.pool", lambda paths, jobs: here(paths))
        words = ["corpus", str(write(tmp_path / "a.csv", 5)), "--out", str(tmp_path / "out"), "--part", "1/1"]
        assert command_line.main([*words, "--dry-run"]) == 0
        assert capsys.readouterr().out.startswith("make  part-0000-of-0001-")
        assert command_line.main(words) == 0
        assert capsys.readouterr().out == f"{tmp_path / 'out'}  (5 articles)\n"
        assert command_line.main([*words, "--dry-run"]) == 0
        assert capsys.readouterr().out.startswith("keep  part-0000-of-0001-")

    def test_what_was_noted_on_the_reading_is_counted_by_kind(self, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr("helpers.corpus.engines.pool", lambda paths, jobs: here(paths))
        (tmp_path / "a.csv").write_text("text,date\nOne.,03/04/2026\nTwo.,05/06/2026\nThree.,2026-11-03\n")
        command_line.main(["corpus", str(tmp_path / "a.csv"), "--out", str(tmp_path / "out"), "--part", "1/1"])
        said = "Noted on 2 of 3 articles: its date, …, could be … or …: --date-order says which (DMY or MDY)."
        assert said in capsys.readouterr().err.splitlines()

    def test_the_exit_code_tells_of_missing_articles_also_when_all_is_kept(self, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr("helpers.corpus.engines.pool", lambda paths, jobs: here(paths))
        files = [write(tmp_path / "a.csv", 5), write(tmp_path / "b.csv", 1, "BAD words")]
        words = ["corpus", *map(str, files), "--out", str(tmp_path / "out"), "--part", "1/1"]
        for _ in range(2):
            assert command_line.main(words) == command_line.FAILED
            assert "b0: it could not be analysed (ValueError: it is bad)." in capsys.readouterr().err
        assert command_line.main(["corpus", str(tmp_path / "none.txt"), *words[1:]]) == command_line.FAILED
        assert "There is no" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("count", "depth"), [(0, 0), (15, 0), (16, 1), (60, 2), (300, 4), (3200, 4), (3201, 5), (100_000, 9)]
)
def test_how_often_articles_are_halved(count, depth):
    assert spools.depth_of(count) == depth


@pytest.mark.parametrize("words", ["", "3", "0/3", "4/3", "a/b", "1/2/3", "-1/2"])
def test_a_part_is_one_of_so_many(words):
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        jobs.share_of(words)
    assert jobs.share_of("3/20") == jobs.Share(3, 20)


@pytest.mark.model
def test_the_tables_of_a_corpus_are_those_of_the_pipeline(tmp_path, nlp, monkeypatch):
    monkeypatch.setattr(partitions, "pipeline", lambda name: nlp)
    text = "“The toll is fair,” said Nora Finch, the mayor. Piet Oram, who runs the ferry, said he opposed the toll."
    (tmp_path / "toll.txt").write_text(text)
    line = corrections.Correction(2, "toll", "retype source", "Nora Finch", "", "unnamed person", "to see it")
    make([tmp_path / "toll.txt"], tmp_path / "out", by_hand=[line])
    (story,) = articles.read(tmp_path / "toll.txt")
    wanted = findings.tables_of([(story, language.article_doc(nlp, story))], [line])
    assert len(wanted["quotes"]) == 2
    for name in set(tables.NAMES) - {"articles"}:
        found = datasets.read(tmp_path / "out", name).drop(columns="page")
        assert found.to_dict("records") == wanted[name].to_dict("records")


def test_spec_files_say_all_that_a_process_has_to_know(tmp_path):
    entry = partitions.Entry("a", 0, 10, "a.txt")
    line = corrections.Correction(2, "a", "reject entity", "\ud800 x", "", "", "because")
    spec = partitions.Spec(
        "part-0000-of-0001-0123456789abcdef", tmp_path, tmp_path / "spool", "c", None, (entry,), (line,)
    )
    assert partitions.read(partitions.write(spec, tmp_path)) == spec
    assert json.loads((tmp_path / f"{spec.name}.json").read_text())["entries"] == [["a", 0, 10, "a.txt"]]
