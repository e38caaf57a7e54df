"""Markup in a name, a title or a text stays text, on every page and part: much of it is written by hand in Python."""

from __future__ import annotations

from collections import deque
from html.parser import HTMLParser

import pytest
from django.db.models import F, Model, Value
from django.db.models.functions import Concat
from django.test import Client

from articles.models import Article, Source
from geo.models import Actor, Attribution, EventLink, Office
from geo.totals import rollup
from tests.geo.scenes import actor, article, claim, day, year

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOSTILE = "\"'><i data-hostile=''>&amp;"
MOST_PAGES = 200
FIELDS: list[tuple[type[Model], list[str]]] = [
    (Actor, ["name"]), (Source, ["name", "alignment"]), (Article, ["title", "byline", "basis"]),
    (Attribution, ["name"]), (Office, ["title"]),
]  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of a page: its addresses, and whether a hostile tag or attribute came to life."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.has_escaped = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.has_escaped |= "data-hostile" in dict(attributes) or any("'" in name for name, _value in attributes)
        self.addresses += [value for name, value in attributes if name in {"href", "hx-get"} and value]


@pytest.fixture
def world() -> None:
    people = [actor("Ana Paz", country="CUB"), actor("Ivan Orlov", country="RUS")]
    Office.objects.create(person=people[0], title="envoy", country="CUB", starts="2012-01-01")
    quote = f"Russia promised Cuba and Brazil {HOSTILE} a credit line, EFE said."
    plan = claim(quote, agency="EFE", date=day("2014-07-01"), official=True, contexts=["economic"], rule=HOSTILE)
    again = claim(
        of=article(f"Orlov promised Paz a loan. {HOSTILE}", source="Other"), quote="Orlov promised Paz a loan.",
        source=people[1], target=people[0], date=year(2014), official=True, amount_value=5, amount_unit=HOSTILE,
        amount_qualifier="exactly", event=plan.event,
    )  # fmt: skip
    met = claim(
        "Orlov met Paz in Havana.", source=people[1], target=people[0], trigger="met", type="CONSULT", symmetric=True,
        date=day("2015-02-01"), official=True, review="accepted", place=HOSTILE,
    )  # fmt: skip
    gave = claim("Russia gave Cuba a loan.", trigger="gave", type="AID", date=day("2015-03-01"), official=True)
    Attribution.objects.create(claim=gave, rank=0, kind="speaker", name="Orlov", actor=people[1], start=0, end=6)
    for kind, one, other in (("fulfils", gave, plan), ("may be the same", met, gave), ("denies", met, plan)):
        EventLink.objects.create(kind=kind, event=one.event, other=other.event, score=0.9)
    claim("Cuba accused Brazil of theft.", source="Cuba", target="Brazil", trigger="accused", type="ACCUSE")
    for model, names in FIELDS:
        for row in names:
            model._default_manager.exclude(**{row: ""}).update(**{row: Concat(F(row), Value(HOSTILE))})
    rollup.refresh([plan.pk, again.pk, met.pk, gave.pk])


def test_no_name_becomes_markup_anywhere(client: Client, world: None) -> None:
    todo = deque(["/", "/dyads/cu-ru/", "/actors/russia/", "/search/?q=russia"])
    seen: set[str] = set(todo)
    visited = hostile = 0
    while todo and visited < MOST_PAGES:
        address = todo.popleft()
        visited += 1
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        html = answer.content.decode()
        page = Page(html)
        assert not page.has_escaped, address
        hostile += "data-hostile" in html
        for found in page.addresses:
            path = found.split("#")[0]
            path = f"{address.split('?')[0]}{path}" if path.startswith("?") else path
            if path.startswith("/") and not path.startswith(("/static", "/admin")) and path not in seen:
                seen.add(path)
                todo.append(path)
    assert hostile > visited / 2
