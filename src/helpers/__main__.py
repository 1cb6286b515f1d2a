"""The command line: `python -m helpers report PATH …`, `corpus`, `compare`, `recipe`, `amend` and `analyse`."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers import articles

USAGE, UNREADABLE, FAILED, STOPPED, UNWRITABLE, BUSY, INTERRUPTED, UNHEARD = 2, 3, 4, 5, 6, 7, 130, 141
UNEXPECTED = 1
MOST_NOTES = 10
"""Kinds of notes on the reading of a corpus that are told, the most frequent first."""
FIELDS = ("text", "title", "byline", "date", "outlet", "language", "id")
"""What the columns of a table can hold, each with an option that names its column."""
COMPARED = ("outlets", "since", "until", "person", "target", "copies", "check_below")
"""The options of `compare` that are parameters of its notebook."""
CODES = """exit codes:
  0    everything asked for was made
  1    an error that nobody foresaw
  2    wrong usage: an option, a parameter or a pipeline that does not exist; nothing was started
  3    an article could not be read
  4    a notebook failed: one of its cells raised an exception or left early; of a corpus: an article not analysed
  5    a notebook was stopped: its kernel died, or a cell took too long; of a corpus: a process died
  6    something could not be written: a full disk, a folder without permission
  7    another batch is at work in the same folder; nothing was started there
  130  interrupted
  141  whatever read the output stopped reading
The highest one counts where several articles came to grief in different ways; the others are made all the same."""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code."""
    parser = make_parser()
    options = parser.parse_args(words)
    if options.command is None:
        parser.print_help()
        return 0
    without_grammar()
    try:
        return options.run(options)
    except KeyboardInterrupt:
        return complain("Interrupted: nothing that was not finished was published.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
        return UNHEARD
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        hint = "python -X dev -m helpers shows where"
        return complain(
            f"An error that nobody foresaw: {type(error).__name__}: {one_line(error)} ({hint}).", UNEXPECTED
        )


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    layout = argparse.RawDescriptionHelpFormatter
    about = "Who is mentioned, who is quoted, what they said, and where they stand."
    parser = argparse.ArgumentParser("python -m helpers", description=about, epilog=CODES, formatter_class=layout)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    add_report(commands.add_parser("report", help="a page for people to read", epilog=CODES, formatter_class=layout))
    add_corpus(
        commands.add_parser(
            "corpus", help="tables of many articles, without pages", epilog=CODES, formatter_class=layout
        )
    )
    add_recipe(commands.add_parser("recipe", help="reports as a file says", epilog=CODES, formatter_class=layout))
    add_amend(commands.add_parser("amend", help="corrections into reports", epilog=CODES, formatter_class=layout))
    add_compare(commands.add_parser("compare", help="many articles side by side", epilog=CODES, formatter_class=layout))
    add_analyse(commands.add_parser("analyse", help="JSON for programs", epilog=CODES, formatter_class=layout))
    return parser


def add_report(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    parser.description = (
        "Run the notebooks on each article and publish a page for each, whole or not at all. A report that is there "
        "and would come out the same is kept."
    )
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="a text, HTML, JSON, CSV, Excel … file, a folder, a web address")
    add("--out", type=Path, default=Path("reports"), metavar="DIR", help="where the reports go (reports/)")
    add("--jobs", type=positive, default=1, metavar="N", help="how many are made at a time (1)")
    add("--notebooks", type=Path, metavar="DIR", help="other notebooks than the project's own")
    add("-p", dest="given", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the notebooks")
    add(
        "--issue",
        dest="issues",
        action="append",
        metavar="WORDS",
        help="a column of its own; several times for several",
    )
    add("--timeout", type=seconds, metavar="S", help="seconds that one cell of a notebook may take")
    add_reading(parser)
    add_batch(parser)
    parser.set_defaults(run=report)


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """The options of `corpus`."""
    parser.description = (
        "Write the tables of many articles, one dataset of Parquet files a table, without pages. What is there and "
        "would come out the same is kept."
    )
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="a text, HTML, JSON, CSV, Excel … file, a folder, a web address")
    add("--out", type=Path, default=Path("corpus"), metavar="DIR", help="where the dataset goes (corpus/)")
    add("--jobs", type=positive, metavar="N", help="how many processes compute on this machine (one a core)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler that runs already, as tcp://host:8786")
    where.add_argument("--part", type=part, metavar="I/N", help="only the Ith of N parts, without Dask, in one process")
    add_reading(parser)
    add_batch(parser)
    parser.set_defaults(run=corpus)


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """The options of `recipe`."""
    parser.description = "Make the reports that a YAML file describes, all of it or the recipes of these names."
    parser.add_argument("file", type=Path, metavar="FILE", help="names, and for each what `report` would be told")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these, in this order")
    add_batch(parser)
    parser.set_defaults(run=recipe)


def add_batch(parser: argparse.ArgumentParser) -> None:
    """The options of what is made of many articles."""
    parser.add_argument("--again", action="store_true", help="make also what is there and would come out the same")
    parser.add_argument("--dry-run", action="store_true", help="say what would be made and why; write nothing")


def add_amend(parser: argparse.ArgumentParser) -> None:
    """The options of `amend`."""
    parser.description = (
        "Carry the corrections by hand out in reports that are there, from their tables as found: no language model is "
        "needed, and the report is the same as one made anew."
    )
    parser.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="the folder of a report, or of several")
    parser.add_argument("--corrections", type=Path, metavar="FILE", help="corrections by hand (data/corrections.csv)")
    parser.add_argument("--notebooks", type=Path, metavar="DIR", help="other notebooks than the project's own")
    parser.set_defaults(run=amend)


