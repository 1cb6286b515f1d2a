"""Panels: a session of reviewing in JupyterLab, by ipywidgets alone; everything that is decided is in `sessions`."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers import lab, views
from helpers.page.fragments import Fragment, element, page
from helpers.remedies import WHY
from helpers.review.questions import question
from helpers.review.questions import sentence as sentence_of
from helpers.review.sessions import Answer, Item, Session, Told
from helpers.wording import count, sentence

MOST_ANSWERS = 8
BACK, LATER = "b", "l"
KEYS = "Here a single letter or number answers at once: the one on a button."
PLACES = "review"


class Panel:
    """What a person sees of a session: one question, its answers, and what came of the last one."""

    def __init__(self, session: Session):
        """Show a session; `view` is the widget."""
        self.session, self.item = session, session.current
        self.answers: list[Answer] = []
        self.bar = widgets.IntProgress(layout={"width": "100%", "height": "6px"})
        self.asked, self.told, self.now = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.buttons = [self.button("", self.press) for _ in range(MOST_ANSWERS)]
        wide: Any = {"layout": widgets.Layout(width="22em"), "style": {"description_width": "initial"}}
        self.who = widgets.Combobox(description="Somebody else…", placeholder="choose, or write a name", **wide)
        self.give = self.button("These are the words of whom I named", lambda _: self.assign())
        self.keys = widgets.Text(description="Key", placeholder="r, 1, x …", layout={"width": "9em"}, tooltip=KEYS)
        self.keys.style.description_width = "2.5em"
        self.why = widgets.Text(description="Why", placeholder=WHY, **wide)
        self.later = self.button(f"{LATER} · Later", lambda _: self.put_aside())
        self.back = self.button(f"{BACK} · Take back", lambda _: self.take_back())
        self.whole = widgets.Accordion([self.now], titles=("The article as it stands now",))
        self.keys.observe(self.typed, "value")
        self.whole.observe(lambda _: self.draw_whole(), "selected_index")
        rows = (self.buttons, [self.who, self.give], [self.keys, self.why, self.later, self.back])
        self.rows = [widgets.Box(row, layout={"flex_flow": "row wrap"}) for row in rows]
        parts = [self.bar, self.asked, *self.rows, self.told, self.whole]
        self.view = widgets.VBox(parts)
        self.view.add_class("on-record-review")
        self.draw()

    def button(self, words: str, deed) -> widgets.Button:
        """A button as wide as its words."""
        made = widgets.Button(description=words, layout={"width": "auto"})
        made.on_click(deed)
        return made

    # ---- what a person does

    def press(self, button: widgets.Button) -> None:
        """An answer by its button."""
        self.act(button.description.partition(" · ")[0])

    def typed(self, change) -> None:
        """An answer by its key: the last one typed, for what came before it was meant for another question."""
        if change["new"]:
            self.keys.value = ""
            self.act(change["new"][-1].lower())

    def act(self, key: str) -> None:
        """Do what a key says."""
        if key == BACK:
            self.take_back()
        elif self.item is None:
            self.draw(Told("Nothing is left.", False))
        elif key == LATER:
            self.put_aside()
        else:
            self.draw(self.session.answer(self.item, key, self.why.value))

    def assign(self) -> None:
        """Give the words to whoever was named."""
        if self.item is not None and self.who.value:
            self.draw(self.session.assign(self.item, self.who.value, self.why.value))

    def put_aside(self) -> None:
        """Ask it last."""
        if self.item is not None:
            self.session.put_aside(self.item)
            self.draw(Told("Put off to the end.", False))

    def take_back(self) -> None:
        """Take the last answer back."""
        self.draw(self.session.take_back())

    # ---- what a person sees

    def draw(self, told: Told | None = None) -> None:
        """Show the question that is next, and what came of the last answer."""
        before, self.item = self.item, self.session.current
        left = len(self.session.left())
        self.bar.max, self.bar.value = max(self.session.done + left, 1), self.session.done
        self.answers = self.session.answers(self.item) if self.item else []
        for at, button in enumerate(self.buttons):
            known = self.answers[at : at + 1]
            button.description = f"{known[0].key} · {known[0].label}" if known else ""
            button.layout.display = "" if known else "none"
        self.draw_question(progress(self.session.done, left))
        if told is not None:
            self.told.value = shown(self.outcome(told, before))
            self.who.value, self.why.value = ("", "") if told.done else (self.who.value, self.why.value)
        self.draw_whole()

    def draw_question(self, so_far: str) -> None:
        """Show the question, and who else could be the answer."""
        is_quote = self.item is not None and self.item.about == "quote"
        self.rows[1].layout.display = "" if is_quote else "none"
        if self.item is None:
            self.asked.value = shown(said(f"Nothing is left to review. {so_far}"))
            return
        self.asked.value = shown(question(self.session.tables(self.item.article_id), self.item, so_far))
        self.who.options = self.session.everybody(self.item) if is_quote else ()

    def outcome(self, told: Told, item: Item | None) -> Fragment:
        """What came of an answer, and the sentence that it was about as it is marked now."""
        words = element("p", element("strong", told.words))
        if not told.done or item is None:
            return page(words)
        marked = element("blockquote", *sentence_of(self.session.tables(item.article_id), item), dir="auto")
        return page(words, marked, class_="question")

    def draw_whole(self) -> None:
        """Show the whole article with its marks, where somebody looks at it."""
        item = self.item or next((item for _, item in reversed(self.session.history)), None)
        looked_at = self.whole.selected_index is not None and item is not None
        self.now.value = shown(whole(self.session, item)) if looked_at and item else ""


def progress(done: int, left: int) -> str:
    """How far a session is."""
    return sentence(f"{count(done, 'answer')} given, {count(left, 'question')} left")


def said(words: str) -> Fragment:
    """One line of ours."""
    return page(element("p", words))


def whole(session: Session, item: Item) -> Fragment:
    """The sources and the whole text of an article as they stand."""
    tables = session.tables(item.article_id)
    return page(views.sources(tables), views.annotated_article(tables))


def shown(fragment: Fragment) -> str:
    """HTML whose places are not those of the notebook around it."""
    return lab.with_own_places(fragment.html, PLACES)
