"""Journeys over the page of a pair, with the keyboard, without JavaScript, on paper."""

import pytest
from playwright.sync_api import Page, expect

from geo.models import EventLink
from tests.geo.scenes import actor, claim, day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILL = "element => getComputedStyle(element).fill"
STROKE = "element => getComputedStyle(element).stroke"


@pytest.fixture
def history() -> None:
    actor("Russia"), actor("Cuba")
    shoigu, diaz = actor("Sergei Shoigu", country="RUS"), actor("Ana Díaz", country="CUB")
    claim(
        "Shoigu met Díaz in Moscow.", source=shoigu, target=diaz, trigger="met", type="CONSULT", symmetric=True,
        is_speech=False, date=day("2022-05-01"), official=True,
    )  # fmt: skip
    for number in range(6):
        claim(
            f"Russia accused Cuba of delay number {number}.", trigger="accused", type="ACCUSE",
            date=day("2014-04-05"), official=True,
        )  # fmt: skip
    claim("Cuba asked Russia for help.", source="Cuba", target="Russia", trigger="asked", type="REQUEST",
          date=day("2015-01-01"), official=True)  # fmt: skip
    pledge = claim("Russia promised Cuba wheat.", date=day("2021-01-01"), official=True)
    kept = claim(
        "Russia sent Cuba wheat.", trigger="sent", type="AID", is_speech=False, date=day("2021-03-01"), official=True
    )
    EventLink.objects.create(kind="fulfils", event=kept.event, other=pledge.event, score=0.8)
    other = claim("Russia sent Cuba grain.", trigger="sent", type="AID", is_speech=False, date=day("2021-03-09"))
    EventLink.objects.create(kind="may be the same", event=other.event, other=kept.event, score=0.5)


def choose(page: Page, period: str, first: str, last: str) -> None:
    group = page.get_by_role("group", name=period)
    group.get_by_label("from").select_option(first)
    group.get_by_label("to").select_option(last)


@pytest.mark.parametrize("javascript", [True, False])
def test_two_periods_are_compared_and_a_difference_opened_down_to_the_words(
    new_page, history: None, javascript: bool
) -> None:
    page = new_page(java_script_enabled=javascript)
    page.goto("/dyads/cu-ru/")
    choose(page, "First period", "2014", "2015")
    choose(page, "Second period", "2020", "2022")
    page.get_by_role("button", name="Compare").click()
    changes = page.locator("#changes")
    expect(changes.get_by_role("row", name="accuse 6")).to_be_visible()
    changes.get_by_role("link", name="1 aid, 2020–2022").or_(
        changes.get_by_role("link", name="2 aid, 2020–2022")
    ).click()
    expect(page.get_by_role("status")).to_contain_text("2 claims, reporting 2 events with these filters")
    page.get_by_role("link", name="The words and why").first.click()
    expect(page.locator(".context .said mark.is-trigger")).to_have_text("sent")
    page.go_back()
    expect(page.get_by_role("group", name="First period").get_by_label("from")).to_have_value("2014")


