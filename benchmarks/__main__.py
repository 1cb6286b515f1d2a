"""Print accuracy and speed tables.

usage: python -m benchmarks [gold] [speed] [attributions POLNEAR_DEV] [--pipeline NAME]

`gold` (the default, with `speed`) holds what the pipeline finds in the sample articles against their readings by hand;
`attributions` takes a file in the form of PolNeAR's dev part (JSON lines, gzip or not) and scores raw text in, spans
out, against the first annotator, beside the published figures."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from benchmarks import scores
from helpers import articles, language, readings

ROOT = Path(__file__).parents[1]
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


def gold_table(nlp, names: list[Path]) -> pd.DataFrame:
    """The sample articles against their gold readings."""
    pairs = []
    for path in names:
        gold = readings.load(path)
        article = articles.from_text(gold["text"], id=gold["id"])
        pairs.append((gold, readings.reading(article, language.article_doc(nlp, article))))
    found = table(scores.total(compare(gold, said) for gold, said in pairs))
    cubes = [scores.b_cubed(gold, said) for gold, said in pairs]
    precision, recall = (
        sum(c[0] for c in cubes) / sum(c[2] for c in cubes),
        sum(c[1] for c in cubes) / sum(c[3] for c in cubes),
    )
    found.loc["entities joined, B³"] = [
        100 * precision,
        100 * recall,
        200 * precision * recall / (precision + recall),
        None,
        None,
        None,
    ]
    return found.round(1)


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
    parser.add_argument("what", nargs="*", default=["gold", "speed"], help="gold, speed, or attributions FILE")
    parser.add_argument("--pipeline", default=None, help="an installed spaCy pipeline in place of the shipped one")
    args = parser.parse_args()
    nlp = language.load(args.pipeline)
    pd.set_option("display.width", 160, "display.max_columns", 20)
    if "gold" in args.what:
        print("\nSample articles against their readings by hand\n")
        print(gold_table(nlp, sorted((ROOT / "tests" / "gold").glob("*.json"))).to_string(na_rep=""))
    if "speed" in args.what:
        print("\nSpeed by step\n")
        print(speed_table(nlp, sorted((ROOT / "data" / "articles").glob("*.txt"))).to_string())
    if "attributions" in args.what:
        path = Path(args.what[args.what.index("attributions") + 1])
        print(f"\nAttributions in {path.name}, from raw text, first annotator\n")
        print(attribution_table(nlp, path).to_string(na_rep=""))


if __name__ == "__main__":
    main()
