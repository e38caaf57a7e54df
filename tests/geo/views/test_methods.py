"""What the methods page says is what the code does."""

import re

import pytest
from django.test import Client

from geo.charts.thermometer import ENOUGH, FEW
from geo.vocabulary import EventType, score
from tests.geo.views.test_every_page import text_of

pytestmark = pytest.mark.django_db


def test_every_type_stands_there_with_its_score(client: Client) -> None:
    html = client.get("/methods/").content.decode()
    rows = re.findall(r'<span class="type">(\w+)</span></th>.*?<td class="num">([^<]+)</td>', html, flags=re.S)
    shown = {label: float(number.replace("−", "-")) for label, number in rows}
    assert shown == {str(kind.label): score(kind, "") for kind in EventType}
    assert "visit +4.0" in text_of(client.get("/methods/"))


def test_the_thresholds_are_those_of_the_drawing(client: Client) -> None:
    words = text_of(client.get("/methods/"))
    assert f"rest on {ENOUGH} events" in words
    assert f"fewer than {FEW} events are small" in words


def test_every_link_within_the_page_has_its_place(client: Client) -> None:
    html = client.get("/methods/").content.decode()
    wanted = set(re.findall(r'href="#([\w-]+)"', html))
    assert len(wanted) > 12
    assert wanted <= set(re.findall(r'id="([\w-]+)"', html))
    for section in ("thermometer", "pledges", "accounts", "confidence", "unknown"):
        assert section in wanted
