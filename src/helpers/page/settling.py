"""Settling: lines for the corrections file, folded where they belong, and what to do with one."""

from __future__ import annotations

from helpers.page.fragments import Fragment, element, outside
from helpers.remedies import own_line, remedies
from helpers.tables import Tables
from helpers.wording import count


def how_to(tables: Tables) -> Fragment:
    """Which file a line goes to, and how it is carried out."""
    amend = f"python -m helpers amend reports/{''.join(tables['articles']['article_id'].head(1))}"
    words = (
        "Put a line at the end of the file `data/corrections.csv` in the folder of On Record, with your reason in its "
        f"last column; `{amend}` then corrects the report in seconds. A row of a table has its line under “Correct”: "
        "as it stands it says that the row is right. To change the row, write `reject` for `confirm`, or one of the "
        "kinds `reassign attribution`, `rename source`, `merge sources`, `retype source`, `fix position`, and the new "
        "value under `to`."
    )
    return element("p", *(element("code", part) if at % 2 else part for at, part in enumerate(words.split("`"))))


def own(tables: Tables, about: str, row) -> Fragment:
    """The line of a row of a table, folded."""
    return element(
        "details",
        element("summary", "Correct"),
        element("code", own_line(tables, about, row)),
        class_="settle",
        dir="ltr",
    )


def answers(tables: Tables, about: str, name: str) -> Fragment:
    """A line for each answer to a doubt, folded."""
    found = remedies(tables, about, name)
    items = (element("li", element("span", outside(one.answer)), " ", element("code", one.line)) for one in found)
    summary = element("summary", f"To settle it: copy one of {count(len(found), 'line')}")
    return element("details", summary, element("ul", *items, class_="remedies"), class_="settle", dir="ltr")