def test_the_direction_is_switched(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/")
    switch = page.get_by_role("navigation", name="Direction")
    expect(switch.get_by_role("link", name="Both directions")).to_have_attribute("aria-current", "true")
    switch.get_by_role("link", name="Cuba → Russia").click()
    expect(page).to_have_url("/dyads/cu-ru/?direction=out")
    expect(page.get_by_role("status")).to_contain_text("1 claim")
    expect(page.locator(".thermometer .mean")).to_have_count(1)
    page.locator("#record").get_by_text("Type", exact=True).first.click()
    page.locator(".menu[open]").get_by_role("link", name="request").click()
    expect(page).to_have_url("/dyads/cu-ru/?type=REQUEST&direction=out")
    expect(switch.get_by_role("link", name="Cuba → Russia")).to_have_attribute("aria-current", "true")


def test_a_mark_of_the_thermometer_opens_its_arithmetic(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/")
    mark = page.locator(".thermometer .mean").filter(has_text="Words, 2014")
    expect(mark.locator("title")).to_have_text("Words, 2014: −3.0, mean of 6 events")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The arithmetic of a mean")).to_be_visible()
    expect(page.locator(".equation")).to_contain_text("= −3.00")
    expect(page.locator(".scored > li")).to_have_count(6)
    page.locator(".scored").get_by_role("link", name="The words and why").first.click()
    expect(page.locator(".context .said mark.is-trigger")).to_have_text("accused")


def test_a_pledge_is_followed_to_its_fulfilment(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Pledges").click()
    pledge = page.locator(".pledge")
    expect(pledge).to_contain_text("Russia promised Cuba wheat.")
    expect(pledge.locator(".became")).to_contain_text("Then it occurred")
    pledge.locator(".outcomes").get_by_role("link", name="The words and why").click()
    expect(page.locator(".context .said")).to_have_text("Russia sent Cuba wheat.")


def test_parts_come_when_the_reader_does(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/")
    expect(page.locator("#coverage table")).to_have_count(0)
    page.locator("#coverage").scroll_into_view_if_needed()
    expect(page.locator("#coverage table")).to_have_count(3)
    expect(page).to_have_url("/dyads/cu-ru/")


def test_the_matrix_by_keyboard(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/?part=people")
    page.locator("#main").focus()
    cell = page.locator(".matrix tbody td a")
    for _step in range(12):
        page.keyboard.press("Tab")
        if cell.evaluate("element => element === document.activeElement"):
            break
    expect(cell).to_be_focused()
    expect(cell).to_have_accessible_name("1 events of Ana Díaz with Sergei Shoigu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana Díaz and Sergei Shoigu")
    expect(page.get_by_role("status")).to_contain_text("1 claim, reporting 1 event")


def test_a_part_that_arrives_takes_the_keyboard_along(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/")
    page.locator("#people .what a").focus()
    expect(page.locator("#people .matrix")).to_be_visible()
    expect(page.locator("#people-h")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".matrix thead a").first).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_thermometer_has_its_shapes_and_colours(new_page, history: None, theme: str) -> None:
    page = new_page(color_scheme=theme)
    page.goto("/dyads/cu-ru/")
    warm, cold, neither = (
        page.locator(f".mean.{tone} .shape").first for tone in ("cooperation", "conflict", "neither")
    )
    fills = {shape.evaluate(FILL) for shape in (warm, cold, neither)}
    assert len(fills) == 3
    assert "rgb(0, 0, 0)" not in fills
    assert {shape.evaluate("element => element.localName") for shape in (warm, cold)} == {"circle", "path"}
    zero = page.locator(".thermometer .axis").first.bounding_box()["y"]
    assert warm.bounding_box()["y"] < zero
    second_zero = page.locator(".thermometer .axis").nth(1).bounding_box()["y"]
    assert cold.bounding_box()["y"] > second_zero
    assert page.locator(".mean.conflict .stem").first.evaluate(STROKE) not in ("none", "rgb(0, 0, 0)")
    page.goto("/dyads/cu-ru/?part=people")
    assert page.locator(".disc .shape").first.evaluate(FILL) != "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", ["", "?part=people", "?part=accounts", "?part=score&period=2014&act=said"])
def test_nothing_is_wider_than_a_telephone(new_page, history: None, path: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"/dyads/cu-ru/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for mark in page.locator(".thermometer .mean .hit").all():
        box = mark.bounding_box()
        assert box["width"] >= 5
        assert box["x"] + box["width"] <= 391


def test_on_paper_the_charts_stay_and_the_forms_go(page: Page, history: None) -> None:
    page.goto("/dyads/cu-ru/")
    page.emulate_media(media="print")
    expect(page.locator(".thermometer")).to_be_visible()
    expect(page.locator(".compared")).to_be_visible()
    for tools in (".spans", ".contents", ".filters", ".site-search"):
        expect(page.locator(tools)).to_be_hidden()
    expect(page.locator("#coverage .in-print")).to_be_visible()  # what was not opened is not left out in silence
    exact = "element => getComputedStyle(element).printColorAdjust"
    assert page.locator(".thermometer").evaluate(exact) == "exact"
