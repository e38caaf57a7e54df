"""A claim's page: where it leads, how it is cited, and that it says nothing twice."""

import re

import pytest
from django.test import Client

from geo.models import Attribution, Event
from tests.geo.scenes import actor, claim, day
from tests.geo.views.test_every_page import text_of

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_countries_that_it_joins(client: Client) -> None:
    actor("Cuba")
    shoigu = actor("Sergei Shoigu", country="RUS")
    actor("Russia")
    made = claim("Shoigu promised Cuba a credit line.", source=shoigu)
    html = client.get(f"/claims/{made.ref}/").content.decode()
    assert re.search(r'<a href="/dyads/cu-ru/">All that was read about Cuba and Russia</a>', html)


def test_it_says_how_to_cite_it_and_that_nobody_checked_it(client: Client) -> None:
    made = claim(date=day("2025-05-29"))
    words = text_of(client.get(f"/claims/{made.ref}/"))
    assert f"Lazos, claim {made.ref} (read by machine, not reviewed), from The Courier, 30 May 2025." in words
    assert f"http://testserver/claims/{made.ref}/" in words


def test_the_trigger_is_not_listed_twice(client: Client) -> None:
    html = client.get(f"/claims/{claim().ref}/").content.decode()
    evidence = html.split('<ul class="evidence">')[1].split("</ul>")[0]
    assert evidence.count("promised") == 1


def test_its_score_is_that_of_its_mode(client: Client) -> None:
    plain, visit = claim(type="CONSULT"), claim(type="CONSULT", mode="visit")
    assert "On the thermometer: +2.5" in text_of(client.get(f"/claims/{plain.ref}/"))
    assert "On the thermometer: +4.0" in text_of(client.get(f"/claims/{visit.ref}/"))


def test_reports_of_a_joined_event_are_among_the_others(client: Client) -> None:
    kept = claim("Russia promised Cuba wheat.")
    younger = Event.objects.create(type="AGREE", merged_into=kept.event)
    joined = claim("Russia promised Cuba rye.", event=younger)
    assert "Russia promised Cuba rye." in text_of(client.get(f"/claims/{kept.ref}/"))
    assert "Russia promised Cuba wheat." in text_of(client.get(f"/claims/{joined.ref}/"))


def test_who_says_so_stands_before_who_passes_it_on(client: Client) -> None:
    made = claim("Russia promised Cuba a credit line, Ivan Orlov told EFE.", agency="EFE")
    start = made.article.text.index("Ivan Orlov")
    Attribution.objects.create(claim=made, rank=1, kind="speaker", name="Ivan Orlov", start=start, end=start + 10)
    assert "According to Ivan Orlov, via EFE ·" in text_of(client.get("/dyads/cu-ru/"))
