"""Published corpora: attributions from raw text against an annotator, beside the published figures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from spacy.tokens import Doc

from benchmarks import scores
from helpers import articles, attributions, language, readings
from helpers.attributions import learned
from helpers.encoder import decoding
from helpers.text.quotations import quotations
from helpers.text.verbatim import verbatim

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

PRONOUNS = {"he", "i", "it", "she", "that", "they", "we", "which", "who", "you"}


def records(path: Path) -> Iterator[dict]:
    """JSON lines, gzip or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def labelled(doc: Doc, marked: list[dict]) -> list[dict]:
    """An annotator's attributions with the form and the kind that our rules see in them: the corpus marks neither."""
    quotes = quotations(verbatim(doc), doc._.paragraphs)
    out = []
    for one in marked:
        source, cue, content = ([tuple(span) for span in one[role]] for role in scores.ROLES)
        if cue and content:
            found = decoding.Found(tuple(source), cue[0], tuple(content), 1.0, 1.0)
            made = attributions.attribution(doc, learned.frame(doc, found, quotes), quotes, "")
            out.append(one | {"form": made.form, "kind": made.kind})
        else:
            out.append(one | {"form": "without cue or content", "kind": "without cue or content"})
    return out


def pairs(nlp, path: Path) -> list[tuple[dict, dict]]:
    """Each article of a corpus as its first annotator reads it, and as the pipeline does from raw text."""
    out = []
    for record in records(path):
        if record["attributions"]:
            article = articles.from_text(record["text"], id=record["id"])
            doc = language.article_doc(nlp, article)
            marked = labelled(doc, next(iter(record["attributions"].values())))
            out.append(({"text": record["text"], "attributions": marked}, readings.reading(article, doc)))
    return out


def published_scores(read: list[tuple[dict, dict]]) -> dict[str, scores.Score]:
    """Spans and links, then links by form and by kind."""
    return scores.total(
        scores.attribution_scores(*pair) | scores.field_scores(*pair, "form") | scores.field_scores(*pair, "kind")
        for pair in read
    )


def pronoun_table(read: list[tuple[dict, dict]]) -> pd.DataFrame:
    """Found attributions whose source is a pronoun, by what became of it: a count and a share in per cent a row."""
    found = [(one, said["text"]) for _, said in read for one in said["attributions"] if one["source"]]
    counts = pd.Series(
        ["resolved" if one["source_id"] else one["status"] for one, text in found if is_pronoun(text, one["source"])],
        dtype=str,
    ).value_counts()
    return pd.DataFrame({"attributions": counts, "share": (100 * counts / counts.sum()).round(1)})


def is_pronoun(text: str, source: list[list[int]]) -> bool:
    """Whether the first piece of a source is a pronoun and nothing else."""
    return text[slice(*source[0])].lower() in PRONOUNS


def published_table(found: dict[str, scores.Score]) -> pd.DataFrame:
    """Scores beside the published figures, labels last."""
    fields = [name for name in found if name.startswith(("form ", "kind "))]
    spans = {name: score for name, score in found.items() if name not in fields}
    return pd.concat(
        [scores.table(spans).join(PUBLISHED), scores.table({name: found[name] for name in sorted(fields)})]
    )