def add_compare(parser: argparse.ArgumentParser) -> None:
    """The options of `compare`."""
    parser.description = (
        "Hold the articles of a corpus or of a folder of reports side by side, on one page with tables."
    )
    add = parser.add_argument
    add("path", type=Path, metavar="PATH", help="a corpus, a folder of reports, or a folder of tables")
    add("--out", type=Path, default=Path("compare"), metavar="DIR", help="where the page goes (compare/)")
    add("--outlet", dest="outlets", action="append", metavar="NAME", help="only this outlet; several times for several")
    add("--from", dest="since", metavar="DAY", help="only from this day on, as 2024-01-31")
    add("--to", dest="until", metavar="DAY", help="only up to this day")
    add("--person", metavar="NAME", help="whose statements are followed (who is quoted most)")
    add("--target", "--issue", metavar="WORDS", help="what about, in a word or two (what most take a side on)")
    add("--copies", choices=("once", "each"), help="how a text that several outlets ran counts (once)")
    add("--check-below", type=float, metavar="C", help="a statement of a confidence under this is counted apart (0.6)")
    add("--people", type=Path, metavar="FILE", help="who is whom, settled by hand (data/people.csv)")
    add("--timeout", type=seconds, metavar="S", help="seconds that one cell of the notebook may take")
    parser.set_defaults(run=compare)


def add_analyse(parser: argparse.ArgumentParser) -> None:
    """The options of `analyse`."""
    parser.description = "Print everything found, one JSON object an article and a line."
    what = "a text, HTML or JSON lines file, a folder, a web address; - is JSON lines from standard input"
    parser.add_argument("paths", nargs="+", metavar="FILE", help=what)
    add_reading(parser)
    parser.set_defaults(run=analyse)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """The options of how articles are read, the same for both commands."""
    parser.add_argument("--pipeline", metavar="NAME", help="an installed spaCy pipeline in place of the shipped one")
    parser.add_argument("--encoding", metavar="E", help="the encoding of the files, where the guess is wrong")
    parser.add_argument("--article-limit", type=positive, metavar="N", help="characters that an article may have")
    parser.add_argument("--corrections", type=Path, metavar="FILE", help="corrections by hand (data/corrections.csv)")
    order = "whether 3/4/2026 is in April (DMY) or in March (MDY); where it is not said, such a day is left open"
    parser.add_argument("--date-order", type=str.upper, choices=("DMY", "MDY"), help=order)
    columns = parser.add_argument_group("columns of tables, keys of objects", "where other names are used than ours")
    for field in FIELDS:
        columns.add_argument(f"--{field}-column", metavar="NAME", help=f"the one that holds the {field}")


