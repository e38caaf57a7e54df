"""Journeys of a reader, found as a person finds things."""

import pytest
from playwright.sync_api import Page, expect

from tests.geo.scenes import actor, article, claim, day, year

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """Talks went on all day. Russia promised Cuba a credit line, EFE reported. Nobody replied.
Russia sent Cuba wheat. Later, Shoigu met Díaz in Moscow."""


@pytest.fixture
def corpus() -> None:
    told = article(TEXT)
    claim("Russia promised Cuba a credit line, EFE reported.", of=told, agency="EFE", date=day("2025-05-29"))
    claim("Russia sent Cuba wheat.", of=told, trigger="sent", type="AID", is_speech=False, date=year(2025))
    shoigu, diaz = actor("Sergei Shoigu", country="RUS"), actor("Ana Díaz", country="CUB")
    claim(
        "Later, Shoigu met Díaz in Moscow.", of=told, source=shoigu, target=diaz, trigger="met", type="CONSULT",
        is_speech=False, date=day("2024-02-01"),
    )  # fmt: skip
    for number in range(20):
        claim(
            f"Russia accused Cuba of delay number {number}.", trigger="accused", type="ACCUSE", date=day("2023-04-05")
        )


def test_from_home_to_the_words_behind_a_claim(page: Page, corpus: None) -> None:
    page.goto("/")
    page.get_by_role("link", name="Cuba and Russia", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuba and Russia")
    page.get_by_role("link", name="agree, 29 May 2025").click()
    expect(page.locator(".context .said")).to_have_text("Russia promised Cuba a credit line, EFE reported.")
    expect(page.locator(".context blockquote mark.is-trigger")).to_have_text("promised")
    expect(page.get_by_role("heading", name="Why is this here?")).to_be_visible()
    page.locator(".context figcaption").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delegations meet")
    expect(page.locator(".ref:target")).to_be_in_viewport()


def test_filter_a_dyad_and_go_back(page: Page, corpus: None) -> None:
    page.goto("/dyads/cu-ru/")
    expect(page.get_by_role("status")).to_contain_text("23 claims")
    page.evaluate("document.documentElement.dataset.same = 'yes'")
    page.locator(".filters").get_by_text("Type", exact=True).click()
    page.locator(".menu[open]").get_by_role("link", name="aid").click()
    expect(page.get_by_role("status")).to_contain_text("1 claim, reporting 1 event with these filters")
    expect(page).to_have_url("/dyads/cu-ru/?type=AID")
    expect(page.locator("#claims .claim")).to_have_count(1)
    assert page.evaluate("document.documentElement.dataset.same") == "yes", "htmx changed a part, not the page"
    assert page.evaluate("document.activeElement.className") == "status", "the keyboard stays where something changed"
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("23 claims")
    expect(page).to_have_url("/dyads/cu-ru/")
    page.go_forward()
    expect(page.locator("#claims .claim")).to_have_count(1)
    page.reload()
    expect(page.locator("#claims .claim")).to_have_count(1)
    page.get_by_role("link", name="take this filter off").click()
    expect(page.get_by_role("status")).to_contain_text("23 claims")


def test_older_claims_replace_the_list_and_back_restores_it(page: Page, corpus: None) -> None:
    page.goto("/dyads/cu-ru/")
    newest = page.locator("#claims .claim .words").first.inner_text()
    page.get_by_role("link", name="Older claims").click()
    expect(page.locator("#claims .claim")).to_have_count(8)
    expect(page.locator(".timeline")).to_be_attached()
    page.go_back()
    expect(page.locator("#claims .claim")).to_have_count(15)
    expect(page.locator("#claims .claim .words").first).to_have_text(newest)


def test_a_column_of_the_timeline_leads_to_its_claims(page: Page, corpus: None) -> None:
    page.goto("/dyads/cu-ru/")
    page.locator(".timeline .column").filter(has_text="2025").click()
    expect(page.get_by_role("heading", name="Events in 2025")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("2 claims, reporting 2 events")
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name="2025, month not known 1 –")).to_be_visible()


def test_find_an_actor_by_a_misspelt_name(page: Page, corpus: None) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("Shoygo")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("status")).to_contain_text("Did you mean")
    page.get_by_role("link", name="Sergei Shoigu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sergei Shoigu")


