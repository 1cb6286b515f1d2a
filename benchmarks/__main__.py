"""Print accuracy and speed tables.

usage: python -m benchmarks [gold] [speed] [shapes] [running] [attributions FILE] [sides FILE] [gum FOLDER]
                            [--articles FOLDER] [--pipeline NAME]
       python -m benchmarks readings --readings FOLDER [--part PART …]
       python -m benchmarks rules [--readings FOLDER] [--polnear FILE] [--gum FOLDER] [--texts FILE]
                                   [--only …] [--together …]

`gold` (the default, with `speed`) holds what the pipeline finds in the sample articles against their readings by hand.
`speed` prints words a CPU second from text to tables and of each step, over the articles in `--articles` or over the
sample articles joined to the length of real ones. `shapes` prints how the time grows with texts of one thing again and
again (five minutes).
`running` holds the way notebooks are run against stock kernels: articles a minute, isolation, starts and memory (a
quarter of an hour). `attributions` takes a file in the form of PolNeAR's dev part (JSON lines, gzip or not) and scores
raw text in, spans out, against the first annotator, beside the published figures; then links by form and by kind.
`sides` takes the training file of NewsMTSC and scores the articles not trained on; `gum` takes a folder with
`en_gum_dev.conllu.gz` or `en_gum_train.conllu.gz` and scores how names are found and joined, by genre.

`readings` holds whose words and which sides against readings of real articles (see `benchmarks.real`), first with the
attributions given, then from raw text. `rules` switches off every cluster of rules and every model in turn (see
`benchmarks/switches.csv`) and prints how many rows change, what gets better and what gets worse: in the readings by
hand, those looked at while rules were made and those not, and in as many of the corpora as are given; `--texts` takes
articles that nobody has read (JSON lines with `id` and `text`), in which only changed rows are counted."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import agreement, gum, published, real, real_tables, rules, running, scores, shapes, sides, switches
from helpers import articles, findings, language, readings
from helpers.encoder import scans
from helpers.stances.model import judgements

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "src" / "helpers" / "models" / "measured.json"
COMPARED = MEASURED.with_name("stances.csv")


def compare(gold: dict, found: dict) -> dict[str, scores.Score]:
    """Every task on one article."""
    return {
        **scores.entity_scores(gold, found),
        **scores.attribution_scores(gold, found),
        **{field: scores.label_score(gold, found, field) for field in ("form", "kind", "status")},
        **scores.mouth_scores(gold, found),
        **scores.source_scores(gold, found),
        **scores.stance_scores(gold, found),
    }


def gold_sets() -> dict[str, list[Path]]:
    """The readings by hand: of the sample articles, of further ones, and of those never looked at while tuning."""
    samples = {path.stem for path in (ROOT / "data" / "articles").glob("*.txt")}
    every = sorted((ROOT / "tests" / "gold").glob("*.json"))
    return {
        "samples": [path for path in every if path.stem in samples],
        "further": [path for path in every if path.stem not in samples],
        "held out": sorted((ROOT / "tests" / "gold" / "held_out").glob("*.json")),
    }


def gold_scores(nlp, paths: list[Path]) -> tuple[dict[str, scores.Score], tuple[float, float]]:
    """Every task over some readings, and B³ precision and recall of their entities."""
    pairs = []
    for path in paths:
        gold = readings.load(path)
        article = articles.from_text(gold["text"], id=gold["id"])
        pairs.append((gold, readings.reading(article, language.article_doc(nlp, article))))
    cubes = [scores.b_cubed(gold, said) for gold, said in pairs]
    precision, recall, found, right = (sum(column) for column in zip(*cubes, strict=True))
    return scores.total(compare(gold, said) for gold, said in pairs), (precision / found, recall / right)


def set_table(counted: dict[str, scores.Score], cubes: tuple[float, float]) -> pd.DataFrame:
    """The scores of one set of readings, a row a task."""
    found, (precision, recall) = scores.table(counted), cubes
    joined = [round(100 * value, 1) for value in (precision, recall, 2 * precision * recall / (precision + recall))]
    found.loc["entities joined, B³"] = [*joined, None, None, None]
    return with_macro(found, counted)


def with_macro(found: pd.DataFrame, counted: dict[str, scores.Score]) -> pd.DataFrame:
    """A table of scores with the mean of the commitments' own behind it."""
    found.loc["commitment, macro mean"] = [*(round(value, 1) for value in scores.macro(counted)), None, None, None]
    return found


