"""Ways into the site: by the map, by the matrix, by an actor's ring and by an event's reports, down to the words."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from geo.models import EventLink
from geo.totals import rollup
from tests.browser.test_reading import corpus  # noqa: F401 - the same articles
from tests.geo.scenes import actor, article, claim, day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BLACK = "rgb(0, 0, 0)"
FILL = "element => getComputedStyle(element).fill"


@pytest.fixture
def more(corpus: None) -> None:  # noqa: F811
    """Cuba with Russia has events, Brazil one conflict, Uruguay only a plan, Peru nothing."""
    claim("Brazil accused Russia of delay.", source="Brazil", target="Russia", trigger="accused", type="ACCUSE")
    claim("Cuba promised Brazil doctors.", source="Cuba", target="Brazil")
    claim("Russia will promise Uruguay oil.", target="Uruguay", trigger="promise", modality="planned")
    actor("Peru", kind="country", country="PER", iso3="PER", iso2="PE")


@pytest.fixture
def told_thrice() -> str:
    """The address of an event that two texts report, one of them twice, dated differently."""
    copied = "Russia promised Cuba a credit line. Nobody replied."
    first = claim(of=article(copied, source="Copy", published_on=datetime.date(2025, 6, 2)), date=day("2025-05-29"))
    claim(of=article(copied, source="Original"), event=first.event, date=day("2025-05-29"))
    claim(
        of=article("Russia promised Cuba a credit line. It rained.", source="Witness"),
        event=first.event, date=day("2025-05-28"),
    )  # fmt: skip
    later = claim("Russia sent Cuba money.", trigger="sent", type="AID", is_speech=False, date=day("2025-07-01"))
    EventLink.objects.create(kind="fulfils", event=later.event, other=first.event, score=0.7)
    rollup.rebuild()
    return f"/events/{first.event_id}/"


def point_at(page: Page, kind: str, name: str) -> None:
    """Click where a reader would, in the middle of what is drawn, whatever lies there."""
    drawn = page.locator(kind, has=page.locator("title", has_text=name)).locator("path").first
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_from_home_by_the_map_to_a_pair_and_down_to_the_words(page: Page, more: None) -> None:
    page.goto("/")
    expect(page.locator(".map").get_by_role("link", name="Cuba: 23 events with Russia")).to_be_visible()
    point_at(page, ".country", "Cuba")
    expect(page).to_have_url("/dyads/cu-ru/")
    page.get_by_role("link", name="agree, 29 May 2025").first.click()
    expect(page.locator(".context blockquote mark.is-trigger")).to_have_text("promised")


def test_a_country_without_data_leads_to_a_page_that_says_so(page: Page, more: None) -> None:
    page.goto("/")
    page.locator(".map").get_by_role("link", name="Peru: nothing read about it and Russia").press("Enter")
    expect(page).to_have_url("/dyads/pe-ru/")
    expect(page.get_by_text("No article read so far makes a claim between Peru and Russia")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_has_its_colours_and_no_data_is_not_zero(new_page, more: None, theme: str) -> None:
    page = new_page(color_scheme=theme)
    page.goto("/")
    fills = {
        level: page.locator(f".country.is-{level} path").first.evaluate(FILL)
        for level in ("1", "3", "zero", "none", "home")
    }
    assert fills["none"] == 'url("#no-data")'
    assert BLACK not in fills.values()
    assert len(set(fills.values())) == 5
    everything = page.locator(".map :is(path, circle, rect, text)").evaluate_all(
        "parts => parts.map(part => [part.getAttribute('class'), getComputedStyle(part).fill])"
    )
    assert [part for part in everything if part[1] == BLACK] == []
    boxes = page.locator(".country path").evaluate_all("paths => paths.map(path => path.getBBox().width)")
    assert min(boxes) > 0


def test_the_map_by_keyboard_shows_where_it_is(page: Page, more: None) -> None:
    page.goto("/")
    cuba = page.locator(".country", has=page.locator("title", has_text="Cuba"))
    stroke = "element => getComputedStyle(element.querySelector('path')).strokeWidth"
    before = cuba.evaluate(stroke)
    page.locator("#q").focus()
    for _press in range(60):
        page.keyboard.press("Tab")
        if cuba.evaluate("element => element === document.activeElement"):
            break
    assert cuba.evaluate(stroke) != before
    page.keyboard.press("Enter")
    expect(page).to_have_url("/dyads/cu-ru/")


def test_the_matrix_of_pairs_by_keyboard(page: Page, more: None) -> None:
    page.goto("/")
    matrix = page.locator(".pair-matrix")
    matrix.get_by_role("link", name="23 events of Russia and Cuba").focus()
    page.keyboard.press("ArrowDown")
    expect(matrix.get_by_role("link", name="1 event of Brazil and Cuba")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/dyads/br-ru/?modality=counted#claims")
    expect(page.get_by_role("status")).to_contain_text("1 claim, reporting 1 event")
    assert page.locator(".claim").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_cells_of_the_matrix_can_be_told_apart(new_page, more: None, theme: str) -> None:
    page = new_page(color_scheme=theme)
    page.goto("/")
    grounds = {
        page.locator(f".pair-matrix td.level-{level} > *").first.evaluate("e => getComputedStyle(e).backgroundColor")
        for level in ("1", "3")
    }
    assert len(grounds) == 2


def test_from_the_ring_of_counterparts_to_a_pair(page: Page, more: None) -> None:
    page.goto("/actors/russia/")
    page.locator(".network").get_by_role("link", name="Cuba: 23 events (3 cooperation, 20 conflict)").click()
    expect(page).to_have_url("/dyads/cu-ru/")
    page.goto("/actors/sergei-shoigu/")
    page.locator(".network").get_by_role("link", name="Ana Díaz: 1 event").click()
    expect(page).to_have_url("/actors/sergei-shoigu/?with=ana-diaz")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ring_has_its_colours_shapes_and_broken_lines(new_page, more: None, theme: str) -> None:
    page = new_page(color_scheme=theme)
    page.goto("/actors/russia/")
    cooperation = page.goto("/actors/cuba/") and page.locator(".network .is-cooperation circle").first.evaluate(FILL)
    conflict = page.locator(".network .is-conflict path").first.evaluate(FILL)
    assert BLACK not in (cooperation, conflict)
    assert cooperation != conflict
    line = page.locator(".spokes line").first
    assert line.evaluate("e => getComputedStyle(e).strokeDasharray") != "none"
    assert line.evaluate("e => getComputedStyle(e).stroke") not in ("none", BLACK)
    everything = page.locator(".network :is(path, circle, rect, text)").evaluate_all(
        "parts => parts.map(part => [part.getAttribute('class'), getComputedStyle(part).fill])"
    )
    assert [part for part in everything if part[1] == BLACK] == []


def test_names_of_the_ring_stay_on_a_telephone(new_page, more: None) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto("/actors/russia/")
    for box in page.locator(".network .node text").evaluate_all(
        "texts => texts.map(text => { const box = text.getBoundingClientRect(); return [box.left, box.right] })"
    ):
        assert box[0] >= 0
        assert box[1] <= 390


def test_an_event_with_three_reports_down_to_its_words(page: Page, told_thrice: str) -> None:
    page.goto(told_thrice)
    expect(page.locator(".origin-group")).to_have_count(2)
    first = page.locator(".origin-group").first
    expect(first.locator(".claim")).to_contain_text("Original")
    expect(first.locator(".copies-of")).to_contain_text("The same text in Copy, published 2 June 2025")
    differences = page.locator(".differences")
    expect(differences.get_by_role("row", name="28 May 2025")).to_contain_text("Witness")
    expect(page.locator(".event-links")).to_contain_text("is fulfilled by")
    differences.get_by_role("link", name="Witness").click()
    expect(page.locator(".context .said")).to_have_text("Russia promised Cuba a credit line.")


def test_a_filter_on_an_actors_page_changes_list_and_drawings_and_back_restores_them(page: Page, more: None) -> None:
    page.goto("/actors/russia/")
    page.evaluate("document.documentElement.dataset.same = 'yes'")
    ring = page.locator(".network")
    page.get_by_text("Period", exact=True).first.click()
    page.locator(".menu[open]").get_by_role("link", name="2025", exact=True).click()
    expect(page.get_by_role("heading", name="Events in 2025", exact=True)).to_be_attached()
    expect(page.get_by_role("heading", name="Events by type in 2025")).to_be_attached()
    expect(page.get_by_role("status")).to_contain_text("2 claims, reporting 2 events with these filters")
    expect(ring).to_be_attached()
    assert page.evaluate("document.documentElement.dataset.same") == "yes"
    page.go_back()
    expect(page.get_by_role("heading", name="Events by type", exact=True)).to_be_attached()


@pytest.mark.parametrize("path", ["/", "/actors/russia/"])
def test_print_keeps_the_drawings(page: Page, more: None, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.locator(".map" if path == "/" else ".network")).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden() if path != "/" else expect(page.locator(".find")).to_be_hidden()


def test_ways_work_without_javascript(new_page, more: None) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_text("The same as a table").first.click()
    page.locator("#map .twin").get_by_role("link", name="Brazil", exact=True).click()
    expect(page).to_have_url("/dyads/br-ru/")
