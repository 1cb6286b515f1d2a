"""Print accuracy and speed tables.

usage: python -m benchmarks [gold] [speed] [running] [attributions POLNEAR_DEV] [--pipeline NAME]

`gold` (the default, with `speed`) holds what the pipeline finds in the sample articles against their readings by hand;
`attributions` takes a file in the form of PolNeAR's dev part (JSON lines, gzip or not) and scores raw text in, spans
out, against the first annotator, beside the published figures; `running` holds the way notebooks are run against stock
kernels: articles a minute, isolation, starts and memory (a quarter of an hour)."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from benchmarks import running, scores
from helpers import articles, language, readings

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "src" / "helpers" / "models" / "measured.json"
PUBLISHED = pd.DataFrame(
    {
        "two people, measured pairwise": (77.7, 70.4, 67.8, 55.9, 78.5),
        "CofeNet (BERT-base), its own units": (83.2, 75.3, 72.9, None, None),
        "BERT-base + CRF": (82.2, 74.9, 71.0, None, None),
        "BiLSTM + CRF": (71.1, 67.1, 60.9, None, None),
        "a list of reporting verbs": (10.7, 22.8, 5.6, None, None),
    },
    index=[
        "source, exact span",
        "cue, exact span",
        "content, exact span",
        "linked, exact",
        "linked, all three overlap",
    ],
)
"""F1 as published (on the test part) or measured on the articles marked by several people."""


def table(found: dict[str, scores.Score]) -> pd.DataFrame:
    """Precision, recall and F1 a row, in per cent, and the counts behind them."""
    rows = {
        name: (score.precision, score.recall, score.f1, score.hits, score.found, score.gold)
        for name, score in found.items()
    }
    return pd.DataFrame.from_dict(rows, "index", columns=["P", "R", "F1", "hits", "found", "gold"]).round(1)


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
    found, (precision, recall) = table(counted), cubes
    joined = [round(100 * value, 1) for value in (precision, recall, 2 * precision * recall / (precision + recall))]
    found.loc["entities joined, B³"] = [*joined, None, None, None]
    return found


def gold_table(found: dict[str, tuple]) -> pd.DataFrame:
    """The scores of each set of readings side by side."""
    return pd.concat({name: set_table(*one)[["P", "R", "F1"]] for name, one in found.items()}, axis=1)


def write_measured(found: dict[str, tuple], count: int, path: Path) -> None:
    """What reports say of their own errors, from the readings that no rule was made on."""
    total = scores.total(found[name][0] for name in ("further", "held out"))

    def row(name: str) -> dict[str, int]:
        return {"hits": total[name].hits, "found": total[name].found, "gold": total[name].gold}

    made = {
        "articles": count,
        "attributions": {"right_mouth": row("right mouth"), "wrong_mouth": row("wrong mouth")},
        "stances": {"sides_right": row("sides shown"), "wrong_side": row("wrong side")},
    }
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf8")


def records(path: Path) -> Iterator[dict]:
    """JSON lines, gzip or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def attribution_table(nlp, path: Path) -> pd.DataFrame:
    """Attributions of a published corpus, from raw text."""
    tables = []
    for record in records(path):
        if not record["attributions"]:
            continue
        gold = {"text": record["text"], "attributions": next(iter(record["attributions"].values()))}
        article = articles.from_text(record["text"], id=record["id"])
        found = readings.reading(article, language.article_doc(nlp, article))
        tables.append(scores.attribution_scores(gold, found))
    return table(scores.total(tables)).join(PUBLISHED)


def speed_table(nlp, paths: list[Path]) -> pd.DataFrame:
    """CPU seconds and words a CPU second of each step, over the sample articles three times."""
    read, words, spent = articles.read_all(paths)[0] * 3, 0, dict.fromkeys(nlp.pipe_names, 0.0)
    for article in read:
        doc = nlp.make_doc(article.text)
        doc._.paragraphs = article.paragraphs
        words += len(article.text.split())
        for name, step in nlp.pipeline:
            begun = time.process_time()
            doc = step(doc)
            spent[name] += time.process_time() - begun
    spent["all steps"] = sum(spent.values())
    return pd.DataFrame({"CPU s": spent, "words a CPU s": {k: words / max(v, 1e-9) for k, v in spent.items()}}).round(
        {"CPU s": 2, "words a CPU s": 0}
    )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Print accuracy and speed tables.")
    parser.add_argument("what", nargs="*", default=["gold", "speed"], help="gold, speed, running, or attributions FILE")
    parser.add_argument("--pipeline", default=None, help="an installed spaCy pipeline in place of the shipped one")
    parser.add_argument("--write", action="store_true", help="write what reports say of their errors into the package")
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
        if args.write:
            write_measured(found, len(sets["further"]) + len(sets["held out"]), MEASURED)
    if "speed" in args.what:
        print("\nSpeed by step\n")
        print(speed_table(nlp, sorted((ROOT / "data" / "articles").glob("*.txt"))).to_string())
    if "attributions" in args.what:
        path = Path(args.what[args.what.index("attributions") + 1])
        print(f"\nAttributions in {path.name}, from raw text, first annotator\n")
        print(attribution_table(nlp, path).to_string(na_rep=""))


if __name__ == "__main__":
    main()
