"""Names: a copy of a text for matching with the way back to the text as read, and how two names relate."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from helpers.lexicons import listed, words
from helpers.text.lines import Offsets
from helpers.text.normal import INVISIBLE
from helpers.wording import singular as singular

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"}
PIECE = re.compile(
    rf"(?P<gap>\s[\s{INVISIBLE}]*)|(?P<run>[^\s{INVISIBLE}{MARKS}{''.join(FOLDED)}]+(?![{MARKS}]))"
    rf"|(?P<hidden>[{INVISIBLE}]+)|(?P<marked>[^\s{INVISIBLE}][{MARKS}]+)|.",
    re.DOTALL,
)
POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])$", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
PEOPLE_ENDING = re.compile(r"(?:i?ans?|ns?|ers?|ese|ish|is?|ites?)")
LONGEST_ENDING = 4
DOUBLE_NAME = re.compile(r"\b[^\W\d_a-z]\w*[-']$")  # "Jean-" before "Claude"; "pro-" before a name is none
PARTICLES = listed("particles")
FORMS = 1 << 11
"""Forms of names and nouns of which is remembered what was told of them: those of a long article, and of few before it,
or a process that reads thousands would grow with each."""
NICKNAME = re.compile(r"(?<=\s)[“\"'‘’](\w[^“”\"]*?)[”\"'’](?=\s)")
SUFFIXES = listed("younger and elder", "suffixes of names")
SMALL_WORDS = listed("small words in names")
COMPANY_WORDS = listed("company forms")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with white space, invisible characters, accents and marks folded, and where each character came from."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, begin: int, end: int) -> Offsets:
        """The offsets in the text as read of `text[begin:end]`, which must not be empty."""
        return self.begins[begin], self.ends[end - 1]


def plain(text: str) -> Plain:
    """Fold `text` for matching: one space for a gap (a line feed for a blank line), NFC, nothing invisible."""
    letters: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for piece in PIECE.finditer(text):
        kept = fold(piece)
        letters.append(kept)
        if piece["run"]:  # as it stands, a letter for a letter
            begins += range(piece.start(), piece.end())
            ends += range(piece.start() + 1, piece.end() + 1)
            continue
        begins += [piece.start()] * len(kept)
        ends += [piece.end()] * len(kept)
    return Plain("".join(letters), tuple(begins), tuple(ends))


def fold(piece: re.Match[str], *, marks: bool = True) -> str:
    """What one match of `PIECE` becomes; apostrophes and hyphens are kept as they are without `marks`."""
    if piece["run"]:
        return piece[0]
    if piece["gap"]:
        return "\n" if piece[0].count("\n") > 1 else " "
    if piece["hidden"]:
        return ""
    if piece["marked"]:
        return unicodedata.normalize("NFC", piece[0])
    return FOLDED.get(piece[0], piece[0]) if marks else piece[0]


@lru_cache(FORMS)
def clean(text: str) -> str:
    """A name as written, without what nobody sees: gaps are one space, nothing invisible, NFC."""
    return " ".join("".join(fold(piece, marks=False) for piece in PIECE.finditer(text)).split())


@lru_cache(FORMS)
def key(name: str) -> str:
    """What two spellings of one name have in common: no case, points, hyphens, article or possessive."""
    bare = ARTICLE.sub("", POSSESSIVE.sub("", " ".join(plain(name).text.split())))
    return " ".join(bare.casefold().replace("-", " ").replace(".", "").replace(",", " ").split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, folded by `key`; a bare surname has no given names."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""


@lru_cache(FORMS)
def person_name(name: str) -> PersonName:
    """Take a name apart: the surname is the last word and the particles before it; a nickname in marks is no part."""
    parts = key(NICKNAME.sub("", name)).split()
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in SUFFIXES else ""
    first = len(parts) - 1
    while first > 0 and parts[first - 1] in PARTICLES:
        first -= 1
    return PersonName(tuple(parts[:first]), " ".join(parts[first:]), suffix)


def same_person(one: str, other: str) -> bool:
    """Whether two full names can be one person: same surname, and given names that do not contradict each other."""
    a, b = person_name(one), person_name(other)
    if a.surname != b.surname or a.suffix != b.suffix or not (a.given and b.given):
        return False
    short, long = sorted((a.given, b.given), key=len)
    if len(short) < len(long) and long[-len(short) :] == short and len(short[0]) > 1:
        return True
    return all(agree(*pair) for pair in zip(a.given, b.given, strict=False))


def agree(one: str, other: str) -> bool:
    """Whether two given names are equal, or one is the initial of the other."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))


