"""Faults: whatever goes wrong with one input, as one sentence in its place, so that the others go on."""

from __future__ import annotations

from helpers.inputs.article import ArticleError, Found
from helpers.text import texts


def told(found: Found, place: str) -> Found:
    """The articles of a place; what its reader raises, whatever it is, and that there is none, told in its place."""
    empty = True
    try:
        for item in found:
            empty = False
            yield item
    except Exception as error:  # readers of foreign formats raise what they like
        yield sentence(error, place)
        return
    if empty:
        yield ArticleError(f"{place} holds no article.")


def sentence(error: Exception, place: str) -> ArticleError:
    """An error as one sentence about a place."""
    if isinstance(error, ArticleError):
        return error
    if isinstance(error, texts.TextError):
        return ArticleError(f"{place}: {error}.")
    if isinstance(error, OSError) and error.strerror:
        return ArticleError(f"{place} cannot be read: {error.strerror}.")
    return ArticleError(f"{place} cannot be read: {reason(error)}.")


def reason(error: Exception) -> str:
    """What an error says, in one line, and what it is where its words alone would be no help."""
    words = " ".join(texts.clean(str(error))[0].split())[:200].rstrip(".")
    return f"{words} ({type(error).__name__})" if words else type(error).__name__