def seconds(word: str) -> float:
    """A time over zero."""
    if not re.fullmatch(r"\d{1,9}(\.\d+)?", word) or not float(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no number of seconds over zero")
    return float(word)


def positive(word: str) -> int:
    """A whole number over zero."""
    if not re.fullmatch(r"\d{1,15}", word) or not int(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number over zero")
    return int(word)


def part(word: str):
    """A part of a corpus, as 3/20."""
    from helpers.corpus import jobs

    try:
        return jobs.share_of(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no part: write 3/20 for the third of twenty") from None


def report(options: argparse.Namespace) -> int:
    """Make the reports, a line for each, and the index."""
    load_ahead(options)
    from helpers import issues, recipes, runs

    try:
        given = runs.parse(options.given) | ({"issues": issues.checked(options.issues)} if options.issues else {})
    except (runs.ParameterError, issues.IssueError) as error:
        return complain(error, USAGE)
    shared = (
        "out",
        "notebooks",
        "pipeline",
        "encoding",
        "article_limit",
        "date_order",
        "timeout",
        "jobs",
        "corrections",
    )
    columns = (f"{field}_column" for field in FIELDS)
    asked = {name: getattr(options, name) for name in (*shared, *columns)}
    return follow([recipes.Recipe(tuple(options.paths), parameters=given, **asked)], options)


def recipe(options: argparse.Namespace) -> int:
    """Make the reports of the recipes of a file, one recipe after the other."""
    load_ahead(options)
    from helpers import recipes

    try:
        found = recipes.load(options.file, options.names)
    except recipes.RecipeError as error:
        return complain(error, USAGE)
    return follow(found, options)


def amend(options: argparse.Namespace) -> int:
    """Carry corrections out in reports, a line for each, and write the indexes anew."""
    from helpers.running import forks

    forks.begin("light")
    from helpers import batches, corrections, reports, runs

    try:
        runs.engine_of()
        by_hand = corrections_file(options)
    except (corrections.CorrectionsError, runs.ParameterError) as error:
        return complain(error, USAGE)
    notebooks, code = options.notebooks or reports.NOTEBOOKS, 0
    for out, folders in in_their_folders(options.reports).items():
        try:
            with batches.held(out):
                made = [amended(report, by_hand, notebooks) for report in folders]
                if (out / "index.html").is_file():
                    reports.write_list(out, ())
        except batches.BusyError as error:
            made = [complain(error, BUSY)]
        except reports.PublishError as error:
            made = [complain(error, UNWRITABLE)]
        code = max(code, *made)
    return code


def in_their_folders(found: Iterable[Path]) -> dict[Path, list[Path]]:
    """Reports by the folder that they lie in; of a folder of reports all of them."""
    from helpers.publishing import lists

    every: dict[Path, list[Path]] = {}
    for path in map(Path.absolute, found):
        inside = [] if lists.is_report(path) or not path.is_dir() else sorted(filter(lists.is_report, path.iterdir()))
        for report in inside or [path]:
            every.setdefault(report.parent, []).append(report)
    return every


def amended(report: Path, by_hand: Path | None, notebooks: Path) -> int:
    """Carry corrections out in one report and say what became of it; the exit code."""
    from helpers import reports, revisions

    try:
        return tell_outcome(revisions.amend(report, by_hand, notebooks))
    except Exception as error:  # whatever it is, the other reports go on
        return tell_outcome(reports.Outcome(report.name, error=error))


def without_grammar() -> None:
    """Let nbformat load without the grammar of addresses, which takes a second to build and is asked for nowhere here.

    `jsonschema` does without a library that cannot be imported."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def compare(options: argparse.Namespace) -> int:
    """Hold articles side by side; the page's path is printed."""
    from helpers import comparisons, reports, runs

    given = {name: value for name in COMPARED if (value := getattr(options, name)) is not None}
    given["people_file"] = str((options.people or comparisons.PEOPLE).resolve()) if people_asked(options) else ""
    try:
        notebook = comparisons.notebook_in()
        comparisons.check(options.path, given)
    except ValueError as error:
        return complain(error, USAGE)
    try:
        page = comparisons.make(options.path, options.out, given, notebook, options.timeout or comparisons.TIMEOUT)
    except (runs.RunError, reports.PublishError, OSError) as error:
        return complain(error, code_of(error))
    print(page, flush=True)
    for sentence in comparisons.complaints_in(options.out):
        complain(sentence, 0)
    return 0


def people_asked(options: argparse.Namespace) -> bool:
    """Whether a file that says who is whom is named, or is in its place."""
    from helpers import comparisons

    return options.people is not None or comparisons.PEOPLE.is_file()


def load_ahead(options: argparse.Namespace) -> None:
    """Have what notebooks need loaded by another process while this one loads its own and finds out what to do."""
    from helpers.running import forks

    if not options.dry_run:
        forks.begin()


def follow(found: list, options: argparse.Namespace) -> int:
    """Follow recipes, all of which are checked before anything is started."""
    from helpers import runs

    try:
        runs.engine_of()
        plans = [plan_of(one) for one in found]
    except runs.ParameterError as error:
        return complain(error, USAGE)
    todo = zip(found, plans, strict=True)
    return max((follow_one(one, plan, options) for one, plan in todo), default=0)


def plan_of(recipe):
    """The plan of a recipe; raises `ParameterError`, which names the recipe where it has a name."""
    from helpers import corrections, reports, runs

    how = {"reading": reading_options(recipe), "timeout": recipe.timeout}
    try:
        check_encoding(recipe.encoding)
        check_apart(recipe.articles, recipe.out)
        how |= {"pipeline": installed(recipe.pipeline), "corrections": corrections_file(recipe)}
        return reports.plan(recipe.notebooks or reports.NOTEBOOKS, recipe.parameters, **how)
    except (runs.ParameterError, corrections.CorrectionsError) as error:
        raise runs.ParameterError(f"The recipe {recipe.name!r}: {error}" if recipe.name else error) from None


def follow_one(recipe, plan, options: argparse.Namespace) -> int:
    """Make, or say what would be made, of the articles of one recipe."""
    from helpers import batches, corrections
    from helpers.publishing import folders

    given, errors = separate(found_in(recipe.articles, reading_options(recipe)))
    if sentence := swept_up(given, recipe):
        return complain(sentence, USAGE)
    found = folders.settled(given, recipe.out)
    tell_unread(corrections.read_if_any(plan.corrections), [article.id for article in found])
    codes = [complain(error, UNREADABLE) for error in errors]
    if not found:
        return max(codes, default=0)
    batch = batches.Batch(found, errors, recipe.out, plan, recipe.jobs, options.again)
    remarks = {new.id: remarks_on(new, old.id) for old, new in zip(given, found, strict=True)}
    made = foretell(batch) if options.dry_run else make_reports(batch, remarks)
    return max([*codes, *made], default=0)


def found_in(places: Iterable[str], reading: articles.ReadOptions) -> Iterator:
    """The articles of places, with the ids that they have there, and an error for each that cannot be read."""
    from helpers import articles

    options = articles.Options(**reading)
    return chain.from_iterable(articles.find(place, options) for place in places)


def separate(items: Iterable) -> tuple[list, list]:
    """The articles among what was found, and the errors."""
    from helpers import articles

    items = list(items)
    errors = [item for item in items if isinstance(item, articles.ArticleError)]
    return [item for item in items if not isinstance(item, articles.ArticleError)], errors


def swept_up(found: Iterable, recipe) -> str:
    """A sentence on files of reports that a pattern fits, and nobody named; empty where there are none."""
    from helpers.publishing import folders

    named = {os.path.realpath(place) for place in recipe.articles if os.path.isfile(place)}
    inside = (one.path for one in found if folders.holds(recipe.out, one.path))
    lost = next((path for path in inside if os.path.realpath(path) not in named), None)
    where = "lies in the folder that the reports go to: name another --out, or a narrower pattern"
    return f"{lost} is a part of a report and no article, and {where}." if lost else ""


def remarks_on(article, asked: str) -> list[str]:
    """What is to be said of an article besides what becomes of it: its id where that is another, and the notes."""
    other = [] if article.id == asked else [f"its id is not {asked!r}, which is another article's"]
    return [*other, *article.notes]


def foretell(batch) -> list[int]:
    """Say what would be made and why, a line an article."""
    from helpers import batches

    for task in batches.survey(batch):
        print(f"make  {task.article.id}  ({task.why})" if task.why else f"keep  {task.article.id}", flush=True)
    return []


def make_reports(batch, remarks: Mapping[str, Sequence[str]]) -> list[int]:
    """Make the reports of a batch and return the exit codes of what went wrong; `remarks` are said of what is made."""
    from helpers import batches, reports

    codes: list[int] = []
    with Progress(len(batch.found)) as progress:
        try:
            for outcome in batches.run(batch, progress.show, reason):
                progress.finish(outcome.kept)
                codes.append(tell_outcome(outcome))
                tell_remarks(outcome.name, () if outcome.kept else remarks.get(outcome.name, ()))
        except reports.PublishError as error:
            codes.append(complain(error, UNWRITABLE))
        except batches.BusyError as error:
            codes.append(complain(error, BUSY))
    return codes


def tell_outcome(outcome) -> int:
    """One line on what became of an article; its exit code is returned."""
    from helpers import corrections

    if outcome.error:
        return complain(f"{outcome.name}: {reason(outcome.error)}", code_of(outcome.error))
    print(f"{outcome.page}  ({'kept' if outcome.kept else f'{outcome.seconds:.0f} s'})", flush=True)
    for sentence in corrections.complaints_in(outcome.page.parent / "tables"):
        complain(f"{outcome.name}: {sentence}", 0)
    return 0


def tell_remarks(name: str, remarks: Iterable[str]) -> None:
    """What is to be said of an article besides, in one line."""
    if said := "; ".join(remarks):
        complain(f"{name}: {said}.", 0)


def check_encoding(name: str | None) -> None:
    """Raise `ParameterError` where an encoding is none of text that Python knows."""
    from helpers import runs

    try:
        "a".encode(name or "utf-8")
    except (LookupError, ValueError) as error:
        raise runs.ParameterError(f"There is no encoding {name!r}: name one that Python knows, as cp1252.") from error


def check_apart(places: Iterable[str], out: Path) -> None:
    """Raise `ParameterError` where reports would go into a folder that is read, and be read there the next time."""
    from helpers import runs
    from helpers.publishing import folders

    for place in places:
        if folders.encloses(place, out):
            raise runs.ParameterError(
                f"The reports go to {out}, which lies in {place}, where articles are read: name another --out."
            )


def corrections_file(options: argparse.Namespace) -> Path | None:
    """The file of corrections, tried once: the one named, or the project's where there is one."""
    from helpers import corrections, reports

    path = options.corrections or (reports.CORRECTIONS if reports.CORRECTIONS.is_file() else None)
    corrections.read_if_any(path)
    return path.resolve() if path else None


def tell_unread(by_hand: Sequence, article_ids: list[str]) -> None:
    """Say which corrections are about articles that are not read now."""
    from helpers import corrections

    if sentence := corrections.unread(by_hand, article_ids):
        complain(sentence, 0)


def code_of(error: Exception) -> int:
    """The exit code of what kept an article from its report."""
    from helpers import articles, runs

    kinds = {
        articles.ArticleError: UNREADABLE,
        runs.FailedError: FAILED,
        runs.StoppedError: STOPPED,
        runs.UnwritableError: UNWRITABLE,
        OSError: UNWRITABLE,
    }
    return next((code for kind, code in kinds.items() if isinstance(error, kind)), UNEXPECTED)


def reason(error: Exception) -> str:
    """An error in one line, with its type where nobody foresaw it."""
    lines = one_line(error)
    return lines if code_of(error) != UNEXPECTED else f"{type(error).__name__}: {lines}"


def one_line(error: Exception) -> str:
    """The words of an error in one line."""
    return " ".join(str(error).split())


def installed(pipeline: str | None) -> str | None:
    """The pipeline as a name or a whole path, tried once; raises `ParameterError` where it cannot be had."""
    if pipeline is None:
        return None
    from helpers import language, runs

    try:
        language.load(pipeline, steps=())
    except language.LanguageError as error:
        raise runs.ParameterError(str(error)) from None
    return str(Path(pipeline).resolve()) if Path(pipeline).is_dir() else pipeline


def corpus(options: argparse.Namespace) -> int:
    """Make a corpus, or the part of it that was asked for."""
    from helpers import corrections, runs
    from helpers.corpus import engines, jobs
    from helpers.publishing import locks

    try:
        check_encoding(options.encoding)
        check_apart(options.paths, options.out)
        how = {"pipeline": installed(options.pipeline), "again": options.again}
        how["by_hand"] = corrections.read_if_any(corrections_file(options))
    except (runs.ParameterError, corrections.CorrectionsError) as error:
        return complain(error, USAGE)
    try:
        with begun_job(options, how) as job:
            return foretell_corpus(job) if options.dry_run else make_corpus(job, options)
    except (jobs.CorpusError, locks.BusyError, engines.ClusterError) as error:
        kinds = {jobs.CorpusError: UNWRITABLE, locks.BusyError: BUSY, engines.ClusterError: STOPPED}
        return complain(error, kinds[type(error)])


@contextmanager
def begun_job(options: argparse.Namespace, how: dict) -> Iterator:
    """The job of a corpus, with its articles read, which is shown as they come."""
    from tqdm import tqdm

    from helpers import articles
    from helpers.corpus import jobs

    how |= {"share": options.part} if options.part else {}
    with tqdm(unit=" articles read", leave=False, disable=None, file=sys.stderr) as bar:
        given = articles.Options(**reading_options(options))
        with jobs.prepared(options.paths, options.out, given, tell=lambda _: bar.update(), **how) as job:
            bar.close()
            yield job


def foretell_corpus(job) -> int:
    """Say which partitions would be made, a line each."""
    due = {spec.name for spec in job.due}
    for spec in job.own:
        print(f"{'make' if spec.name in due else 'keep'}  {spec.name}  ({len(spec.entries)} articles)", flush=True)
    return 0


def make_corpus(job, options: argparse.Namespace) -> int:
    """Make the partitions that are due, and say which articles are missing; the exit code is returned."""
    from helpers.corpus import engines

    if options.part:
        engine = partial(engines.pool, jobs=options.jobs or 1)
    else:
        tell = partial(complain, code=0)
        engine = partial(engines.dask, jobs=options.jobs or cores(), address=options.cluster, tell=tell)
    if job.twice:
        complain(f"Given more than once and taken once: {job.twice:,} articles.", 0)
    for note, count in job.notes.most_common(MOST_NOTES):
        complain(f"Noted on {count:,} of {job.articles:,} articles: {note}.", 0)
    complain(job.unread, 0) if job.unread else None
    codes = [*compute(job, engine), *(tell_failure(row) for row in job.failures.itertuples())]
    lost = len(job.failures)
    print(f"{job.out}  ({job.articles:,} articles{f', {lost:,} not' if lost else ''})", flush=True)
    return max(codes, default=0)


def compute(job, engine) -> Iterator[int]:
    """Have partitions made, and show how far that is; exit codes of what went wrong."""
    sizes = {spec.name: len(spec.entries) for spec in job.due}
    if not sizes:
        return
    with Progress(sum(sizes.values())) as progress:
        for outcome in job.run(engine):
            progress.finish(outcome.kept, sizes.get(outcome.name, 0))
            if outcome.error:
                yield complain(f"{outcome.name}: {reason(outcome.error)}", code_of(outcome.error))
            elif progress.bar.disable:
                done = progress.made + progress.kept
                complain(f"[{done:,} of {progress.total:,} articles]{progress.remaining()}", 0)


def tell_failure(row) -> int:
    """One line on an article that is missing in a corpus; its exit code is returned."""
    codes = {"read": UNREADABLE, "analysed": FAILED, "killed": STOPPED}
    about = row.reason if row.stage == "read" else f"{row.article_id}: it could not be analysed ({row.reason})."
    return complain(about, codes[row.stage])


def cores() -> int:
    """How many cores this process may use."""
    from helpers import runs

    return runs.cores()


def analyse(options: argparse.Namespace) -> int:
    """Print the readings, a line each, as they come."""
    from helpers import articles, corrections, language, runs

    try:
        check_encoding(options.encoding)
        by_hand = corrections.read_if_any(corrections_file(options))
        nlp = language.load(options.pipeline)
    except (language.LanguageError, corrections.CorrectionsError, runs.ParameterError) as error:
        return complain(error, USAGE)
    found = articles.find_all(options.paths, articles.Options(**reading_options(options)))
    ids: list[str] = []
    code = max((print_reading(nlp, item, by_hand, ids) for item in found), default=0)
    tell_unread(by_hand, ids)
    return code


def print_reading(nlp, found, by_hand: Sequence, ids: list[str]) -> int:
    """The reading of one article on standard output, or the reason why there is none on standard error; its id is put
    to `ids` where there are corrections to be held against it."""
    from helpers import articles, corrections, language, readings
    from helpers.inputs.article import id_notes

    if isinstance(found, articles.ArticleError):
        return complain(found, UNREADABLE)
    ids += [found.id] if by_hand else []
    try:
        reading = readings.reading(found, language.article_doc(nlp, found), by_hand)
        line = json.dumps(reading)
    except Exception as error:  # whatever it is, the other articles go on
        return complain(f"{found.id}: it could not be analysed ({reason(error)}).", UNEXPECTED)
    print(line, flush=True)
    tell_remarks(found.id, [note for note in found.notes if note not in id_notes(found.given_id)])
    for sentence in corrections.complaints(reading.get("corrections", ())):
        complain(f"{found.id}: {sentence}", 0)
    return 0


def reading_options(options) -> articles.ReadOptions:
    """How articles are read, as far as the command line or a recipe says so."""
    columns = {field: name for field in FIELDS if (name := getattr(options, f"{field}_column"))}
    reading: articles.ReadOptions = {}
    if options.encoding is not None:
        reading["encoding"] = options.encoding
    if options.article_limit is not None:
        reading["limit"] = options.article_limit
    if options.date_order is not None:
        reading["date_order"] = options.date_order
    if columns:
        reading["columns"] = columns
    return reading


class Progress:
    """How far a batch is: a bar with the remaining time on a terminal, and elsewhere a line an article."""

    def __init__(self, total: int):
        """Nothing of `total` articles is done yet."""
        self.total, self.kept, self.made = total, 0, 0
        self.begun: set[str] = set()

    def __enter__(self) -> Progress:
        """Show the bar where there is a terminal."""
        from tqdm import tqdm

        self.start = time.monotonic()
        self.bar = tqdm(total=self.total, unit="article", leave=False, disable=None, file=sys.stderr)
        return self

    def __exit__(self, *_) -> None:
        """Take the bar away."""
        self.bar.close()

    def show(self, words: str) -> None:
        """Show what is being done now: an article, a colon, and the step it is at."""
        self.bar.set_postfix_str(words)
        article = words.partition(":")[0]
        if article not in self.begun:
            self.begun.add(article)
            if self.bar.disable:
                number = f"[{self.kept + len(self.begun)} of {self.total}]"
                print(f"{number} {article} …{self.remaining()}", file=sys.stderr, flush=True)

    def remaining(self) -> str:
        """How long the rest will take, as far as the articles before say so."""
        if not self.made:
            return ""
        left = (self.total - self.kept - self.made) * (time.monotonic() - self.start) / self.made
        return f" (about {left / 60:.0f} min left)" if left > 90 else f" (about {left:.0f} s left)"

    def finish(self, kept: bool, count: int = 1) -> None:
        """Articles are done, however it went; what was kept took no time, and says nothing of the others'."""
        self.bar.clear()
        if kept:
            self.kept, self.bar.total = self.kept + count, self.bar.total and self.bar.total - count
        else:
            self.made += count
            self.bar.update(count)


def complain(message: object, code: int) -> int:
    """One sentence on standard error; the code is given back."""
    words = one_line(message) if isinstance(message, Exception) else message
    print(words, file=sys.stderr, flush=True)
    return code


def interrupt(*_) -> None:
    """End in order, after Ctrl-C or when told to end; the second time at once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end_at_once)
    raise KeyboardInterrupt


def end_at_once(*_) -> None:
    """End this process and those that it started; what was being made stays hidden, and goes with the next run."""
    with suppress(Exception):  # it may be just what was interrupted
        for child in multiprocessing.active_children():
            child.kill()
    os.write(2, b"Interrupted twice: ended at once; nothing that was not finished was published.\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is started to be deaf to it
        signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)  # told to end, it tidies up as after Ctrl-C
    sys.exit(main())