@lru_cache(FORMS)
def bears(full: str, bare: str) -> str:
    """How the full name of a person can be cut to `bare`: `"surname"`, `"given"`, or `""` where it cannot."""
    person, short = person_name(full), key(bare)
    if not person.given:
        return ""
    if short in (person.surname, person.surname.split()[-1]):
        return "surname"
    if "-" in bare and POSSESSIVE.sub("", plain(full).text).casefold().endswith(f" {plain(bare).text.casefold()}"):
        return "surname"
    if short in patronymics(person):
        return "surname"
    if "-" in bare and plain(full).text.casefold().startswith(f"{plain(bare).text.casefold()} "):
        return "given"
    return "given" if short in (person.given[0], nickname(full)) and len(short) > 1 else ""


def nickname(full: str) -> str:
    """The nickname that stands in quotation marks in a name, as `key` has it; empty without one."""
    found = NICKNAME.search(full)
    return key(found[1]) if found else ""


def patronymics(person: PersonName) -> Iterator[str]:
    """What a given name ends with from a small word on: bin Rashid, of Khalid bin Rashid al-Mansuri."""
    return (" ".join(person.given[at:]) for at in range(1, len(person.given)) if person.given[at] in PARTICLES)


@lru_cache(FORMS)
def handles(full: str) -> frozenset[str]:
    """What the full name of a person can be found by, where `bears` can say more than `""` of it."""
    person = person_name(full)
    if not person.given:
        return frozenset()
    parts = POSSESSIVE.sub("", plain(full).text).casefold().split(" ")
    ends = (" ".join(parts[at:]) for at in range(1, len(parts)))
    short = (person.surname, person.surname.split()[-1], person.given[0], nickname(full), *patronymics(person))
    return frozenset([*filter(None, short), *(e for e in (parts[0], *ends) if "-" in e)])


def short_handles(bare: str) -> tuple[str, ...]:
    """What a short name is looked up by among `handles`."""
    return (key(bare), plain(bare).text.casefold()) if "-" in bare else (key(bare),)


def is_acronym(form: str) -> bool:
    """Whether `form` is written as initials: SDF, U.N., NATO."""
    letters = form.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def fits_initials(acronym: str, name: str) -> bool:
    """Whether the capital letters of `acronym` are the initials of `name`, its small words counted or not."""
    return letters(acronym) in initials(name)


def letters(acronym: str) -> str:
    """The letters of initials, without points and case."""
    return acronym.replace(".", "").casefold()


@lru_cache(FORMS)
def initials(name: str) -> tuple[str, ...]:
    """The initials of a name of several words, its small words counted or not; none of one word."""
    parts = [part for part in re.split(r"[\s-]+", ARTICLE.sub("", clean(name))) if part[:1].isalnum()]
    large = [part for part in parts if part.casefold() not in SMALL_WORDS]
    both = ("".join(part[0] for part in some).casefold() for some in (parts, large))
    return tuple(both) if len(large) > 1 else ()


@lru_cache(FORMS)
def bag(name: str) -> frozenset[str]:
    """The words of a body's name in no order, small words and company forms left out: Department of Justice."""
    found = [word for word in key(name).split() if word not in SMALL_WORDS]
    return frozenset(word for word in found if word not in COMPANY_WORDS) or frozenset(found)


def called_after(people: str, place: str) -> bool:
    """Whether a people's name or its adjective is made from a place's by its ending: Karvian, Karvia; Ostlanders."""
    return len(stem(place)) > 3 and stem(place) in beginnings(people) and key(people) != key(place)


@lru_cache(FORMS)
def stem(place: str) -> str:
    """What a people can be called after: the name of a place without the vowel at its end."""
    return re.sub(r"[aeiouy]$", "", key(place))


@lru_cache(FORMS)
def beginnings(people: str) -> tuple[str, ...]:
    """What is left of a name or an adjective without each ending that peoples have."""
    folded = key(people)
    cuts = range(max(0, len(folded) - LONGEST_ENDING), len(folded))
    return tuple(folded[:cut] for cut in cuts if PEOPLE_ENDING.fullmatch(folded[cut:]))


def pattern(form: str) -> str:
    """A regular expression that finds `form` in a `Plain` text: as written, in capitals, with hyphens or spaces."""
    folded = plain(form).text
    spelled = [folded] if folded.isupper() or len(folded) < 4 else [folded, folded.upper()]
    return "|".join(re.sub(r"(?:\\-|\\ )", "[ -]", re.escape(one)) for one in spelled)


def occurrences(folded: Plain, forms: list[str]) -> Iterator[Offsets]:
    """Every whole occurrence of `forms`, the longest first where they overlap, with offsets in the text as read."""
    if not forms:
        return
    ordered = sorted(set(forms), key=len, reverse=True)
    wanted = re.compile(r"(?<!\w)(?:" + "|".join(map(pattern, ordered)) + r")(?!\w|-[A-Z])")
    for match in wanted.finditer(folded.text):
        if not DOUBLE_NAME.search(folded.text, max(0, match.start() - 40), match.start()):
            yield folded.original(*match.span())


def titles() -> frozenset[str]:
    """Words written before a name that are no part of it, in small letters and without points."""
    return words("titles")
