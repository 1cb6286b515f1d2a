"""Shares: what several notebooks of one report show alike is made by the first of them and kept for the others."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from tempfile import NamedTemporaryFile

from helpers.page.fragments import Fragment

PLACE = "ON_RECORD_SHARES"
"""The environment variable that names the folder they are kept in; without it, as in JupyterLab, everything is made."""

View = Callable[..., Fragment]


def once(make: View) -> View:
    """The same view, made once of the same tables and parameters by all the notebooks that have one folder."""

    @wraps(make)
    def shown(*args, **kwargs) -> Fragment:
        place = place_of(make, args, kwargs)
        if place is None:
            return make(*args, **kwargs)
        return known if (known := look(place)) else keep(place, make(*args, **kwargs))

    return shown


def place_of(make: View, args: tuple, kwargs: dict) -> Path | None:
    """The file of a view: its name is the digest of everything the view is made of; None where it cannot be shared."""
    if not (folder := os.environ.get(PLACE)):
        return None
    try:
        made_of = pickle.dumps((make.__module__, make.__qualname__, args, kwargs), protocol=5)
    except (pickle.PicklingError, TypeError, AttributeError):
        return None
    return Path(folder) / hashlib.sha256(made_of).hexdigest()


def look(place: Path) -> Fragment | None:
    """What another notebook kept there, if it did."""
    with suppress(OSError):
        return Fragment(place.read_text(encoding="utf8", errors="surrogatepass"))
    return None


def keep(place: Path, made: Fragment) -> Fragment:
    """Keep a view for others, whole or not at all, and return it; where nothing can be kept, everybody makes it."""
    with suppress(OSError), NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(made.html.encode("utf8", "surrogatepass"))
        file.close()
        os.replace(file.name, place)
    return made
