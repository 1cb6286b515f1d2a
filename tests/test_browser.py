"""The pages in a real browser: they ask for nothing, run nothing, fit a narrow screen, and everybody can read them."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
STEPS = ("walk-1", "walk-2", "walk-3", "walk-4")
PAGES = ("sample", "hostile", "list", *STEPS)
SHOTS = Path(__file__).resolve().parents[1] / "build" / "screenshots"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium, chromium-browser or google-chrome on the PATH"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def addresses(sample_reports) -> dict[str, str]:
    """Where each page is."""
    found = {path.parent.name: path for path in sample_reports.glob("*/index.html")}
    sample = found.pop("tamber-valley-peacekeepers")
    (hostile,) = found.values()
    walk = sorted(sample.parent.glob("notebooks/*.html"))
    pages = {"sample": sample, "hostile": hostile, "list": sample_reports / "index.html"}
    pages |= dict(zip(STEPS, walk, strict=True))
    return {name: path.as_uri() for name, path in pages.items()}


class Visit:
    """An opened page and everything that it tried: requests beside its own, dialogs, errors."""

    def __init__(self, browser: Browser, address: str, width: int = 1200, **options):
        self.address, self.tried = address, []
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        self.context.set_default_timeout(600_000)  # a machine may be slow
        self.page: Page = self.context.new_page()
        self.page.route("**/*", self.on_request)
        self.page.on("dialog", self.on_dialog)
        self.page.on("pageerror", lambda error: self.tried.append(f"error {error}"))
        self.page.on("console", lambda message: self.tried.append(f"{message.type} {message.text}"))
        self.page.goto(address)

    def on_request(self, route):
        if route.request.url == self.address:
            return route.continue_()
        self.tried.append(f"request {route.request.url}")
        return route.abort()

    def on_dialog(self, dialog):
        self.tried.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def touch_everything(self):
        """Open what can be opened, and go over every element with the pointer's and the keyboard's events."""
        self.page.evaluate(
            """() => {
                for (const one of document.querySelectorAll("details")) one.open = true;
                for (const one of document.querySelectorAll("body *")) {
                    for (const kind of ["mouseover", "focus", "toggle"]) one.dispatchEvent(new Event(kind));
                    if (one.tagName !== "A") one.dispatchEvent(new Event("click"));
                }
            }"""
        )
        self.page.wait_for_timeout(200)


# The policy in the page stops scripts and requests; without it there must be none either.
@pytest.mark.parametrize("without_policy", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_runs_nothing(browser, addresses, name, without_policy):
    with Visit(browser, addresses[name], bypass_csp=without_policy) as visit:
        visit.touch_everything()
        assert visit.tried == []
        assert visit.page.locator("iframe, object, embed, form, link, base, [onclick], [onerror]").count() == 0
        assert visit.page.locator("script").count() == (1 if name == "list" else 0)


def test_hostile_text_is_shown_as_text(browser, addresses):
    with Visit(browser, addresses["hostile"]) as visit:
        visit.touch_everything()
        seen = visit.page.locator("body").inner_text()
        assert (
            "<script>alert(1)</script> <img src=x onerror=alert(2)> $5bn to $7bn"
            in visit.page.locator("h1").inner_text()
        )
        assert "<script>alert(1)</script>" in visit.page.title()
        assert '<b onclick="alert(3)">Ida</b>' in visit.page.locator(".kicker").inner_text()
        for words in (
            "<img src=x onerror=alert(4)>",
            "[here](javascript:alert(6))",
            '<a href="javascript:alert(7)">there</a>',
            "It costs $5 million, not $6 million and $a_b_c$.",
            "</div></section></main></body></html>",
            "<script>alert(8)</script>",
            "![x](http://example.invalid/x.png)",
            "{{ 7 * 7 }}",
            "⟦U+202E⟧",
            "<img src=x onerror=alert(9)>.jsonl",
        ):
            assert words in seen


def links(page: Page) -> list[str]:
    """Where the links of a page lead, as they are written."""
    return page.evaluate("() => [...document.querySelectorAll('a')].map(link => link.getAttribute('href') ?? '')")


@pytest.mark.parametrize("name", ["sample", "list", *STEPS])
def test_every_link_leads_to_a_place_on_the_page_or_to_a_file_beside_it(browser, addresses, name):
    here = Path(unquote(urlsplit(addresses[name]).path))
    with Visit(browser, addresses[name]) as visit:
        found = links(visit.page)
        places = set(visit.page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)"))
    assert len(found) >= (2 if name == "list" else 6)
    for link in found:
        file, _, place = link.partition("#")
        if file:
            assert (here.parent / unquote(file)).is_file(), link
        else:
            assert place in places, link


def test_the_index_is_searched_and_sorted_by_keyboard(browser, addresses):
    with Visit(browser, addresses["list"]) as visit:
        page, rows = visit.page, visit.page.locator("tbody tr")
        page.get_by_role("searchbox").focus()
        page.keyboard.type("valley tamber")
        assert [row.is_visible() for row in rows.all()].count(True) == 1
        assert page.get_by_role("status").inner_text() == "1 of 2 shown"
        page.keyboard.press("Control+A")
        page.keyboard.type(rows.first.get_attribute("data-names").split(" · ")[0])
        assert [row.is_visible() for row in rows.all()] == [True, False]
        page.keyboard.press("Control+A")
        page.keyboard.press("Backspace")
        orders = []
        page.get_by_role("button", name="Attributions").focus()
        for key, state in (("Enter", "descending"), ("Space", "ascending")):
            page.keyboard.press(key)
            head = page.get_by_role("columnheader", name="Attributions")
            assert head.get_attribute("aria-sort") == state
            orders.append([int(words) for words in page.locator("tbody tr td:nth-child(7)").all_inner_texts()])
        assert orders[0] == sorted(orders[0], reverse=True)
        assert orders[1] == orders[0][::-1]
        assert visit.tried == []


def test_the_index_can_be_read_without_a_script(browser, addresses):
    with Visit(browser, addresses["list"], java_script_enabled=False) as visit:
        assert visit.page.locator("tbody tr").count() == 2
        assert visit.page.locator("input, button").count() == 0


@pytest.mark.parametrize("name", ["sample", "list", "walk-3"])
def test_a_page_is_walked_through_by_keyboard_alone(browser, addresses, name):
    with Visit(browser, addresses[name]) as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        seen = []
        for _ in range(25):
            visit.page.keyboard.press("Tab")
            seen.append(visit.page.evaluate(FOCUS))
        assert len(set(map(tuple, seen))) >= min(20, takers(visit.page))
        assert [one for one in seen if one[0] != "BODY" and not one[-1]] == []


FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const place = one.getBoundingClientRect();
    return [one.tagName, Math.round(place.x), Math.round(place.y + scrollY), style.outlineStyle !== "none"];
}"""
"""What has the focus, where, and whether that can be seen."""


