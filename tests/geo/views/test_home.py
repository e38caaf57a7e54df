"""The front page: ways in whose numbers are those of the lists behind them."""

import re
from html import unescape

import pytest
from django.test import Client

from geo.browse.overview import busiest_pairs, changes, matrix, short_number
from geo.models import Relationship
from geo.totals import rollup
from tests.geo.scenes import actor, article, claim, day, year
from tests.geo.views.test_every_page import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ties() -> None:
    for number in range(3):
        claim(f"Russia sent Cuba wheat, part {number}.", trigger="sent", type="AID", is_speech=False, date=year(2025))
    claim("Russia promised Brazil oil.", target="Brazil", date=day("2024-03-05"))
    claim("Brazil accused Russia of delay.", source="Brazil", target="Russia", trigger="accused", type="ACCUSE")
    claim("Cuba promised Brazil doctors.", source="Cuba", target="Brazil", date=day("2024-03-05"))
    claim("Russia will promise Uruguay oil.", target="Uruguay", trigger="promise", modality="planned")
    actor("Peru", kind="country", country="PER", iso3="PER", iso2="PE")


def test_each_country_of_the_map_says_what_is_read_about_it(client: Client, ties: None) -> None:
    html = client.get("/").content.decode()
    countries = dict(re.findall(r'href="([^"]+)" class="country is-\w+"><title>([^<]+)<', html))
    assert countries["/dyads/cu-ru/"] == "Cuba: 3 events with Russia"
    assert countries["/dyads/br-ru/"] == "Brazil: 2 events with Russia"
    assert countries["/dyads/ru-uy/"] == "Uruguay: claims, but no event that happened"
    assert countries["/dyads/pe-ru/"] == "Peru: nothing read about it and Russia"
    for address in countries:
        assert client.get(address).status_code == 200


def test_the_map_and_its_table_say_the_same(client: Client, ties: None) -> None:
    html = client.get("/").content.decode()
    part = html[html.index('id="map"') : html.index("</section>", html.index('id="map"'))]
    drawn = dict(re.findall(r"<title>(\w+): (\d+) events? with Russia", part))
    rows = re.findall(r'<th scope="row"><a href="[^"]+">(\w+)</a></th><td class="num">(?:<a[^>]+>(\d+)<|(–))', part)
    assert {name: events for name, events, _none in rows if events} == drawn == {"Cuba": "3", "Brazil": "2"}
    assert [name for name, _events, none in rows if none] == ["Uruguay"]
    assert "Nothing read about Russia and: Peru." in text_of(client.get("/"))


def test_every_number_of_the_front_page_is_that_of_its_list(client: Client, ties: None) -> None:
    html = client.get("/").content.decode()
    links = re.findall(
        r'<a href="(/dyads/[^"#]+modality=counted[^"#]*)#claims">(?:<span[^>]*>[^<]*</span><span[^>]*>)?(\d+)', html
    )
    assert len(links) > 8
    for address, events in links:
        listed = text_of(client.get(unescape(address)))
        assert f"reporting {events} event" in listed, address


def test_the_matrix_holds_each_pair_once(ties: None) -> None:
    rows = matrix(busiest_pairs())
    assert [row.country.name for row in rows] == ["Russia", "Cuba", "Brazil"]
    pairs = {(row.country.name, other.name): pair.events for row in rows for other, pair, _level in row.cells if pair}
    assert pairs == {("Cuba", "Russia"): 3, ("Brazil", "Russia"): 2, ("Brazil", "Cuba"): 1}


def test_what_changed_compares_the_last_two_years_that_are_read_of(client: Client, ties: None) -> None:
    found = changes(busiest_pairs())
    assert found is not None
    assert found.year == 2025
    told = {frozenset((row.pair.one.name, row.pair.other.name)): (row.before, row.now) for row in found.rows}
    assert told == {
        frozenset(("Russia", "Cuba")): (0, 3),
        frozenset(("Brazil", "Russia")): (1, 0),
        frozenset(("Brazil", "Cuba")): (1, 0),
    }
    assert found.rows[0].now == 3


def test_without_dates_nothing_is_said_to_have_changed(client: Client) -> None:
    claim()
    assert changes(busiest_pairs()) is None
    assert "What changed most" not in text_of(client.get("/"))


def test_coverage_counts_what_was_read(client: Client, ties: None) -> None:
    article("Nothing.", state="queued")
    page = text_of(client.get("/"))
    assert "sources 1" in page
    assert "claims reviewed 0 of 7" in page
    assert "published 2025" in page
    assert "1 more article waits for its reading." in page


def test_a_rebuild_knows_again_which_pairs_are_countries(ties: None) -> None:
    Relationship.objects.update(are_countries=False, countries="")
    rollup.rebuild()
    assert Relationship.objects.filter(are_countries=True).count() == 4
    assert Relationship.objects.filter(countries="CUB RUS").exists()


@pytest.mark.parametrize(
    ("number", "words"), [(7, "7"), (999, "999"), (1000, "1k"), (1290, "1.2k"), (23_456, "23k"), (4_500_000, "4.5M")]
)
def test_short_numbers_are_rounded_down(number: int, words: str) -> None:
    assert short_number(number) == words