def gold_table(found: dict[str, tuple]) -> pd.DataFrame:
    """The scores of each set of readings side by side."""
    return pd.concat({name: set_table(*one)[["P", "R", "F1"]] for name, one in found.items()}, axis=1)


def stance_table(nlp) -> pd.DataFrame:
    """The scores of the articles that were written for stances, those read while rules were made and those not."""
    folder = ROOT / "tests" / "stances"
    sets = {"read": sorted(folder.glob("*.json")), "unseen": sorted((folder / "held_out").glob("*.json"))}
    made = {}
    for name, paths in sets.items():
        pairs = [(gold := readings.load(path), sides.read(nlp, gold)) for path in paths]
        counted = scores.total(scores.stance_scores(gold, said) for gold, said in pairs)
        made[name] = with_macro(scores.table(counted), counted)
    return pd.concat(made, axis=1)


def write_measured(found: dict[str, tuple], sets: dict[str, list[Path]], path: Path) -> None:
    """What reports say of their own errors: on the readings that no sample has, and of these on the held-out ones."""

    def counts(names: tuple[str, ...]) -> dict[str, object]:
        total = scores.total(found[name][0] for name in names)

        def row(name: str) -> dict[str, int]:
            return {"hits": total[name].hits, "found": total[name].found, "gold": total[name].gold}

        return {
            "articles": sum(len(sets[name]) for name in names),
            "attributions": {"right_mouth": row("right mouth"), "wrong_mouth": row("wrong mouth")},
            "stances": {"sides_right": row("sides shown"), "wrong_side": row("wrong side")},
        }

    made = {"all": counts(("further", "held out")), "unseen": counts(("held out",))}
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf8")


def write_compared(nlp, sets: dict[str, list[Path]], path: Path) -> None:
    """What notebook 4 shows of the pipeline beside a person: worked examples, and every set but the held-out one."""
    read = {"examples": sorted(agreement.EXAMPLES.glob("*.json"))} | {k: v for k, v in sets.items() if k != "held out"}
    agreement.write((row for name, paths in read.items() for row in agreement.rows(nlp, name, paths)), path)


def sides_table(path: Path) -> pd.DataFrame:
    """The position model on the tenth of NewsMTSC's training articles that it was not trained on."""
    kept = list(sides.held_out(sides.rows(path)))
    found = judgements((row.text, (row.begin, row.end)) for row in kept)
    return sides.table(found, np.array([row.side for row in kept]))


def show_readings(nlp, folder: Path, parts: list[str]) -> None:
    """Print whose words and which sides, on real articles."""
    read = real.read(folder, parts)
    for raw, how in ((False, "attributions given"), (True, "from raw text")):
        pairs = real_tables.made(nlp, read, raw=raw)
        found = real_tables.totals(pairs)
        print(f"\n{len(read)} real articles ({', '.join(parts)}), {how}\n")
        print(real_tables.real_table(found).to_string())
        print("\nWhose words, by the words for the source, by status and by what decided\n")
        print(real_tables.mouth_table(found).to_string())
        print("\nIf words whose source is less sure than this were nobody's\n")
        print(real_tables.curve(pairs).to_string())
        caught, wrong = real_tables.in_lowest_tenth(pairs)
        print(f"\n{caught} of {wrong} wrong mouths are in the tenth of the rows whose source is least sure.")


