"""An event's page: in the order of publication, copies with what they copy, differences, other events."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client

from geo.browse import event_reports
from geo.models import Claim, Event, EventLink
from geo.totals import rollup
from tests.geo.scenes import article, claim, day, year
from tests.geo.views.test_every_page import flat, text_of

pytestmark = pytest.mark.django_db
TEXT = "Russia promised Cuba a credit line. Copied."


def report(source: str, published: str, text: str = "", *, of: Event | None = None, **more) -> Claim:
    on = datetime.date.fromisoformat(published)
    text = text or f"Russia promised Cuba a credit line. {source} was there."
    made = claim(of=article(text, source=source, published_on=on), event=of, **more)
    rollup.refresh([made.pk])
    return made


@pytest.fixture
def three() -> Event:
    """Two independent texts, one of them printed twice, the younger ones stored first."""
    first = report("Late Copy", "2025-06-03", TEXT, date=day("2025-05-29"))
    report("Agency Text", "2025-05-30", TEXT, of=first.event, date=day("2025-05-29"))
    report("Witness", "2025-06-01", of=first.event, date=day("2025-05-28"))
    return first.event


def test_reports_stand_in_the_order_of_publication_with_their_copies(client: Client, three: Event) -> None:
    page = text_of(client.get(f"/events/{three.pk}/"))
    reports = page[page.index("Who reports it") :]
    order = [reports.index(name) for name in ("Agency Text", "The same text in Late Copy", "Text 2", "Witness")]
    assert order == sorted(order)
    assert "Text 1, told more than once" in reports
    assert "claims report it 3" in page
    assert "independent texts 2" in page


def test_what_is_told_differently_names_who_tells_it_how(client: Client, three: Event) -> None:
    page = text_of(client.get(f"/events/{three.pk}/"))
    assert "Told differently When 29 May 2025 Agency Text, Late Copy 28 May 2025 Witness" in page
    assert "thing told differently 1" in page


def test_many_reports_are_paged_by_key_and_none_is_left_out(
    client: Client, three: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_reports, "MOST_REPORTS", 2)
    text = "Russia promised Cuba a credit line. Nobody says when."
    undated = claim(of=article(text, source="Undated", published_on=None, published_precision="unknown"), event=three)
    rollup.refresh([undated.pk])
    address, seen = f"/events/{three.pk}/", []
    while address:
        page = flat(client.get(address).content.decode())
        seen += re.findall("Agency Text|Late Copy|Witness|Undated", page[page.index('id="reports"') :])
        following = re.search(r'rel="next" href="([^"#]+)', page)
        address = f"/events/{three.pk}/{following[1]}" if following else ""
    assert list(dict.fromkeys(seen)) == ["Agency Text", "Witness", "Late Copy", "Undated"]
    assert client.get(f"/events/{three.pk}/?after=2099-01-01_1").status_code == 200
    assert client.get(f"/events/{three.pk}/?after=undated_999999999").status_code == 302
    assert client.get(f"/events/{three.pk}/?after=nonsense").status_code == 400


def test_silence_is_no_difference(client: Client) -> None:
    first = report(
        "One", "2025-05-30", date=day("2025-05-29"), amount_value=5, amount_currency="USD", amount_qualifier="exactly"
    )
    report("Two", "2025-05-31", of=first.event)
    assert "Told differently" not in text_of(client.get(f"/events/{first.event_id}/"))


def test_a_date_told_less_closely_is_no_difference(client: Client) -> None:
    first = report("One", "2025-05-30", date=day("2025-05-29"))
    report("Two", "2025-05-31", of=first.event, date=year(2025))
    assert "Told differently" not in text_of(client.get(f"/events/{first.event_id}/"))


def test_amounts_are_set_side_by_side(client: Client) -> None:
    first = report("One", "2025-05-30", amount_value=5_000_000, amount_currency="USD", amount_qualifier="up to")
    report(
        "Two", "2025-05-31", of=first.event, amount_value=7_000_000, amount_currency="USD", amount_qualifier="exactly"
    )
    page = text_of(client.get(f"/events/{first.event_id}/"))
    assert "How much up to 5,000,000 USD One 7,000,000 USD Two" in page


def test_texts_that_name_one_agency_may_rest_on_one_report(client: Client) -> None:
    text = "Russia promised Cuba a credit line, EFE reported. {} printed it."
    quote = "Russia promised Cuba a credit line, EFE reported."
    first = claim(quote, of=article(text.format("One"), source="One"), agency="EFE")
    claim(quote, of=article(text.format("Two"), source="Two"), agency="EFE", event=first.event)
    rollup.refresh(Claim.objects.values_list("pk", flat=True))
    assert "Several of these texts name the agency EFE" in text_of(client.get(f"/events/{first.event_id}/"))


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [("fulfils", "fulfils", "is fulfilled by"), ("denies", "denies", "is denied by"),
     ("may be the same", "may be the same as", "may be the same as")],
)  # fmt: skip
def test_links_read_both_ways(client: Client, kind: str, here: str, there: str) -> None:
    one, other = claim(date=day("2025-05-29")), claim(date=day("2025-01-02"))
    link = EventLink.objects.create(kind=kind, event=one.event, other=other.event, score=0.5)
    for event, words, when in ((one.event_id, here, "2 January 2025"), (other.event_id, there, "29 May 2025")):
        page = text_of(client.get(f"/events/{event}/"))
        part = page[page.index("Other events it is tied to") :]
        assert part.startswith(f"Other events it is tied to {words}")
        assert when in part
        assert "tied by machine, not reviewed" in part
    EventLink.objects.filter(pk=link.pk).delete()
    assert "Other events" not in text_of(client.get(f"/events/{one.event_id}/"))


def test_an_event_without_shown_claims_is_gone(client: Client, three: Event) -> None:
    refs = list(Claim.objects.values_list("pk", flat=True))
    Claim.objects.update(shown_to=datetime.datetime.now(tz=datetime.UTC))
    rollup.refresh(refs)
    assert client.get(f"/events/{three.pk}/").status_code == 410
    assert client.get("/events/999999/").status_code == 404


@pytest.mark.parametrize("links", [1, 10])
def test_queries_with_links(client: Client, django_assert_num_queries, three: Event, links: int) -> None:
    for _number in range(links):
        EventLink.objects.create(kind="fulfils", event=three, other=claim().event)
    with django_assert_num_queries(4):
        html = client.get(f"/events/{three.pk}/").content.decode()
    assert len(re.findall('class="link-words"', html)) == links


def test_reports_are_found_without_reading_every_claim(three: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {event_reports.REPORTS}", {"event": three.pk, "most": 40, "day": None, "pk": 0})
        plan = str(cursor.fetchall())
    assert "Scan" in plan
    assert "Seq Scan on geo_claim" not in plan
