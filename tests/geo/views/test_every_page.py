"""What readers see: every page, its empty and error states, and how many queries it takes."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from articles.models import Article
from geo.models import Actor, Claim, Event
from tests.geo.scenes import actor, alias, article, claim, day, year

pytestmark = pytest.mark.django_db


BLOCKS = "dt dd li p td th tr table caption div section article h1 h2 h3 header footer nav option".split()


def flat(html: str) -> str:
    """Markup without the line ends and blanks between its tags: templates may break a line wherever they like."""
    return " ".join(re.sub(r">\s+<", "><", html).split())


def text_of(response) -> str:
    """The words of a page as a reader has them, tags and runs of white space aside; blocks stand apart."""
    html = re.sub(r"<(script|style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    html = re.sub(rf"</?(?:{'|'.join(BLOCKS)})\b[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.fixture
def one_claim() -> Claim:
    return claim(date=day("2025-05-29"))


PAGES = ["/", "/actors/", "/actors/cuba/", "/dyads/cu-ru/", "/articles/", "/methods/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_and_offers_to_report_an_error(client: Client, one_claim: Claim, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "Report an error" in text_of(response)
    assert "mailto:" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/actors/", "/articles/"])
def test_pages_without_any_data_say_so(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert not re.search(r"\b0\b", text_of(response)), "no data is never a zero"


@pytest.mark.parametrize(
    "path", ["/", "/actors/cuba/", "/dyads/cu-ru/", "/articles/{article}/", "/claims/{ref}/", "/events/{event}/"]
)
def test_an_unreviewed_claim_says_so_wherever_it_stands(client: Client, one_claim: Claim, path: str) -> None:
    page = client.get(path.format(article=one_claim.article_id, ref=one_claim.ref, event=one_claim.event_id))
    assert "read by machine, not reviewed" in text_of(page)


def test_a_reviewed_claim_says_what_was_decided(client: Client) -> None:
    made = claim(review="accepted")
    assert "read by machine, not reviewed" not in text_of(client.get(f"/claims/{made.ref}/")).split("No sentence")[0]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_an_inline_script_or_style(client: Client, one_claim: Claim, path: str) -> None:
    html = client.get(path).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r"\son\w+=", html)


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_is_not_sent_again(client: Client, one_claim: Claim, path: str) -> None:
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    claim("Cuba promised Russia nickel.", source="Cuba", target="Russia", date=day("2025-05-30"))
    if path != "/methods/":
        cache.clear()
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_reader_of_another_language_gets_one_language(client: Client, one_claim: Claim) -> None:
    response = client.get(f"/claims/{one_claim.ref}/", headers={"Accept-Language": "es"})
    assert 'lang="en"' in response.content.decode()
    assert "29 May 2025" in text_of(response)


# Dyads


def test_the_other_order_and_other_case_redirect(client: Client, one_claim: Claim) -> None:
    for path in ("/dyads/ru-cu/?type=AID", "/dyads/CU-RU/?type=AID"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, "/dyads/cu-ru/?type=AID")


def test_known_countries_without_claims_have_a_page(client: Client, one_claim: Claim) -> None:
    actor("Uruguay")
    response = client.get("/dyads/ru-uy/")
    assert response.status_code == 200
    assert "No article read so far makes a claim between Russia and Uruguay" in text_of(response)


@pytest.mark.parametrize("codes", ["cu-xx", "cu", "cu-cu", "cuba-russia", "cu-ru-br", "12-34"])
def test_an_unknown_pair_is_missing(client: Client, one_claim: Claim, codes: str) -> None:
    assert client.get(f"/dyads/{codes}/").status_code == 404


def test_direction_is_that_of_the_page_not_of_the_table(client: Client) -> None:
    actor("Russia"), actor("Cuba")  # Russia has the lower id, Cuba stands first on the page
    claim(trigger="promised")
    assert "1 claim, reporting 1 event with these filters" in text_of(client.get("/dyads/cu-ru/?direction=in"))
    assert "No claims with these filters" in text_of(client.get("/dyads/cu-ru/?direction=out"))


def test_any_other_pair_is_a_view_of_the_first_actor(client: Client) -> None:
    shoigu = actor("Sergei Shoigu", country="RUS")
    claim("Shoigu promised Cuba a credit line.", source=shoigu)
    page = text_of(client.get("/actors/sergei-shoigu/?with=cuba"))
    assert "Sergei Shoigu and Cuba" in page
    assert "1 claim, reporting 1 event" in page


def test_two_countries_have_one_address(client: Client, one_claim: Claim) -> None:
    assert client.get("/actors/russia/?with=cuba")["Location"] == "/dyads/cu-ru/"
    assert client.get("/actors/russia/?with=russia")["Location"] == "/actors/russia/"


# Filters


@pytest.fixture
def several() -> None:
    claim("Russia promised Cuba oil.", date=day("2024-03-05"))
    claim("Russia sent Cuba wheat.", trigger="sent", type="AID", is_speech=False, date=day("2025-05-29"))
    claim("Russia accused Cuba of delay.", trigger="accused", type="ACCUSE", date=year(2025))
    claim(
        "Cuba denied that it accused Russia.",
        trigger="accused",
        type="ACCUSE",
        modality="denied",
        source="Cuba",
        target="Russia",
    )


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("", 4), ("type=AID", 1), ("type=ACCUSE", 2), ("period=2025", 2), ("period=2025-05", 1), ("period=2025-XX", 1),
        ("period=undated", 1), ("modality=denied", 1), ("modality=counted", 3), ("direction=in", 3),
        ("type=ACCUSE&modality=counted&period=2025", 1),
    ],
)  # fmt: skip
def test_filters_narrow_the_claims(client: Client, several: None, query: str, claims: int) -> None:
    page = text_of(client.get(f"/dyads/cu-ru/?{query}"))
    assert f"{claims} claim{'s' if claims > 1 else ''}, reporting" in page


def test_claims_of_one_source(client: Client) -> None:
    kept = claim(of=article("Russia promised Cuba a credit line.", source="Volga Dispatch"))
    claim()
    page = text_of(client.get(f"/dyads/cu-ru/?source={kept.article.source_id}"))
    assert "1 claim, reporting 1 event with these filters" in page


@pytest.mark.parametrize(
    "query",
    [
        "type=WAR",
        "period=25",
        "period=2025-13",
        "modality=sure",
        "source=x",
        "direction=up",
        "after=now",
        "after=2025-01-01_x",
    ],
)
def test_an_unknown_filter_is_refused_with_its_name(client: Client, one_claim: Claim, query: str) -> None:
    response = client.get(f"/dyads/cu-ru/?{query}")
    assert response.status_code == 400
    assert query.partition("=")[2][:3] in text_of(response)


def test_a_filter_that_nothing_fits_offers_the_way_back(client: Client, one_claim: Claim) -> None:
    response = client.get("/dyads/cu-ru/?type=ASSAULT")
    assert "No claim fits these filters" in text_of(response)
    assert 'href="?"' in response.content.decode()


@pytest.mark.parametrize(
    "query", ["", "?direction=in", "?type=AID", "?period=2025", "?modality=denied", "?period=2025-05"]
)
@pytest.mark.parametrize("page", ["/dyads/cu-ru/", "/actors/cuba/"])
@pytest.mark.slow
def test_counts_are_links_to_what_they_count(client: Client, several: None, page: str, query: str) -> None:
    html = client.get(page + query).content.decode()
    counts = re.findall(r'<a href="(\?[^#"]+)#(?:claims|record)"[^>]*>(\d+)<', html)
    columns = re.findall(r'<a href="(\?[^#"]+)#record" class="column"><title>[^:]+: ([^<]+)<', html)
    apart = re.findall(r'<a href="(\?[^#"]+)#record"><b>(\d+)</b>', html)
    counts = [(address, total) for address, total in counts if "modality=counted" in address]
    assert counts
    assert columns or apart
    for address, words in counts + columns + apart:
        total = sum(map(int, re.findall(r"\d+", words)))
        listed = text_of(client.get(f"{page}{unescape(address)}"))
        assert f"reporting {total} event" in listed, address


# htmx


@pytest.mark.parametrize("part", ["claims", "record"])
def test_htmx_gets_only_its_part(client: Client, one_claim: Claim, part: str) -> None:
    response = client.get("/dyads/cu-ru/", headers={"HX-Request": "true", "HX-Target": part})
    html = response.content.decode().strip()
    assert html.startswith(f'<div id="{part}"')
    assert "<html" not in html
    assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", response["Vary"]))


def test_a_history_restore_gets_the_whole_page(client: Client, one_claim: Claim) -> None:
    response = client.get("/dyads/cu-ru/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in response.content.decode()


# Actors


def test_actors_are_found_by_name_beginning_and_surname(client: Client) -> None:
    claim("Shoigu promised Cuba a credit line.", source=actor("Sergei Shoigu", country="RUS"))
    for query in ("Sergei Shoigu", "sergei", "shoi", "SHOIGU"):
        page = text_of(client.get("/actors/", {"q": query}))
        assert "1 actor" in page
        assert "Sergei Shoigu" in page


@pytest.mark.parametrize("typed", ["Shoygu", "shoigo", "Sergey Shoigu", "Shiogu"])
def test_a_misspelt_name_finds_what_is_like_it(client: Client, typed: str) -> None:
    claim("Shoigu promised Cuba a credit line.", source=actor("Sergei Shoigu", country="RUS"))
    page = text_of(client.get("/actors/", {"q": typed}))
    assert "Did you mean" in page
    assert "Sergei Shoigu" in page
    assert "Brazil" not in page


def test_accents_make_no_difference(client: Client) -> None:
    claim("Casas promised Russia a visit.", source=actor("Lázaro Álvarez Casas", country="CUB"), target="Russia")
    assert "1 actor" in text_of(client.get("/actors/", {"q": "lazaro alvarez"}))


def test_a_known_actor_without_claims_is_named_as_such(client: Client, one_claim: Claim) -> None:
    actor("Uruguay")
    assert "no article read so far makes a claim about it: Uruguay" in text_of(client.get("/actors/", {"q": "uruguay"}))


def test_nobody_found_says_what_to_do(client: Client, one_claim: Claim) -> None:
    assert "Nobody found for “xqzwv”" in text_of(client.get("/actors/", {"q": "xqzwv"}))


def test_the_list_is_narrowed_by_kind_and_country(client: Client) -> None:
    claim("Shoigu promised Cuba a credit line.", source=actor("Sergei Shoigu", country="RUS"))
    people = text_of(client.get("/actors/?kind=person")).split("Events")[1]
    assert "Sergei Shoigu" in people
    assert "Cuba" not in people
    assert client.get("/actors/?kind=planet").status_code == 400


def test_a_vetoed_alias_finds_nobody(client: Client, one_claim: Claim) -> None:
    alias(Actor.objects.get(slug="cuba"), "the pearl", vetoed=True)
    assert "Nobody found" in text_of(client.get("/actors/", {"q": "the pearl"}))


def test_a_merged_actor_answers_as_the_other(client: Client) -> None:
    kept, merged = actor("Sergei Shoigu", country="RUS"), actor("Sergey Shoygu", country="RUS")
    claim("Shoigu promised Cuba a credit line.", source=kept)
    Actor.objects.filter(pk=merged.pk).update(merged_into=kept)
    response = client.get("/actors/sergey-shoygu/?type=AGREE")
    assert (response.status_code, response["Location"]) == (302, "/actors/sergei-shoigu/?type=AGREE")
    assert "Sergei Shoigu" in text_of(client.get("/actors/", {"q": "sergey shoygu"}))


def test_people_without_a_role_have_no_page_and_no_link(client: Client) -> None:
    bystander = actor("Ivan Ivanov", country="RUS", has_page=False)
    made = claim("Ivanov promised Cuba a credit line.", source=bystander)
    assert client.get("/actors/ivan-ivanov/").status_code == 404
    assert 'href="/actors/ivan-ivanov/"' not in client.get(f"/claims/{made.ref}/").content.decode()


# Articles and claims


def test_full_rights_show_the_text_with_its_claims_numbered(client: Client) -> None:
    made = claim(of=article("Nothing here. Russia promised Cuba a credit line. The end.\nA last paragraph."))
    html = client.get(f"/articles/{made.article_id}/").content.decode()
    assert "Nothing here." in html
    assert "A last paragraph." in html
    assert f'id="w-{made.ref}" href="#claim-{made.ref}"' in html
    assert f'href="#w-{made.ref}"' in html
    assert f'<mark class="is-trigger is-evidence" data-claims="{made.ref}">promised</mark>' in html


SECRET = "First secret. Second secret. Just before. Russia promised Cuba a credit line. Just after. Third secret."


def test_excerpts_hold_one_sentence_around_and_no_more(client: Client) -> None:
    made = claim(of=article(SECRET + "\nA secret paragraph.", rights="excerpts"))
    page = text_of(client.get(f"/articles/{made.article_id}/"))
    assert "[…] Just before. Russia promised Cuba a credit line." in page
    assert "Just after. […]" in page
    assert "ecret" not in page
    assert "ecret" not in text_of(client.get(f"/claims/{made.ref}/"))


def test_editors_see_all_of_it(admin_client: Client) -> None:
    made = claim(of=article(SECRET, rights="excerpts"))
    page = text_of(admin_client.get(f"/articles/{made.article_id}/"))
    assert "Third secret." in page
    assert "readers see excerpts" in page


def test_a_withdrawn_article_and_its_claims_are_gone(client: Client, one_claim: Claim) -> None:
    Article.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="The outlet asked.")
    Claim.objects.update(shown_to=timezone.now())
    for path in (f"/articles/{one_claim.article_id}/", f"/claims/{one_claim.ref}/"):
        response = client.get(path)
        assert response.status_code == 410
        assert "withdrawn" in text_of(response)
        assert "credit line" not in text_of(response)
    assert client.get(f"/events/{one_claim.event_id}/").status_code == 410


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("queued", "waits for its reading"),
        ("failed", "failed"),
        ("unread", "stored but not read"),
        ("read", "found no claim"),
    ],
)
def test_an_article_says_how_far_its_reading_has_come(client: Client, state: str, words: str) -> None:
    assert words in text_of(client.get(f"/articles/{article('Nothing.', state=state).pk}/"))


def test_the_claim_page_gives_the_words_and_the_reason(client: Client) -> None:
    text = "Talks went on. Russia promised Cuba a credit line, EFE reported. Nobody replied."
    made = claim(
        "Russia promised Cuba a credit line, EFE reported.",
        of=article(text),
        agency="EFE",
        date=year(2025),
        amount_value=38_000_000,
        amount_currency="EUR",
        amount_qualifier="up to",
    )
    response = client.get(f"/claims/{made.ref}/")
    html, page = response.content.decode(), text_of(response)
    assert "Talks went on. Russia promised Cuba a credit line, EFE reported. Nobody replied." in page
    assert '<mark class="is-source">Russia</mark> <mark class="is-trigger is-evidence">promised</mark>' in html
    assert '<mark class="is-target">Cuba</mark>' in html
    for words in ("up to 38,000,000 EUR", "2025 (year; the text names the date)", "EFE agency", "Why is this here?",
                  "A verb of promising between two countries.", "0.80", "Contest this claim"):  # fmt: skip
        assert words in page
    assert "January" not in page


def test_a_claim_without_a_date_borrows_none(client: Client) -> None:
    page = text_of(client.get(f"/claims/{claim().ref}/"))
    assert "no date given The publication date is no event date." in page


@pytest.mark.parametrize("precision", ["<script>alert(1)</script> & “quotes”"])
def test_words_are_escaped(client: Client, precision: str) -> None:
    quote = f"Russia promised {precision} Cuba a line."
    made = claim(quote)
    for path in (f"/claims/{made.ref}/", f"/articles/{made.article_id}/", "/dyads/cu-ru/"):
        html = client.get(path).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “quotes”" in html


def test_a_rejected_claim_is_gone_and_a_new_reading_keeps_the_reference(client: Client, one_claim: Claim) -> None:
    Claim.objects.filter(pk=one_claim.pk).update(shown_to=timezone.now())
    assert client.get(f"/claims/{one_claim.ref}/").status_code == 410
    claim("Russia promised Cuba a bigger credit line.", ref=one_claim.ref, replaces=one_claim)
    assert "bigger" in text_of(client.get(f"/claims/{one_claim.ref}/"))


def test_a_claim_that_was_never_shown_is_missing(client: Client) -> None:
    assert client.get(f"/claims/{claim(shown_from=None).ref}/").status_code == 404
    assert client.get("/claims/nothing-of/").status_code == 404


def test_an_event_counts_independent_texts(client: Client) -> None:
    first = claim()
    claim(of=article("Russia promised Cuba a credit line. Copied.", source="A"), event=first.event)
    claim(of=article("Russia promised Cuba a credit line. Copied.", source="B"), event=first.event)
    page = text_of(client.get(f"/events/{first.event_id}/"))
    assert "claims report it 3" in page
    assert "independent texts 2" in page


def test_a_merged_event_redirects(client: Client, one_claim: Claim) -> None:
    younger = Event.objects.create(type="AGREE", merged_into=one_claim.event)
    assert client.get(f"/events/{younger.pk}/")["Location"] == f"/events/{one_claim.event_id}/"


# Errors


@override_settings(DEBUG=False)
def test_errors_have_pages_of_their_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no such page" in text_of(client.get("/nowhere/"))
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert "evil.example" not in client.get("/", headers={"host": "evil.example"}).content.decode()
    assert client.post("/").status_code == 405
    client.raise_request_exception = False
    monkeypatch.setattr("geo.views.home.site", lambda: 1 / 0)
    failed = client.get("/")
    assert failed.status_code == 500
    assert "The fault is ours" in text_of(failed)


def test_an_editor_without_the_right_gets_a_page_that_says_so(client: Client, django_user_model) -> None:
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))
    response = client.get("/admin/auth/user/")
    assert response.status_code == 403
    assert "You have no permission to see this page." in text_of(response)


# Queries


@pytest.fixture
def measured(client: Client, django_assert_max_num_queries):
    def number(path: str) -> int:
        cache.clear()
        with django_assert_max_num_queries(15) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    return number


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 6), ("/actors/", 2), ("/actors/cuba/", 8), ("/dyads/cu-ru/", 5),
        ("/dyads/cu-ru/?type=AGREE", 5), ("/articles/", 4), ("/articles/{article}/", 3), ("/claims/{ref}/", 5),
        ("/events/{event}/", 3),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_queries_do_not_grow_with_rows(measured, path: str, queries: int) -> None:
    first = claim(date=day("2025-05-29"), of=article("Russia promised Cuba a credit line. " * 30))
    claim(event=first.event, date=day("2025-05-29"), source=actor("First Person Russia", country="RUS"))
    path = path.format(article=first.article_id, ref=first.ref, event=first.event_id)
    assert measured(path) == queries
    for number in range(24):
        of = first.article if "articles/" in path else None
        event = first.event if "events" in path or "claims/" in path else None
        claim(source=actor(f"Person Number{number} Russia", country="RUS"), of=of, event=event, date=day("2025-05-29"))
    assert measured(path) == queries


@pytest.mark.slow
def test_pages_of_claims_follow_each_other_without_gaps(client: Client) -> None:
    made = [claim(date=day("2025-05-29")).ref for _number in range(20)]
    made += [
        claim(
            of=article(f"Russia promised Cuba a credit line. {n}", published_on=None, published_precision="unknown")
        ).ref
        for n in range(20)
    ]
    seen: list[str] = []
    query = ""
    while True:
        html = client.get(f"/dyads/cu-ru/{query}").content.decode()
        seen += re.findall(r'id="claim-(\w+)"', html)
        following = re.search(r'rel="next" href="(\?[^"#]+)', html)
        if not following:
            break
        query = unescape(following[1])
    assert sorted(seen) == sorted(made)
    assert len(set(seen)) == 40
    assert seen.index(made[19]) < seen.index(made[20]), "undated ones come last"


def test_a_version_that_was_corrected_before_its_reading_does_not_promise_one(client: Client) -> None:
    old = article("Russia praised Cuba.", state="queued", superseded_at=timezone.now())
    article("Russia praised Cuba on Friday.", revises=old)
    shown = text_of(client.get(f"/articles/{old.pk}/"))
    assert "the newer one is read instead" in shown
    assert "waits for its reading" not in shown
    assert "queued" not in shown