def rule_sets(args: argparse.Namespace) -> list[rules.Set]:
    """What clusters of rules are held against: readings by hand, and the corpora that are given."""
    sets, unseen = gold_sets(), sorted((ROOT / "tests" / "stances" / "held_out").glob("*.json"))
    made = [
        rules.Set("looked at", rules.gold_cases(sets["samples"] + sets["further"], compare)),
        rules.Set("held out", rules.gold_cases(sets["held out"], compare)),
        rules.Set("held out, stances", rules.gold_cases(unseen, scores.stance_scores)),
    ]
    if args.readings:
        read, late = real.read(args.readings, args.part or real.PARTS), {"names", "entities", "sources", "stances"}
        made.append(rules.Set("real, given", rules.real_cases(read), frozenset(late)))
        made.append(rules.Set("real, raw", rules.real_cases(read, raw=True), frozenset({"text", "attributions"})))
    if args.polnear:
        cases = rules.span_cases(args.polnear)
        made.append(rules.Set("real, spans", cases, frozenset({"text", "attributions"})))
    if args.texts:
        made.append(rules.Set("not read", rules.text_cases(args.texts)))
    if args.gum:
        made.append(rules.Set("GUM, names", rules.name_cases(args.gum), frozenset({"text", "names", "entities"})))
    return made


def show_rules(nlp, args: argparse.Namespace) -> None:
    """Print what each cluster of rules earns; with `--together`, what some earn at once."""
    every = [one for one in switches.switches() if not args.only or any(word in one.name for word in args.only)]
    together = [one for one in switches.switches() if any(word in one.name for word in args.together)]
    trials = {"together": tuple(together)} if together else {one.name: (one,) for one in every}
    sets = rule_sets(args)
    for one in sets:
        one.count(nlp, trials)
    print("\nWhat each cluster of rules earns: without it\n")
    print("; ".join(f"{one.name}: {one.articles} articles" for one in sets) + "\n")
    tables = [rules.frame(name, sets) for name in trials]
    print("\n".join(rules.line(name, table) for name, table in zip(trials, tables, strict=True)))
    if args.out:
        pd.concat(tables).to_csv(args.out, index=False)


def real_length(folder: Path | None) -> list[articles.Article]:
    """The articles of a folder, or the samples joined three by three: articles are longer than what was invented."""
    if folder is not None:
        return list(articles.read(folder))
    samples = [article.text for article in articles.read(ROOT / "data" / "articles")]
    turned = [samples[at:] + samples[:at] for at in range(len(samples))]
    return [articles.from_text("\n\n".join(each[:3]), id=f"joined-{at}") for at, each in enumerate(turned)]


def speed_table(nlp, read: list[articles.Article]) -> pd.DataFrame:
    """CPU seconds and words a CPU second of each step and of the whole, from text to tables, when models are loaded."""
    names = ("tokenizer", "encoder", *nlp.pipe_names, "tables")
    spent, words = dict.fromkeys(names, 0.0), sum(len(article.text.split()) for article in read)
    timed(nlp, read[0], dict.fromkeys(names, 0.0))
    with language.libraries().limit(limits=1, user_api="blas"):
        for article in read:
            timed(nlp, article, spent)
    spent["from text to tables"] = sum(spent.values())
    rates = {name: words / max(seconds, 1e-9) for name, seconds in spent.items()}
    return pd.DataFrame({"CPU s": spent, "words a CPU s": rates}).round({"CPU s": 2, "words a CPU s": 0})


