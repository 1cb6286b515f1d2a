"""The review in a real JupyterLab: doubts settled by keys and clicks, one taken back, the file as expected."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from harbour import harbour

from helpers import articles, corrections, findings, language, review, tables
from helpers.page import pages, walks
from helpers.page.shares import PLACE
from helpers.review import panels
from helpers.review.sessions import Session

sync = pytest.importorskip("playwright.sync_api")
ROOT = Path(__file__).parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium or google-chrome on the PATH")
LONG = pytest.mark.skipif(not os.environ.get("LONG"), reason="`make review` runs it: twenty doubts of three articles")
THREE = ("pellingford-bridge-family", "tamber-valley-peacekeepers", "dellamere-metro-smoke")
PATIENCE = 120_000
"""Milliseconds to wait for what a slow machine does late."""


# ---- without a browser -----------------------------------------------------------------------------------------------


def live(monkeypatch) -> None:
    """As in a kernel that JupyterLab started."""
    monkeypatch.setenv("JPY_SESSION_NAME", "07-review.ipynb")
    monkeypatch.delenv(PLACE, raising=False)


def saved(folder: Path, *found) -> Path:
    """A folder with the tables of articles."""
    for made in found:
        tables.save(made, folder / made["articles"]["article_id"].iloc[0])
    return folder


def test_nothing_is_shown_and_nothing_read_where_nobody_sits_before_it(monkeypatch, tmp_path):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert review.opened(tmp_path / "nowhere", "nothing.csv") is None
    monkeypatch.setenv("JPY_SESSION_NAME", "03-tabulate-quotes.ipynb")
    monkeypatch.setenv(PLACE, str(tmp_path))
    assert review.opened(tmp_path / "nowhere", "nothing.csv") is None, "a report is being made"


def test_a_panel_answers_by_keys_and_buttons(monkeypatch, tmp_path):
    live(monkeypatch)
    path = tmp_path / "corrections.csv"
    panel = panels.Panel(review.session(review.found_in(saved(tmp_path / "tables", harbour())), path))
    first = panel.item
    assert first is not None
    panel.why.value = "read it"
    panel.keys.value = "r"
    assert panel.keys.value == ""
    assert [line.why for line in corrections.read(path)] == ["read it"]
    assert panel.why.value == ""
    panel.buttons[0].click()
    assert len(corrections.read(path)) == 2
    panel.keys.value = "b"
    panel.back.click()
    assert corrections.read(path) == ()
    assert panel.item == first
    panel.later.click()
    assert panel.item != first


def test_somebody_else_is_chosen_from_a_list(monkeypatch, tmp_path):
    live(monkeypatch)
    session = Session([harbour()], tmp_path / "corrections.csv")
    panel = panels.Panel(session)
    while panel.item.id != "a4":
        panel.put_aside()
    assert "Ida Holt" in panel.who.options
    panel.who.value = "Ida Holt"
    panel.give.click()
    assert "Ida Holt" in panel.told.value
    assert corrections.read(session.by_hand)[-1].new == "Ida Holt"


def test_the_words_of_the_article_are_text_and_nothing_else(tmp_path):
    made = harbour("<script>alert(1)</script> “<img src=x onerror=alert(2)>” stood there.\n\n")
    panel = panels.Panel(Session([made], tmp_path / "corrections.csv"))
    panel.whole.selected_index = 0
    everything = panel.asked.value + panel.now.value
    assert "&lt;script&gt;" in everything
    assert pages.clean(everything).count("<img") == everything.count("<img") == 0


def test_a_corpus_and_a_folder_of_reports_are_reviewed_alike(tmp_path):
    """The tables found in one place are those of each article, whatever the folders are like."""
    folder = saved(tmp_path, harbour())
    for place in (folder, folder / "harbour"):
        (found,) = review.found_in(place)
        assert all(found[name].equals(table) for name, table in harbour().items())
    for name, table in harbour().items():
        (tmp_path / "corpus" / name).mkdir(parents=True)
        table.to_parquet(tmp_path / "corpus" / name / "part-1.parquet", index=False)
    for name in {*review.datasets.DECLARED} - {*harbour()}:
        (tmp_path / "corpus" / name).mkdir(parents=True)
        review.datasets.schema(name).empty_table().to_pandas().to_parquet(tmp_path / "corpus" / name / "part-1.parquet")
    (found,) = review.found_in(tmp_path / "corpus")
    assert found["quotes"]["content"].to_list() == harbour()["quotes"]["content"].to_list()


def test_a_widget_never_reaches_a_page():
    """Also where somebody ran a notebook in JupyterLab and published it as it was."""
    data = {"application/vnd.jupyter.widget-view+json": {"model_id": "m"}, "text/plain": "VBox(children=(IntProgress(…"}
    words = nbformat.v4.new_output("execute_result", {"text/plain": "these are shown"}, execution_count=2)
    shown = nbformat.v4.new_output("execute_result", data, execution_count=1)
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[shown, words], execution_count=1)])
    for page in (pages.render(made, "Fog"), walks.read(made, "fog").content):
        assert "these are shown" in page
        assert "VBox" not in page
        assert "widget" not in page


def test_the_notebook_runs_where_nobody_sits_before_it(monkeypatch, tmp_path):
    """Its cells, one after the other, on rows drawn at random and two reviewers' files."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    place, one, other = saved(tmp_path / "tables", harbour()), tmp_path / "one.csv", tmp_path / "other.csv"
    for path, key in ((one, "r"), (other, "x")):
        session = Session([harbour()], path, drawn=review.draw([harbour()], "quote", 3))
        session.answer(session.left()[0], "r")
        session.answer(session.left()[0], key)
    cells = nbformat.read(ROOT / "notebooks" / "07-review.ipynb", as_version=4).cells
    given = {"place": str(place), "corrections_file": str(one), "other_file": str(other), "drawn": 3}
    names: dict = {}
    for cell in (cell for cell in cells if cell.cell_type == "code"):
        exec(cell.source, names)
        names |= given if "parameters" in cell.metadata.get("tags", ()) else {}
    assert names["rate"].set_index("about").loc["quote", ["drawn", "reviewed", "right"]].to_list() == [3, 2, 2]
    assert names["agreed"][["about", "both", "agreed"]].to_numpy().tolist() == [["quote", 2, 0.5]]
    assert names["review"].panel(names["reviewed"]) is None