def test_the_list_follows_what_is_typed(page: Page, corpus: None) -> None:
    page.goto("/actors/")
    page.get_by_role("searchbox").press_sequentially("shoi")
    expect(page.get_by_role("status")).to_have_text("1 actor")
    expect(page).to_have_url("/actors/?q=shoi&kind=&country=")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_pointing_at_a_claim_marks_its_words_and_the_other_way_round(page: Page, corpus: None) -> None:
    page.goto("/")
    page.get_by_role("link", name="Articles").first.click()
    page.get_by_role("link", name="Delegations meet").last.click()
    promised = page.locator("mark", has_text="promised")
    beside = page.locator(".short-claim").filter(has_text="Russia").first
    weight = "element => getComputedStyle(element).fontWeight"
    assert promised.evaluate(weight) == "400"
    beside.hover()
    assert promised.evaluate(weight) == "700"
    page.mouse.move(0, 0)
    assert promised.evaluate(weight) == "400"
    promised.hover()
    expect(beside).to_have_class("short-claim is-lit")
    page.mouse.move(0, 0)
    beside.get_by_role("link", name="Claim 1: to its words").focus()
    assert promised.evaluate(weight) == "700"


def test_everything_works_without_javascript(new_page, corpus: None) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/actors/")
    page.get_by_role("searchbox").fill("shoygu")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Sergei Shoigu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sergei Shoigu")
    page.goto("/dyads/cu-ru/")
    page.locator(".filters").get_by_text("Type", exact=True).click()
    page.locator(".menu[open]").get_by_role("link", name="accuse").click()
    expect(page.get_by_role("status")).to_contain_text("20 claims")
    page.get_by_role("link", name="Older claims").click()
    expect(page.locator("#claims .claim")).to_have_count(5)
    page.go_back()
    expect(page.locator("#claims .claim")).to_have_count(15)
    page.goto("/dyads/cu-ru/?type=AID")
    page.locator(".claim").get_by_role("link", name="The Courier").click()
    expect(page.locator(".ref:target")).to_have_text("2")
    page.locator(".ref:target").click()
    expect(page.locator(".short-claim:target")).to_contain_text("aid")


@pytest.mark.parametrize("path", ["/", "/actors/", "/actors/russia/", "/dyads/cu-ru/", "/articles/", "/methods/"])
def test_dark_and_narrow(new_page, corpus: None, path: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, ground.removeprefix("rgb(").removesuffix(")").split(", "))) < 64


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_timeline_has_its_colours(new_page, corpus: None, theme: str) -> None:
    """A chart whose styles were refused comes out black, and no checker of accessibility says so."""
    page = new_page(color_scheme=theme)
    page.goto("/dyads/cu-ru/")
    fill = "element => getComputedStyle(element).fill"
    cooperation = page.locator(".bar.cooperation:not(.open)").first.evaluate(fill)
    conflict = page.locator(".bar.conflict:not(.open)").first.evaluate(fill)
    assert cooperation not in ("rgb(0, 0, 0)", conflict)
    assert conflict == 'url("#hatch")'
    assert page.locator(".hatch-line").evaluate(fill) != "rgb(0, 0, 0)"
    heights = page.locator(".bar").evaluate_all("bars => bars.map(bar => bar.getBBox().height)")
    assert min(heights) > 0


def test_the_keyboard_reaches_everything(page: Page, corpus: None) -> None:
    page.goto("/dyads/cu-ru/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for part in ("people", "ties", "pledges", "formats", "accounts", "coverage"):  # they bring links of their own
        page.locator(f"#{part}").evaluate("element => element.scrollIntoView()")
        expect(page.locator(f"#{part}[hx-get]")).to_have_count(0)
    expect(page.locator("section[hx-get]")).to_have_count(0)
    number_them = """main => [...main.querySelectorAll("a[href], summary, select, button")]
        .filter(element => element.checkVisibility())
        .map((element, number) => { element.dataset.stop = number; return number })"""
    stops = set(page.locator("main").evaluate(number_them))
    reached = set()
    while page.keyboard.press("Tab") or page.evaluate("document.activeElement.closest('main') !== null"):
        reached.add(page.evaluate("Number(document.activeElement.dataset.stop)"))
    assert reached == stops
    page.locator("summary", has_text="Period").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".menu[open]")).to_have_count(0)
    expect(page.locator("summary", has_text="Period")).to_be_focused()


def test_print_leaves_the_tools_out(page: Page, corpus: None) -> None:
    page.goto("/dyads/cu-ru/")
    page.emulate_media(media="print")
    expect(page.locator(".site-search")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".claim").first).to_be_visible()
