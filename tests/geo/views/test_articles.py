"""The list of articles: narrowed by source, year and language, with numbers that are links to what they count."""

import datetime
import re
from html import unescape

import pytest
from django.test import Client

from tests.geo.scenes import article, claim
from tests.geo.views.test_every_page import flat, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> None:
    for number, (year, source, language) in enumerate(
        [(2014, "A", "en"), (2014, "B", "en"), (2015, "A", "en"), (2015, "A", "es")]
    ):
        told = article(
            f"Russia promised Cuba a credit line. {number}", source, published_on=datetime.date(year, 12, 31),
            language=language, title=f"Title {number}",
        )  # fmt: skip
        claim(of=told)


def listed(client: Client, query: str) -> list[str]:
    return sorted(re.findall(r"Title \d", client.get(f"/articles/{query}").content.decode()))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("", "0123"), ("?year=2014", "01"), ("?language=es", "3"), ("?year=2015&language=en", "2"), ("?year=1999", "")],
)
def test_it_is_narrowed_by_year_and_language(client: Client, shelf: None, query: str, numbers: str) -> None:
    assert listed(client, query) == [f"Title {number}" for number in numbers]


def test_its_numbers_lead_to_what_they_count(client: Client, shelf: None) -> None:
    html = flat(client.get("/articles/?year=2015").content.decode())
    counts = re.findall(r'<td class="num"><a href="(\?[^"]*)"[^>]*>(\d+)<', html)
    assert len(counts) == 4, "two years, two languages"
    for address, read in counts:
        assert len(listed(client, unescape(address))) == int(read)


def test_what_is_chosen_can_be_taken_off(client: Client, shelf: None) -> None:
    html = client.get("/articles/?year=2015&language=es").content.decode()
    assert re.search(r'<a href="\?language=es"[^>]*>2015<', html)
    assert re.search(r'<a href="\?year=2015"[^>]*>Spanish<', html)


def test_a_language_that_is_not_the_page_s_is_named(client: Client, shelf: None) -> None:
    assert '<span class="code">es</span>' in client.get("/articles/").content.decode()


def test_a_year_that_is_none_is_refused(client: Client, shelf: None) -> None:
    response = client.get("/articles/?year=x")
    assert response.status_code == 400
    assert "“x” is no year" in text_of(response)