def timed(nlp, article: articles.Article, spent: dict[str, float]) -> None:
    """Add the CPU seconds that each step takes for an article; the encoder's pass is made before those that read it."""
    last = time.process_time()

    def note(name: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[name] += now - last
        last = now

    doc = nlp.make_doc(article.text)
    doc._.paragraphs = article.paragraphs
    note("tokenizer")
    scans.scan(doc)
    note("encoder")
    for name, step in nlp.pipeline:
        doc = step(doc)
        note(name)
    findings.tables_of([(article, doc)])
    note("tables")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Print accuracy and speed tables.")
    parser.add_argument("what", nargs="*", default=["gold", "speed"], help="what to print, and the file it takes")
    parser.add_argument("--articles", type=Path, help="a folder of articles for `speed`, of the length of real ones")
    parser.add_argument("--pipeline", default=None, help="an installed spaCy pipeline in place of the shipped one")
    parser.add_argument("--write", action="store_true", help="write what reports say of their errors into the package")
    parser.add_argument("--readings", type=Path, help="a folder with readings of real articles; texts lie beside it")
    parser.add_argument(
        "--part", nargs="+", choices=real.PARTS, help="of the readings; without it dev, for `rules` all"
    )
    parser.add_argument("--polnear", type=Path, help="for `rules`: a file in the form of PolNeAR's dev part")
    parser.add_argument("--gum", type=Path, help="for `rules`: a folder with GUM's dev part")
    parser.add_argument("--texts", type=Path, help="for `rules`: a file of articles that nobody has read, JSON lines")
    parser.add_argument("--only", nargs="+", default=[], help="for `rules`: clusters whose name holds one of the words")
    parser.add_argument("--together", nargs="+", default=[], help="for `rules`: such clusters off at once")
    parser.add_argument("--out", type=Path, help="for `rules`: a CSV file with every figure that moves")
    args = parser.parse_args()
    if "running" in args.what:
        running.show()
    if args.what == ["running"]:
        return
    nlp = language.load(args.pipeline)
    pd.set_option("display.width", 160, "display.max_columns", 20)
    if "gold" in args.what:
        sets = gold_sets()
        found = {name: gold_scores(nlp, paths) for name, paths in sets.items()}
        print("\nReadings by hand: " + ", ".join(f"{len(paths)} {name}" for name, paths in sets.items()) + "\n")
        print(gold_table(found).to_string(na_rep=""))
        print(f"\nStances in articles written for them\n\n{stance_table(nlp).to_string(na_rep='')}")
        if args.write:
            write_measured(found, sets, MEASURED)
            write_compared(nlp, sets, COMPARED)
    if "speed" in args.what:
        read = real_length(args.articles)
        mean = sum(len(article.text.split()) for article in read) / len(read)
        print(f"\nSpeed by step, {len(read)} articles of {mean:,.0f} words on average\n")
        print(speed_table(nlp, read).to_string())
    if "shapes" in args.what:
        print("\nTexts of one thing again and again: CPU seconds from text to tables\n")
        print(shapes.shapes_table(nlp).to_string())
    if "attributions" in args.what:
        path = Path(args.what[args.what.index("attributions") + 1])
        print(f"\nAttributions in {path.name}, from raw text, first annotator\n")
        read = published.pairs(nlp, path)
        print(published.published_table(published.published_scores(read)).to_string(na_rep=""))
        print(f"\nPronouns as sources in {path.name}\n\n{published.pronoun_table(read).to_string()}")
    if "sides" in args.what:
        path = Path(args.what[args.what.index("sides") + 1])
        print(f"\nSides toward a marked target in {path.name}, articles not trained on, in per cent\n")
        print(sides_table(path).to_string(index=False))
        print("\nThe same sentences asked of a name that they do not hold, in per cent\n")
        print(sides.absent_table(list(sides.held_out(sides.rows(path)))).to_string(index=False))
    if "readings" in args.what:
        if args.readings is None:
            parser.error("`readings` needs --readings FOLDER.")
        show_readings(nlp, args.readings, args.part or ["dev"])
    if "rules" in args.what:
        show_rules(nlp, args)
    if "gum" in args.what:
        folder = Path(args.what[args.what.index("gum") + 1])
        for part in (part for part in gum.PARTS if (folder / f"en_gum_{part}.conllu.gz").is_file()):
            print(f"\nNames in GUM {part}, found and joined, in per cent\n")
            print(gum.gum_table(nlp, folder, part).to_string())


if __name__ == "__main__":
    main()