def test_a_place_without_tables_is_one_sentence(tmp_path):
    with pytest.raises(tables.TableError, match="no tables of articles"):
        review.found_in(tmp_path)


# ---- in JupyterLab ---------------------------------------------------------------------------------------------------


def write(path: Path, value: object) -> None:
    """A JSON file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf8")


@pytest.fixture
def lab(tmp_path) -> Iterator[Path]:
    """A folder with the notebook 07 in it, and JupyterLab started there; its address stands in `address`."""
    home, settings = tmp_path / "lab", tmp_path / "lab" / "config" / "lab" / "user-settings" / "@jupyterlab"
    (home / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "07-review.ipynb", home / "notebooks")
    write(settings / "notebook-extension" / "tracker.jupyterlab-settings", {"windowingMode": "none"})
    theme = f"JupyterLab {os.environ.get('THEME', 'Light')}"
    write(settings / "apputils-extension" / "themes.jupyterlab-settings", {"theme": theme})
    off = {"@jupyterlab/apputils-extension:announcements": True}
    write(home / "config" / "labconfig" / "page_config.json", {"disabledExtensions": off})
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}
    environment = os.environ | {name: str(home / place) for name, place in places.items()}
    command = ["-m", "jupyterlab", "--no-browser", "--allow-root", "--IdentityProvider.token=", "--port=0"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, *command], cwd=home, env=environment, stdout=log, stderr=log)
        try:
            write(home / "address", address_of(home / "runtime", server))
            yield home
        finally:
            server.terminate()
            server.wait()


def address_of(runtime: Path, server: subprocess.Popen) -> str:
    """Where a server answers, once it says so."""
    while server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            if text := path.read_text(encoding="utf8"):
                return json.loads(text)["url"]
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not start")


@pytest.fixture
def browser() -> Iterator:
    """A browser."""
    with sync.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def opened(browser, home: Path, below: float):
    """Notebook 07 on the tables in `home`, run; the panel."""
    path = home / "notebooks" / "07-review.ipynb"
    path.write_text(
        path.read_text(encoding="utf8").replace("check_below: float = 0.6", f"check_below: float = {below}")
    )
    page = browser.new_page(viewport={"width": 1280, "height": 1100})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{json.loads((home / 'address').read_text())}lab/tree/notebooks/07-review.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.locator(".jp-StatusBar-TextItem").get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # else it would ask
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu").get_by_text("Run All Cells", exact=True).click()
    panel = page.locator(".on-record-review")
    panel.or_(page.locator("dialog.jp-Dialog")).first.wait_for()
    if page.locator("dialog.jp-Dialog").count():  # which kernel it is to be, where none was ready
        page.locator("dialog.jp-Dialog .jp-mod-accept").click()
    panel.wait_for()
    panel.scroll_into_view_if_needed()
    return page, panel


def settle(page, panel, by_hand: Path, key: str, click: bool) -> float:
    """Give an answer by its key or its button, and wait until everything is redrawn; the seconds that took."""
    before = by_hand.read_bytes() if by_hand.is_file() else b""
    told = panel.locator(".widget-html").nth(1)
    was, begun = told.inner_text(), time.monotonic()
    if click:
        panel.locator(f'button:has-text("{key} · ")').first.click()
    else:
        panel.locator('input[placeholder^="r, 1"]').press(key)
    while told.inner_text() == was or (by_hand.read_bytes() if by_hand.is_file() else b"") == before:
        assert time.monotonic() - begun < PATIENCE / 1000
        page.wait_for_timeout(10)
    page.locator(".jp-StatusBar-TextItem").get_by_text("| Idle").wait_for()  # the whole article is redrawn, too
    return time.monotonic() - begun


def driven(page, panel, home: Path, found, below: float, most: int) -> list[float]:
    """Settle doubts by keys and clicks in turns, take the second one back, and hold the file against a session without
    widgets that was given the same answers; the seconds of each."""
    by_hand, twin = home / "data" / "corrections.csv", home / "twin.csv"
    session, took = Session(found, twin, below=below), []
    for number in range(most):
        item = session.current
        keys = [each.key for each in session.answers(item)]
        key = keys[number % len(keys)]
        took.append(settle(page, panel, by_hand, key, click=number % 2 == 1))
        assert session.answer(item, key).done
        if number == 1:
            took.append(settle(page, panel, by_hand, "b", click=False))
            assert session.take_back().done
            assert by_hand.read_bytes() == twin.read_bytes()
            took.append(settle(page, panel, by_hand, key, click=False))
            assert session.answer(item, key).done
    assert by_hand.read_bytes() == twin.read_bytes()
    return took


@needs_browser
def test_doubts_are_settled_in_jupyterlab(lab, browser):
    """The harbour's, by keys and clicks; what is shown of the article follows."""
    saved(lab / "data" / "processed", harbour())
    page, panel = opened(browser, lab, 0.6)
    assert "question" in panel.inner_text()
    panel.get_by_text("The article as it stands now").click()
    panel.locator("#review-a4").or_(panel.locator("#review-text")).first.wait_for()
    driven(page, panel, lab, review.found_in(lab / "data" / "processed"), 0.6, 4)
    written = corrections.read(lab / "data" / "corrections.csv")
    named = next((line.new for line in written if line.what == "reassign attribution"), "")
    assert f"{len(written)} answers given" in panel.inner_text() or "four answers given" in panel.inner_text().lower()
    assert named in panel.locator(".text").inner_text() or named in panel.inner_text()
    picture(page, panel)


def picture(page, panel, name: str = "review") -> None:
    """Save what is shown into the folder that SHOTS names, where somebody wants to look at it."""
    if folder := os.environ.get("SHOTS"):
        panel.scroll_into_view_if_needed()
        page.screenshot(path=f"{folder}/{name}-{os.environ.get('THEME', 'Light').lower()}.png")


@LONG
@needs_browser
@pytest.mark.model
def test_twenty_doubts_of_three_articles_are_settled_in_jupyterlab(nlp, lab, browser, capsys):
    read = [articles.read(ROOT / "data" / "articles" / f"{name}.txt")[0] for name in THREE]
    saved(
        lab / "data" / "processed",
        *(findings.tables_of([(story, language.article_doc(nlp, story))]) for story in read),
    )
    page, panel = opened(browser, lab, 0.97)
    picture(page, panel)
    panel.get_by_text("The article as it stands now").click()
    took = driven(page, panel, lab, review.found_in(lab / "data" / "processed"), 0.97, 20)
    picture(page, panel, "settled")
    with capsys.disabled():
        print(f"\nseconds an answer: median {sorted(took)[len(took) // 2]:.2f}, longest {max(took):.2f}")