def takers(page: Page) -> int:
    """How many things on a page take the focus."""
    return page.locator("a[href], button, input, summary, [tabindex='0']").count()


HEADS = ["quoted by name", "without a name", "to check"]


@pytest.mark.parametrize(("width", "reach"), [(1280, 800), (375, 3 * 812)])
def test_who_speaks_who_has_no_name_and_what_to_check_are_on_the_first_screen(browser, addresses, width, reach):
    with Visit(browser, addresses["sample"], width=width) as visit:
        heads = [visit.page.locator(".figure-head", has_text=words) for words in HEADS]
        assert all((place := head.bounding_box())["y"] + place["height"] < reach for head in heads)
        last = visit.page.locator(".doubts li").last.bounding_box()
        assert last["y"] + last["height"] < reach


def test_the_list_to_check_and_every_row_are_one_click_away_without_a_script(browser, addresses):
    with Visit(browser, addresses["sample"], java_script_enabled=False) as visit:
        for link, place in (("#to-check", "#to-check"), ("#sources", "#sources"), ("#e1", "#e1")):
            assert not visit.page.locator(place).is_visible()
            visit.page.locator(f'.glance a[href="{link}"]').first.click()
            visit.page.locator(place).wait_for(state="visible", timeout=10_000)


def test_a_doubt_is_opened_and_closed_by_keyboard_without_a_script(browser, addresses):
    with Visit(browser, addresses["sample"], java_script_enabled=False) as visit:
        opened = visit.page.locator(".opened").first
        assert not opened.is_visible()
        visit.page.locator(".query button").first.focus()
        visit.page.keyboard.press("Enter")
        opened.wait_for(state="visible", timeout=10_000)
        visit.page.keyboard.press("Escape")
        opened.wait_for(state="hidden", timeout=10_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_a_page(browser, addresses, name, scheme):
    # axe is itself a script, which the policy of the page would stop
    with Visit(browser, addresses[name], color_scheme=scheme, bypass_csp=True) as visit:
        visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_narrow_screen(browser, addresses, name):
    with Visit(browser, addresses[name], width=320) as visit:
        visit.touch_everything()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_can_be_sent_by_mail(sample_reports):
    assert max(path.stat().st_size for path in sample_reports.rglob("*.html")) < 1_500_000


@pytest.mark.parametrize("name", PAGES)
def test_no_table_has_to_be_moved_sideways_on_a_narrow_screen(browser, addresses, name):
    with Visit(browser, addresses[name], width=320) as visit:
        frames = visit.page.locator("main .scroll:has(table)")
        assert all(frames.evaluate_all("all => all.map(one => one.scrollWidth <= one.clientWidth)"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_a_picture_of_the_report_is_kept_to_be_looked_at(browser, addresses, scheme, width):
    with Visit(browser, addresses["sample"], width=width, color_scheme=scheme) as visit:
        shot = visit.page.screenshot(path=SHOTS / f"report-{scheme}-{width}.png", full_page=True)
    assert len(shot) > 50_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_a_picture_of_the_index_is_kept_to_be_looked_at(browser, addresses, scheme, width):
    with Visit(browser, addresses["list"], width=width, color_scheme=scheme) as visit:
        shot = visit.page.screenshot(path=SHOTS / f"index-{scheme}-{width}.png", full_page=True)
    assert len(shot) > 10_000


@pytest.mark.parametrize("name", ["sample", "list", "walk-3"])
def test_a_page_is_printed_whole(browser, addresses, name):
    with Visit(browser, addresses[name]) as visit:
        printed = visit.page.pdf(path=SHOTS / f"{name}.pdf", format="A4")
    assert printed.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= (6 if name == "sample" else 40)
