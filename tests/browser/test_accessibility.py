"""axe-core on every page, in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from geo.models import Claim
from tests.browser.test_reading import corpus  # noqa: F401 - the same articles
from tests.geo.scenes import actor, article, claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/", "/actors/", "/actors/?q=shoygu", "/actors/?q=xqzwv", "/actors/russia/", "/actors/sergei-shoigu/?with=cuba",
    "/dyads/cu-ru/", "/dyads/cu-ru/?type=AID&period=2025", "/articles/", "/articles/{article}/", "/claims/{ref}/",
    "/events/{event}/", "/methods/", "/nowhere/", "/dyads/cu-ru/?type=WAR",
    "/dyads/cu-ru/?part=people", "/dyads/cu-ru/?part=pledges",
    "/dyads/cu-ru/?part=accounts", "/dyads/cu-ru/?part=formats", "/dyads/cu-ru/?part=coverage",
    "/dyads/cu-ru/?part=score&period=2023&act=said",
    "/dyads/cu-ru/?then_from=2023&then_to=2023&now_from=2024&now_to=2025",
    "/articles/{withdrawn}/", "/articles/{excerpts}/", "/dyads/ru-uy/",
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_has_a_serious_violation(new_page, corpus, theme: str, width: int) -> None:  # noqa: F811
    one = Claim.objects.get(type="AID")
    withdrawn = article("Nothing.", withdrawn_at=timezone.now(), withdrawn_reason="The outlet asked.", state="unread")
    excerpts = claim(of=article("One. Russia promised Cuba a credit line. Two. Three.", rights="excerpts")).article_id
    actor("Uruguay")
    names = {
        "article": one.article_id,
        "ref": one.ref,
        "event": one.event_id,
        "withdrawn": withdrawn.pk,
        "excerpts": excerpts,
    }
    page = new_page(color_scheme=theme, viewport={"width": width, "height": 900})
    found = []
    for path in PAGES:
        page.goto(path.format(**names))
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true }")
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((path, violation["id"], [node["target"] for node in violation["nodes"]][:3]))
    new_page.complaints[:] = [text for text in new_page.complaints if "Failed to load resource" not in text]
    assert not found, found
