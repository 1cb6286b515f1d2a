"""Shapes: texts in which one thing comes again and again, to see that time grows with the text and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import islice, product

import pandas as pd

from helpers import articles, findings, language
from helpers.encoder import scans

Shape = Callable[[int], str]
"""Makes a text of about so many words."""

FIRST = ("Ana", "Bo", "Cara", "Dov", "Eva", "Finn", "Greta", "Hugo", "Ida", "Jan", "Karin", "Lev", "Mina", "Nils")
SYLLABLES = ("bra", "ce", "dol", "fen", "gri", "hal", "kor", "lim", "mar", "nes", "pol", "ru", "ste", "tor", "vel")
THINGS = ("road", "mill", "bridge", "tax", "levy", "quay", "plan", "dam", "market", "law", "scheme", "fund")
VERBS = ("opposes", "supports", "criticised", "welcomed", "rejects", "backs")


def words() -> Iterable[str]:
    """Invented words, each another one: Brabracen, Brabradoln."""
    return ("".join(parts).capitalize() + "n" for parts in product(SYLLABLES, repeat=3))


def people() -> Iterable[str]:
    """Invented people of different surnames."""
    return (f"{FIRST[number % len(FIRST)]} {word}" for number, word in enumerate(words()))


def some(made: Iterable[str], size: int, words_each: float) -> list[str]:
    """As many of `made` as have `size` words together."""
    return list(islice(made, max(1, int(size / words_each))))


def again(piece: str, between: str = " ") -> Shape:
    """One piece of text again and again."""
    each = max(1, len(piece.split()))
    return lambda size: between.join([piece] * max(1, size // each))


def each_name(piece: str, between: str = " ") -> Shape:
    """A piece of text with another person in each: `{full}`, `{last}`."""
    each = len(piece.split())
    return lambda size: between.join(
        piece.format(full=name, last=name.split()[1]) for name in some(people(), size, each)
    )


def each_thing(piece: str, between: str = " ") -> Shape:
    """A piece of text with another thing and verb in each: `{verb}`, `{word}`, `{thing}`."""
    each = len(piece.split())

    def make(size: int) -> str:
        chosen = enumerate(some(words(), size, each))
        return between.join(
            piece.format(word=word, thing=THINGS[n % len(THINGS)], verb=VERBS[n % len(VERBS)]) for n, word in chosen
        )

    return make


def names_in_a_row(size: int) -> str:
    """Names with commas, each another one, a sentence of forty at a time."""
    every = some(people(), size, 2)
    rows = [every[at : at + 40] for at in range(0, len(every), 40)]
    return " ".join(f"{', '.join(row)} said no." for row in rows)


def initials(size: int) -> str:
    """Bodies and the initials introduced for them."""
    made = zip(words(), words(), strict=True)
    return " ".join(f"The {one} Harbour {other} ({one[0]}H{other[0]}) met." for one, other in islice(made, size // 6))


SHAPES: Mapping[str, Shape] = {
    "names with commas in a row": names_in_a_row,
    "one name with commas in a row": again("Ana Ruiz,"),
    "possessives in a row": again("Ana Ruiz’s brother’s friend’s"),
    "possessives of many": each_name("{full}’s brother left."),
    "By … in a row": again("By Ana Ruiz"),
    "By … of many": each_name("By {full}"),
    "byline lines": again("By Ana Ruiz", "\n\n"),
    "byline lines of many": each_name("By {full}", "\n\n"),
    "initials in a row": again("A. B. Ruiz,"),
    "initials introduced": initials,
    "lists with semicolons": again(
        "Ana Ruiz said that the quay is closed; that the mill is sold; that the tax is high;"
    ),
    "quoted sentences with said": again("“The quay is closed,” said Ana Ruiz."),
    "quoted sentences with said, of many": each_name("“The quay is closed,” said {full}."),
    "quoted paragraphs of many": each_name("“The quay is closed,” said {full}. “It was {last} who shut it.”", "\n\n"),
    "one quote repeated": again("“The quay is closed,” said Ana Ruiz.", "\n\n"),
    "pronouns that say": again("Ana Ruiz left. She said that it was late. He said that she was wrong."),
    "descriptions that say": again("An official said it was late. The officials said no. One of them said more."),
    "many things opposed": each_thing("the {word} {thing},"),
    "many things opposed by one": lambda size: "Ana Ruiz opposes " + each_thing("the {word} {thing},")(size),
    "many targets": each_thing("Ana Ruiz said that she {verb} the {word} {thing}."),
    "many targets in paragraphs": each_thing("Mayor Ruiz {verb} the {word} {thing}, he said.", "\n\n"),
    "Markdown": each_name("## The {last} plan\n\n* **{full}** said [no](http://{last}.example/a).", "\n\n"),
    "repeated names": again("Ruiz left."),
    "full names repeated": again("Ana Ruiz, who left, came back."),
    "places and peoples": each_thing("In {word}ia the {word}ians met."),
    "bodies": each_thing("The {word} Council of the {word} Union met."),
    "brackets": again("(" * 50, ""),
    "brackets with blanks": again("("),
    "quotation marks": again("“ said"),
    "quotation marks that stay open": again("“The quay is closed, said Ana Ruiz.", "\n\n"),
    "relatives": each_name("Her brother, {full}, said his wife left."),
    "titles in a row": again("Mayor Sen. Dr."),
    "one sentence without an end": again("and the mill said that the quay"),
    "withheld names": again("An official, who asked not to be named, said no."),
    "words without names": again("the rain fell on the road and on the mill.", " "),
}
"""What each is made of; more than one word where the words differ."""


def own_seconds(nlp, text: str) -> float:
    """CPU seconds from a text to its tables without what the models take, which is linear and would hide the rest."""
    article = articles.from_text(text, id="shape")
    doc = nlp.make_doc(article.text)
    doc._.paragraphs = article.paragraphs
    scans.scan(doc)
    own = 0.0
    for name, step in nlp.pipeline:
        begun = time.process_time()
        doc = step(doc)
        own += (time.process_time() - begun) * (name in language.STEPS)
    begun = time.process_time()
    findings.tables_of([(article, doc)])
    return own + time.process_time() - begun


def seconds(nlp, text: str) -> float:
    """CPU seconds from a text to its tables."""
    begun = time.process_time()
    article = articles.from_text(text, id="shape")
    findings.tables_of([(article, language.article_doc(nlp, article))])
    return time.process_time() - begun


def grown(measure: Callable[[str], float], shape: Shape, size: int, times: int = 4) -> tuple[float, float]:
    """What `measure` says of a text of `size` words and of one `times` as long."""
    return measure(shape(size)), measure(shape(size * times))


def shapes_table(nlp, size: int = 1000, times: int = 4) -> pd.DataFrame:
    """CPU seconds of every shape at `size` words and at `times` as many, and their ratio, the fastest growing first."""
    seconds(nlp, each_name("{full} left.")(200))  # what is made when it is first used
    rows = {name: grown(partial(seconds, nlp), shape, size, times) for name, shape in SHAPES.items()}
    found = pd.DataFrame(rows, index=[f"{size:,} words", f"{size * times:,} words"]).T
    found["ratio"] = found.iloc[:, 1] / found.iloc[:, 0]
    return found.sort_values("ratio", ascending=False).round(2)
