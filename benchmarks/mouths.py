"""Two people who speak in sentences side by side, in many forms, and in whose mouth the pipeline puts what they say.

usage: python -m benchmarks.mouths"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from helpers import articles, findings, language

FIRST = (
    "Ada", "Ben", "Carol", "David", "Emma", "Frank", "Grace", "Henry", "Irene", "James", "Karen", "Liam", "Maria",
    "Nathan", "Olivia", "Paul", "Quinn", "Rosa", "Simon", "Tara", "Uma", "Victor", "Wendy", "Xavier", "Yusuf",
)  # fmt: skip
LAST = (
    "Lee", "Kim", "Hall", "Cole", "Ruiz", "Reed", "Clark", "Young", "Adams", "Wilson", "Garcia", "Johnson",
    "Walker", "Holm", "Park", "Cruz", "Smith", "Brown", "Jones", "Miller", "Okafor", "Chen", "Patel", "Hill",
    "King", "Wright", "Scott", "Green", "Baker", "Nelson", "Carter", "Mitchell", "Perez", "Roberts", "Turner",
    "Phillips", "Campbell", "Parker", "Evans", "Edwards", "Collins", "Stewart", "Morris", "Murphy", "Cook",
    "Rogers", "Morgan", "Cooper", "Peterson", "Bailey",
)  # fmt: skip
FORMS = {
    "plain": "“Yes,” said {a} {b}. {c} {d} said no.",
    "an age": "“We tried,” said {a} {b}, 61. {c} {d} said it was a mess.",
    "Mr and Jr.": "“It is unfair,” said {a} {b} Jr. Mr {d} said it was fair.",
    "in the U.S.": "“It is unfair,” said {a} {b}, who makes bolts in the U.S. {c} {d} said it was fair.",
}
"""Two statements, the first of A B, the second of C D."""
FULLER = (
    "Ferry row\n\nThe ferry to Tarn Island has been late on nine days out of ten since March, and the islanders have "
    "had enough of it. The pier is old, and nobody has mended it.\n\nAt a meeting on Tuesday about forty people stood "
    "in the hall. {words}\n\nThe county votes on the pier in May."
)
Pair = tuple[tuple[str, str], tuple[str, str]]


def pairs(many: int = 50) -> list[Pair]:
    """Pairs of common names, no two of them alike."""
    return [
        ((FIRST[at % 25], LAST[at]), (FIRST[(at + 11) % 25], LAST[(at * 11 + 5) % len(LAST)])) for at in range(many)
    ]


def wrong(nlp, form: str, pair: Pair, whole: str = "{words}") -> Iterator[str]:
    """What of two statements is in another mouth than that of whom the text names beside it; nobody's is right."""
    (a, b), (c, d) = pair
    words = FORMS[form].format(a=a, b=b, c=c, d=d)
    story = articles.from_text(whole.format(words=words), id="pair")
    quotes = findings.tables_of([(story, language.article_doc(nlp, story))])["quotes"]
    second = story.text.index(words) + words.index(f"{d} said")
    for quote in quotes[quotes["source"] != ""].itertuples():
        behind = {begin > second for begin in quote.content_begins}
        name = d if behind == {True} else b
        if len(behind) > 1 or name not in quote.source or {b, d} <= set(quote.source.split()):
            yield f"{words} {quote.content!r} of {quote.source!r}"


def main() -> int:
    """Count them, form by form, alone and in a fuller article; return 1 where any is in a wrong mouth."""
    nlp, found = language.load(), []
    for form in FORMS:
        for where, whole in (("alone", "{words}"), ("in an article", FULLER)):
            bad = [line for pair in pairs() for line in wrong(nlp, form, pair, whole)]
            print(f"{form}, {where}: {len(bad)} of {len(pairs())} pairs with a wrong mouth", flush=True)
            found += bad
    print("\n".join(found) or "nothing is wrong")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
