"""/search/: names lead to the list of actors, a claim's reference to the claim."""

import pytest
from django.test import Client

from tests.geo.scenes import actor, claim
from tests.geo.views.test_every_page import text_of

pytestmark = pytest.mark.django_db


def test_a_name_finds_the_actor_even_with_a_slip(client: Client) -> None:
    claim("Shoigu promised Cuba a credit line.", source=actor("Sergei Shoigu", country="RUS"))
    for typed in ("shoigu", "Shoygu"):
        assert "Sergei Shoigu" in text_of(client.get("/search/", {"q": typed}, follow=True))


def test_a_reference_leads_to_its_claim(client: Client) -> None:
    made = claim()
    assert client.get("/search/", {"q": made.ref.upper()})["Location"] == f"/claims/{made.ref}/"


def test_nothing_typed_lists_everybody(client: Client) -> None:
    assert client.get("/search/?q=+")["Location"] == "/actors/"


def test_what_is_typed_is_taken_as_it_is(client: Client) -> None:
    claim()
    page = client.get("/search/", {"q": "a&b=<i>"}, follow=True)
    assert "Nobody found for “a&b=<i>”" in text_of(page)
    assert "<i>" not in page.content.decode()
