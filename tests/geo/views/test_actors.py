"""An actor's page beyond its claims: order, counterparts, voices, offices, accounts that differ."""

import datetime
import re
from html import unescape
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.test import Client

from articles.models import Article
from geo.models import Actor, Attribution, Claim, EventLink, Office, Tie
from geo.totals import rollup
from tests.geo.scenes import actor, alias, article, claim, day, span, year
from tests.geo.views.test_every_page import text_of

pytestmark = pytest.mark.django_db


def quoted(words: str, speaker: Actor, **more) -> Claim:
    """A claim that a text attributes to somebody by name."""
    made = claim(words, **more)
    start, end = span(made.article.text, speaker.name.split()[-1])
    Attribution.objects.create(
        claim=made, rank=0, kind="speaker", actor=speaker, name=speaker.name, start=start, end=end
    )
    rollup.refresh([made.pk])
    return made


@pytest.fixture
def shoigu() -> Actor:
    made = actor("Sergei Shoigu", country="RUS", original_name="Сергей Шойгу")
    Office.objects.create(
        person=made, title="defence minister", country="RUS",
        starts=datetime.date(2012, 11, 6), ends=datetime.date(2024, 5, 12),
    )  # fmt: skip
    claim("Shoigu promised Cuba a credit line.", source=made, date=day("2023-05-29"))
    return made


def test_the_page_follows_the_order_of_the_design(client: Client, shoigu: Actor) -> None:
    parts = [
        "Cite this page", 'class="counts"', 'id="record"', 'id="offices"', 'id="counterparts"', 'id="network"',
        'id="types"', 'id="ties"', 'id="voices"', 'id="timeline"', 'id="differing"', "Also called", "history-h",
    ]  # fmt: skip
    alias(shoigu, "Sergey Shoygu")
    html = client.get("/actors/sergei-shoigu/").content.decode()
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_the_head_gives_name_script_offices_and_how_to_cite(client: Client, shoigu: Actor) -> None:
    actor("Russia")
    page = text_of(client.get("/actors/sergei-shoigu/"))
    for words in ("Сергей Шойгу", "defence minister RUS 2012–2024", "Lazos: “Sergei Shoigu”, http://testserver/actors",
                  "events reviewed by an editor 0 of 1", "person · Russia"):  # fmt: skip
        assert words.casefold() in page.casefold(), words


def test_counterparts_network_and_relationship_have_the_same_numbers(client: Client) -> None:
    for number in range(3):
        claim(f"Russia promised Cuba oil {number}.", date=year(2025))
    claim("Russia accused Brazil of delay.", target="Brazil", trigger="accused", type="ACCUSE")
    claim("Cuba promised Brazil doctors.", source="Cuba", target="Brazil")
    html = client.get("/actors/russia/").content.decode()
    drawn = re.findall(r'class="node is-(\w+)"><title>(\w+): (\d+) events? \((\d+) cooperation, (\d+) conflict\)', html)
    table = re.findall(
        r'<th scope="row"><a href="[^"]+">(\w+)</a></th>\s*<td class="num"><a[^>]+>(\d+)<.*?</td>\s*'
        r'<td class="num">(\S+)</td>\s*<td class="num">(\S+)</td>', html,
    )  # fmt: skip
    assert sorted(drawn) == [("conflict", "Brazil", "1", "0", "1"), ("cooperation", "Cuba", "3", "3", "0")]
    assert table == [("Cuba", "3", "3", "–"), ("Brazil", "1", "–", "1")]
    assert "2 of 2 counterparts shown" in text_of(client.get("/actors/russia/"))
    among = html[html.index("The lines among the counterparts") :]
    assert re.search(r"(Cuba and Brazil|Brazil and Cuba)</th><td class=\"num\">1<", among)


@pytest.mark.slow
def test_only_25_of_many_counterparts_are_drawn(client: Client) -> None:
    for number in range(28):
        claim(source=actor(f"Person Number{number} Russia", country="RUS"))
    page = client.get("/actors/cuba/")
    assert "25 of 28 counterparts shown" in text_of(page)
    assert page.content.decode().count('class="node ') == 25


def test_unreviewed_ties_are_broken_and_say_so(client: Client) -> None:
    claim()
    claim("Russia promised Brazil oil.", target="Brazil", review="accepted")
    html = client.get("/actors/russia/").content.decode()
    spokes = html[html.index('<g class="spokes"') : html.index("</g>", html.index('<g class="spokes"'))]
    assert spokes.count("unreviewed") == 1
    assert re.search(r"Cuba: 1 event [^<]*read by machine, not reviewed</title>", html)
    assert re.search(r"Brazil: 1 event [^<]*1 reviewed</title>", html)


