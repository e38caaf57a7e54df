"""The page of two actors: its sections, their numbers, what they lead to, and how many queries they take."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from geo.models import ClaimParty, Event, EventLink, Relationship, Tie
from geo.totals import rollup
from tests.geo.scenes import actor, article, claim, day, span, year
from tests.geo.views.test_every_page import flat, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PARTS = ["people", "ties", "pledges", "formats", "accounts", "coverage"]


@pytest.fixture
def history() -> None:
    """Events of several years, both ways, said and done, by officials and by others."""
    for month in ("2013-02-11", "2013-05-02", "2014-07-11"):
        claim("Russia sent Cuba wheat.", trigger="sent", type="AID", is_speech=False, date=day(month), official=True)
    claim(
        "Russia accused Cuba of delay.", trigger="accused", type="ACCUSE", date=day("2014-03-01"), official=True,
        contexts=["economic", "legal"],
    )  # fmt: skip
    claim(
        "Cuba accused Russia of delay.", source="Cuba", target="Russia", trigger="accused", type="ACCUSE",
        date=year(2014), official=True, contexts=["economic"],
    )  # fmt: skip
    claim("Russia promised Cuba a credit line.", date=day("2022-03-01"))
    claim("Russia promised Cuba a dam.", official=True)
    shoigu, diaz = actor("Sergei Shoigu", country="RUS"), actor("Ana Díaz", country="CUB")
    claim(
        "Shoigu met Díaz in Moscow.", source=shoigu, target=diaz, trigger="met", type="CONSULT", symmetric=True,
        is_speech=False, date=day("2022-05-01"), official=True,
    )  # fmt: skip


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/dyads/cu-ru/{query}")
    assert response.status_code == 200, query
    return flat(response.content.decode())


def section(html: str, name: str) -> str:
    found = re.search(rf'<section class="[^"]*" id="{name}".*?</section>', html, flags=re.S)
    assert found, name
    return found[0]


# Direction


def test_the_switch_counts_each_way_and_keeps_to_it(client: Client, history: None) -> None:
    ways = dict(re.findall(r'<a href="(\?[^"]*)"[^>]*>[^<]+<span class="n">(\d+)', page(client).split("</nav>")[1]))
    assert ways == {"?": "8", "?direction=out": "1", "?direction=in": "6"}
    html = page(client, "?direction=out")
    assert 'href="?direction=out" aria-current="true"' in html
    links = {unescape(href) for href in re.findall(r'href="(\?[^"]+)#record"', html)}
    assert links
    assert all("direction=out" in link for link in links if "modality=counted" in link)
    assert "1 event has no direction" in text_of(client.get("/dyads/cu-ru/"))


def test_the_switch_changes_every_number_of_the_page(client: Client, history: None) -> None:
    html = page(client, "?direction=out")
    assert section(html, "thermometer").count('class="mean') == 1
    assert "Sergei Shoigu" not in section(html, "thermometer")
    assert "To compare two periods takes events of at least two years" in text_of(
        client.get("/dyads/cu-ru/?direction=out")
    )


# Thermometer


def means(html: str) -> dict[str, tuple[str, int]]:
    """The address of each mark, with its mean and n."""
    titles = re.findall(r'<a href="(\?[^"]+)" class="mean[^>]*><title>[^:]+: (\S+), (?:from|mean of) (\d+)', html)
    return {unescape(href): (mean, int(events)) for href, mean, events in titles}


def test_a_mean_is_what_its_arithmetic_says(client: Client, history: None) -> None:
    drawn = means(page(client))
    assert len(drawn) == 4, "deeds of 2013, 2014 and 2022, words of 2014"
    for address, (mean, events) in drawn.items():
        html = page(client, address)
        equation = re.search(r'class="equation"><span>(\S+) .*?(\d+)</span> = <strong>(\S+)</strong>', html, flags=re.S)
        assert equation
        total, n, quotient = (float(number.replace("−", "-")) for number in equation.groups())
        assert n == events
        assert total / n == quotient
        assert abs(quotient - float(mean.replace("−", "-"))) <= 0.05
        scores = [float(s.replace("−", "-")) for s in re.findall(r"Score </span>(\S+?)(?:</p>|\s)", html)]
        assert (len(scores), sum(scores)) == (events, total)
        assert html.count('class="to-words"') == events, "each event leads to its words"


def test_the_drawing_and_its_table_say_the_same(client: Client, history: None) -> None:
    html = section(page(client), "thermometer")
    table = dict(re.findall(r'<td class="num"><a href="(\?[^"]+)">([+−]?[\d.]+)</a>', html))
    assert {unescape(href): mean for href, mean in table.items()} == {
        href: mean for href, (mean, _events) in means(html).items()
    }


def test_what_is_not_measured_is_named(client: Client, history: None) -> None:
    words = text_of(client.get("/dyads/cu-ru/"))
    assert "Not in it: 1 event without a known year; 1 event in which a side does not act for its state." in words


def test_a_year_with_enough_events_opens_by_quarter(client: Client) -> None:
    for number in range(10):
        claim(
            f"Russia accused Cuba, {number}.", trigger="accused", type="ACCUSE", date=day("2014-08-01"), official=True
        )
    claim("Russia promised Cuba a dam.", date=day("2001-02-03"), official=True)
    [address] = [href for href in means(page(client)) if "2014" in href]
    html = page(client, address)
    assert "The year by quarter" in html
    [quarter] = means(html)
    assert "period=2014-Q3" in quarter
    assert "−30.0" in page(client, quarter)


@pytest.mark.parametrize("query", ["?part=score", "?part=score&period=2014-05&act=done", "?part=score&period=2014"])
def test_a_mean_that_is_none_is_refused(client: Client, history: None, query: str) -> None:
    assert client.get(f"/dyads/cu-ru/{query}").status_code == 400


def test_a_mean_without_events_has_an_empty_state(client: Client, history: None) -> None:
    response = client.get("/dyads/cu-ru/?part=score&period=1999&act=done")
    assert "No event between officials of the two was read for 1999" in text_of(response)


# What changed


def test_differences_are_links_to_just_what_they_count(client: Client, history: None) -> None:
    html = section(page(client, "?then_from=2013&then_to=2014&now_from=2020&now_to=2022"), "changes")
    counts = re.findall(r'<a href="(\?[^"#]+)#record">(\d+)<', html)
    assert len(counts) == 6, "aid, accuse; agree, consult; both totals"
    for address, events in counts:
        listed = text_of(client.get(f"/dyads/cu-ru/{unescape(address)}"))
        assert f"reporting {events} event" in listed
        assert "then_from=2013" in address, "going back, or on, keeps what is compared"


def test_a_comparison_names_what_is_new_and_gone(client: Client, history: None) -> None:
    words = re.sub(
        r"<[^>]+>|\s+", " ", section(page(client, "?then_from=2013&then_to=2014&now_from=2021&now_to=2022"), "changes")
    )
    new, gone = words.split("New", 1)[1].split("Gone", 1)
    assert all(kind in new for kind in ("agree", "consult"))
    assert all(kind in gone for kind in ("aid", "accuse"))


def test_a_year_that_is_none_is_refused(client: Client, history: None) -> None:
    assert client.get("/dyads/cu-ru/?then_from=x&then_to=2014&now_from=2021&now_to=2022").status_code == 400


# Themes


def test_themes_are_links_to_just_what_they_count(client: Client, history: None) -> None:
    html = section(page(client), "themes")
    found = re.findall(r'<a href="(\?[^"#]+)#record">(\d+)<', html)
    assert [events for _href, events in found] == ["2", "1"]
    for address, events in found:
        assert f"reporting {events} event" in text_of(client.get(f"/dyads/cu-ru/{unescape(address)}"))


# Parts


@pytest.mark.parametrize("part", PARTS)
def test_each_part_stands_alone_and_is_fetched_alone(client: Client, history: None, part: str) -> None:
    assert f'hx-get="?part={part}"' in page(client)
    whole = page(client, f"?part={part}")
    assert "<html" in whole
    assert f'<h2 id="{part}-h" tabindex="-1">' in whole
    response = client.get(f"/dyads/cu-ru/?part={part}", headers={"HX-Request": "true", "HX-Target": part})
    assert response.content.decode().strip().startswith(f'<section class="part" id="{part}"')


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("codes", ["cu-ru", "ru-uy"])
def test_each_part_has_an_empty_state(client: Client, codes: str, part: str) -> None:
    actor("Uruguay")
    claim("Russia accused Cuba of delay.", trigger="accused", type="ACCUSE")
    response = client.get(f"/dyads/{codes}/?part={part}")
    assert response.status_code == 200
    if (codes, part) != ("cu-ru", "coverage"):
        assert 'class="empty"' in response.content.decode()
    assert not re.search(r"\b0\b", text_of(response)), "no data is never a zero"


def test_all_parts_stand_on_one_page_to_print(client: Client, history: None) -> None:
    html = page(client, "?whole=1")
    for part in PARTS:
        assert html.count(f'<section class="part" id="{part}"') == 1
        assert f'hx-get="?part={part}"' not in html
    assert 'href="?whole=1"' in page(client)
    with CaptureQueriesContext(connection) as captured:
        client.get("/dyads/cu-ru/?whole=1")
    assert len(captured) <= 40


def test_an_unknown_part_is_refused(client: Client, history: None) -> None:
    response = client.get("/dyads/cu-ru/?part=gossip")
    assert response.status_code == 400
    assert "There is no part “gossip”" in text_of(response)


def test_two_people_have_the_same_page(client: Client, history: None) -> None:
    html = client.get("/actors/sergei-shoigu/?with=ana-diaz").content.decode()
    assert 'href="?with=ana-diaz&amp;part=score&amp;period=2022&amp;act=done"' in html
    assert client.get("/actors/sergei-shoigu/?with=ana-diaz&part=pledges").status_code == 200


def test_who_met_whom_leads_to_the_meetings(client: Client, history: None) -> None:
    html = page(client, "?part=people")
    [(address, events)] = re.findall(r'<td><a href="([^"#]+)#record">.*?<span class="n">(\d+)<', html, flags=re.S)
    assert f"reporting {events} event" in text_of(client.get(unescape(address)))


def linked(kind: str, event: Event, other: Event, **more) -> None:
    EventLink.objects.create(kind=kind, event=event, other=other, score=0.5, **more)


def test_pledges_stand_beside_what_became_of_them(client: Client) -> None:
    kept = claim("Russia promised Cuba wheat.", date=day("2014-01-01"))
    denied = claim("Russia promised Cuba ships.", date=day("2014-01-02"))
    claim("Russia promised Cuba a dam.", date=day("2014-01-03"))
    claim("Russia plans to send Cuba rice.", trigger="plans", modality="planned", is_speech=False)
    sent = claim("Russia sent Cuba wheat.", trigger="sent", type="AID", date=day("2014-02-01"))
    no = claim("Russia denied sending Cuba ships.", trigger="denied", type="AID", modality="denied")
    linked("fulfils", sent.event, kept.event)
    linked("denies", no.event, denied.event)
    words = text_of(client.get("/dyads/cu-ru/?part=pledges"))
    with_outcome, without = words.split("Nothing known since")
    assert re.search(r"Russia promised Cuba wheat\..*Then it occurred.*Russia sent Cuba wheat\.", with_outcome)
    assert re.search(r"Russia promised Cuba ships\..*Denied.*Russia denied sending Cuba ships\.", with_outcome)
    assert "linked by machine, not reviewed" in with_outcome
    assert "Russia promised Cuba a dam." in without
    assert "Russia plans to send Cuba rice." in without
    assert "wheat" not in without


def test_a_rejected_link_is_no_outcome(client: Client, admin_user) -> None:
    pledge = claim("Russia promised Cuba wheat.", date=day("2014-01-01"))
    sent = claim("Russia sent Cuba wheat.", trigger="sent", type="AID", date=day("2014-02-01"))
    linked("fulfils", sent.event, pledge.event, accepted=False, decided_by=admin_user, decided_at=timezone.now())
    words = text_of(client.get("/dyads/cu-ru/?part=pledges"))
    assert "Then it occurred" not in words
    assert "Russia promised Cuba wheat." in words.split("Nothing known since")[1]


def with_third(made, name: str) -> None:
    third = actor(name)
    start, end = span(made.article.text, name)
    ClaimParty.objects.create(
        claim=made, role="target", rank=1, actor=third, country=third.country, start=start, end=end
    )
    rollup.refresh([made.pk])


def test_formats_are_grouped_by_who_takes_part(client: Client) -> None:
    for number in range(2):
        made = claim(f"Russia called on Cuba and Brazil, {number}.", trigger="called", type="REQUEST")
        with_third(made, "Brazil")
    claim("Russia called on Cuba alone.", trigger="called", type="REQUEST")
    html = page(client, "?part=formats")
    words = text_of(client.get("/dyads/cu-ru/?part=formats"))
    assert "Brazil, Cuba and Russia 2 events:" in words
    assert "alone" not in words
    for address in re.findall(r'href="(/events/\d+/)"', html):
        assert client.get(address).status_code == 200


def test_accounts_differ_side_by_side_by_independent_texts(client: Client) -> None:
    one = claim("Russia sent Cuba wheat.", trigger="sent", type="AID", date=day("2014-02-01"))
    event = Event.objects.create(type="AID")
    for source in ("A", "B"):
        copied = article("Russia sent Cuba wheat late. Copied.", source=source)
        claim(
            "Russia sent Cuba wheat late.", of=copied, trigger="sent", type="AID", date=day("2014-02-09"), event=event
        )
    linked("may be the same", event, one.event)
    words = text_of(client.get("/dyads/cu-ru/?part=accounts"))
    assert "Two events that may be the same: dated differently" in words
    assert "1 independent text, 2 claims" in words, "two copies are one witness"


def test_what_is_reported_and_denied_stands_side_by_side(client: Client) -> None:
    sent = claim("Russia sent Cuba wheat.", trigger="sent", type="AID", date=day("2014-02-01"))
    no = claim("Russia denied sending Cuba wheat.", trigger="denied", type="AID", modality="denied")
    linked("denies", no.event, sent.event)
    words = text_of(client.get("/dyads/cu-ru/?part=accounts"))
    assert re.search(
        r"Reported, and denied: not equally real .*Russia sent Cuba wheat.*denied sending Cuba wheat", words
    )


def test_one_event_counted_differently(client: Client) -> None:
    first = claim("Russia lent Cuba 5 dollars.", trigger="lent", type="AID", **dollars(5))
    claim("Russia lent Cuba 7 dollars.", trigger="lent", type="AID", event=first.event, **dollars(7))
    claim("Russia lent Cuba money.", trigger="lent", type="AID", event=first.event)
    words = text_of(client.get("/dyads/cu-ru/?part=accounts"))
    assert "One event, told in different ways: counted differently" in words
    assert words.count("all reports") == 2, "who names no sum contradicts nobody"


def dollars(value: int) -> dict[str, object]:
    return {"amount_value": value, "amount_currency": "USD", "amount_qualifier": "exactly"}


def test_standing_ties_quote_their_words(client: Client, history: None) -> None:
    told = article("Russia and Cuba keep a treaty.")
    start, end = span(told.text, "Russia and Cuba keep a treaty")
    Tie.objects.create(
        kind="party_to_agreement", subject=actor("Russia"), object=actor("Cuba"), article=told, start=start, end=end
    )
    words = text_of(client.get("/dyads/cu-ru/?part=ties"))
    assert "Russia and Cuba keep a treaty" in words
    assert "read by machine, not reviewed" in words


def test_coverage_adds_up_to_the_claims(client: Client, history: None) -> None:
    html = page(client, "?part=coverage")
    total = Relationship.objects.get(first__kind="country", second__kind="country").claim_count
    tables = re.findall(r"<table.*?</table>", html, flags=re.S)
    assert len(tables) == 3
    for table in tables:
        assert sum(map(int, re.findall(r">(\d+)(?:</a>)?</td>", table))) == total


def test_a_rebuild_knows_whose_people_a_pair_is_of(client: Client, history: None) -> None:
    """Rows from before the column was there would be missing from the people of the two."""
    Relationship.objects.update(countries="", are_countries=False)
    rollup.rebuild()
    assert set(Relationship.objects.values_list("countries", flat=True)) == {"CUB RUS"}
    assert Relationship.objects.filter(are_countries=True).count() == 1


# Queries


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 6), ("?direction=in&then_from=2013&then_to=2014&now_from=2021&now_to=2022", 5),
        ("?part=score&period=2014&act=done", 4), ("?part=people", 3), ("?part=ties", 2), ("?part=pledges", 6),
        ("?part=formats", 4), ("?part=accounts", 6), ("?part=coverage", 2),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_queries_do_not_grow_with_rows(
    client: Client, history: None, django_assert_max_num_queries, query: str, queries: int
) -> None:
    def measured() -> int:
        cache.clear()
        with django_assert_max_num_queries(12) as captured:
            page(client, query)
        return len(captured)

    grow(1)
    assert measured() == queries
    grow(12)
    assert measured() == queries


def grow(times: int) -> None:
    """More of everything that a part may show."""
    for number in range(times):
        sent = claim(
            f"Russia sent Cuba wheat, {number}.", trigger="sent", type="AID", date=day("2014-02-01"), official=True,
            is_speech=False, contexts=["military"],
        )  # fmt: skip
        pledge = claim(f"Russia promised Cuba wheat, {number}.", date=day("2014-01-01"))
        linked("fulfils", sent.event, pledge.event)
        late = {"quote": f"Russia sent Cuba wheat late, {number}.", "trigger": "sent", "type": "AID"}
        again = claim(**late, date=day("2014-02-09"), **dollars(number + 1))
        claim(**late, of=again.article, event=again.event, **dollars(99))
        linked("may be the same", again.event, sent.event)
        with_third(claim(f"Russia called on Cuba and Brazil, {number}.", trigger="called", type="REQUEST"), "Brazil")
        one, other = actor(f"Ivan Petrov{number}", country="RUS"), actor(f"Ana Casas{number}", country="CUB")
        claim(f"Petrov{number} met Casas{number}.", source=one, target=other, trigger="met", type="CONSULT")
        Tie.objects.create(kind="ally", subject=one, object=other, article=sent.article, start=0, end=6)