def test_voices_lead_to_the_claims_that_they_count(client: Client, shoigu: Actor) -> None:
    for number in range(2):
        quoted(f"Russia promised Cuba oil {number}, Shoigu said.", shoigu)
    page = client.get("/actors/cuba/")
    links = re.findall(r'<a href="(/actors/cuba/\?voice=[^"#]+)#record">(\d+)<', page.content.decode())
    assert links == [("/actors/cuba/?voice=sergei-shoigu", "2")]
    listed = text_of(client.get(unescape(links[0][0])))
    assert "2 claims, reporting 2 events with these filters" in listed
    assert "Sergei Shoigu (take this filter off)" in listed
    about = re.findall(r'<a href="(/actors/\w+/\?voice=[^"#]+)', client.get("/actors/sergei-shoigu/").content.decode())
    assert sorted(about) == ["/actors/cuba/?voice=sergei-shoigu", "/actors/russia/?voice=sergei-shoigu"]


def test_events_that_may_be_one_stand_side_by_side(client: Client) -> None:
    one, other = claim(date=day("2025-05-29")), claim(date=day("2025-06-14"))
    link = EventLink.objects.create(kind="may be the same", event=other.event, other=one.event, score=0.5)
    page = text_of(client.get("/actors/russia/"))
    assert "14 June 2025 Russia promised Cuba a credit line." in page
    assert "29 May 2025 Russia promised Cuba a credit line." in page.split("Two events each")[1]
    EventLink.objects.filter(pk=link.pk).delete()
    assert "none is known to be told in two ways" in text_of(client.get("/actors/russia/"))


def test_standing_ties_are_listed_with_their_article(client: Client, shoigu: Actor) -> None:
    assert "No standing tie" in text_of(client.get("/actors/sergei-shoigu/"))
    told = Article.objects.first()
    Tie.objects.create(
        kind="represents", subject=shoigu, object=actor("Russia"), article=told, start=0, end=6,
        date_earliest=datetime.date(2012, 11, 6),
    )  # fmt: skip
    page = text_of(client.get("/actors/sergei-shoigu/"))
    assert "represents Russia 2012– · the article that says so · read by machine, not reviewed" in page


def test_what_was_merged_is_named_in_the_history(client: Client, shoigu: Actor) -> None:
    merged = actor("Sergey Shoygu", country="RUS")
    Actor.objects.filter(pk=merged.pk).update(merged_into=shoigu)
    page = text_of(client.get("/actors/sergei-shoigu/"))
    assert "Holds what was first read as: Sergey Shoygu." in page


def test_a_known_actor_without_claims_has_a_page_that_says_so(client: Client) -> None:
    actor("Uruguay")
    page = text_of(client.get("/actors/uruguay/"))
    for words in ("No claim names anybody of another country", "There is no event with a counterpart to draw.",
                  "No claim about it is attributed to anybody by name."):  # fmt: skip
        assert words in page
    assert not re.search(r"\b0\b", page.split("Latest claims")[0])
    assert "changed last" not in page


def test_a_filter_brings_the_list_and_the_drawings_that_follow_it(client: Client, shoigu: Actor) -> None:
    asked = {"HX-Request": "true", "HX-Target": "record"}
    html = client.get("/actors/sergei-shoigu/?type=AGREE", headers=asked).content.decode().strip()
    assert 'id="record"' in html[:120]
    for part in ("types-part", "timeline-part"):
        assert f'<div id="{part}" hx-swap-oob="true">' in html
    assert 'id="network"' not in html


@pytest.mark.parametrize("links", [1, 12])
@pytest.mark.slow
def test_queries_of_a_full_page(client: Client, django_assert_num_queries, shoigu: Actor, links: int) -> None:
    """A person with offices, ties, voices and differing accounts: as many queries for one of each as for many."""
    claims = [
        quoted(f"Shoigu promised Cuba oil {n}, Ana Díaz said.", actor("Ana Díaz", country="CUB"), source=shoigu)
        for n in range(links + 1)
    ]
    for one, other in pairwise(claims):
        EventLink.objects.create(kind="may be the same", event=other.event, other=one.event)
    told = article("Shoigu represents Russia.")
    for number in range(links):
        Tie.objects.create(
            kind="represents", subject=shoigu, object=actor("Russia"), article=told, start=number, end=99
        )
    cache.clear()
    with django_assert_num_queries(8):
        assert client.get("/actors/sergei-shoigu/").status_code == 200
