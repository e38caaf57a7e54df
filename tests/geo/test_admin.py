import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from geo.models import Actor, Claim, Event, EventLink, Mention, Review, Tie
from tests.geo.scenes import actor, article, claim, day

pytestmark = pytest.mark.django_db
MODELS = sorted((m for m in admin.site._registry if m._meta.app_label in ("geo", "articles")), key=lambda m: m.__name__)


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("ana", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def world(editor: User) -> None:
    """At least one row of every model."""
    text = article("Sergei Shoigu praised Cuba. Russia promised Cuba a credit line.")
    one = claim("Sergei Shoigu praised Cuba.", of=text, source=actor("Sergei Shoigu", country="RUS"), trigger="praised",
                agency="Cuba", date=day("2025-05-29"))  # fmt: skip
    two = claim(date=day("2025-05-28"))
    EventLink.objects.create(kind="may be the same", event=two.event, other=one.event, score=0.5)
    Mention.objects.create(article=text, run=text.runs.get(), start=0, end=13, actor=actor("Sergei Shoigu"))
    Tie.objects.create(kind="ally", subject=actor("Russia"), object=actor("Cuba"), article=text, start=0, end=27)
    Review.objects.create(ref=one.ref, decision="accepted", by=editor)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
@pytest.mark.parametrize("who", ["superuser", "editor"])
@pytest.mark.slow
def test_every_list_search_and_row_opens(client: Client, world: None, editor: User, model: type, who: str) -> None:
    client.force_login(editor if who == "editor" else User.objects.create_superuser("root"))
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    address = reverse(f"{base}_changelist")
    assert client.get(address).status_code == 200
    assert client.get(address, {"q": "cuba"}).status_code == 200
    for row in model._default_manager.all()[:1]:
        assert client.get(reverse(f"{base}_change", args=[row.pk])).status_code == 200
        assert client.post(reverse(f"{base}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
@pytest.mark.slow
def test_every_filter_works(client: Client, world: None, model: type) -> None:
    client.force_login(User.objects.create_superuser("root"))
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    page = client.get(address)
    filters = page.context["cl"].filter_specs
    assert filters or not admin.site._registry[model].list_filter or model._meta.model_name in ("source", "upload")
    for spec in filters:
        for choice in spec.choices(page.context["cl"]):
            assert client.get(address + choice["query_string"]).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
@pytest.mark.slow
def test_without_permission_nothing_is_shown(client: Client, world: None, model: type) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(address).status_code == 302  # to the login
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address).status_code == 403


def test_what_the_machine_wrote_cannot_be_changed(client: Client, world: None) -> None:
    client.force_login(User.objects.create_superuser("root"))
    one = Claim.objects.first()
    assert one
    answer = client.post(reverse("admin:geo_claim_change", args=[one.pk]), {"type": "AID"})
    assert answer.status_code == 403
    assert client.get(reverse("admin:geo_claim_add")).status_code == 403


@pytest.mark.parametrize("name", ["claim", "event", "mention", "relationship", "actor"])
@pytest.mark.slow
def test_lists_ask_the_same_number_of_queries_for_more_rows(client: Client, world: None, name: str) -> None:
    client.force_login(User.objects.create_superuser("root"))
    address = reverse(f"admin:geo_{name}_changelist")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(8):
        who = actor(f"Ana Number{number}", country="CUB")
        made = claim(f"Ana Number{number} promised Russia help.", source=who, target="Russia")
        Mention.objects.create(article=made.article, run=made.run, start=0, end=3, actor=who)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def act(client: Client, name: str, action: str, *rows: object) -> str:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(reverse(f"admin:geo_{name}_changelist"), data, follow=True).content.decode()


def test_an_editor_rejects_and_takes_it_back(client: Client, editor: User) -> None:
    client.force_login(editor)
    one, two = claim(), claim()
    assert "2 decisions are kept." in act(client, "claim", "reject", one, two)
    assert not Claim.objects.shown().exists()
    assert "already" in act(client, "claim", "reject", one)
    assert "1 decision is kept." in act(client, "claim", "undo", one)
    assert Claim.objects.shown().get().ref == one.ref


def test_a_reference_is_looked_up_as_such(client: Client, editor: User) -> None:
    client.force_login(editor)
    one, two = claim(), claim("Russia promised Cuba a second credit line.")
    addresses = {name: reverse(f"admin:geo_{name}_changelist") for name in ("claim", "event")}
    asked = {"claim": [one.ref], "event": [one.ref, str(one.event_id)]}
    for name, terms in asked.items():
        for term in terms:
            with CaptureQueriesContext(connection) as captured:
                rows = client.get(addresses[name], {"q": f" {term} "}).context["cl"].result_list
            assert list(rows) == [one if name == "claim" else one.event]
            assert not any(" LIKE " in query["sql"] for query in captured)
    everything = client.get(addresses["claim"], {"q": "Delegations"}).context["cl"].result_list
    assert {row.pk for row in everything} == {one.pk, two.pk}


def test_who_may_not_review_sees_no_such_action(client: Client) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Group.objects.get(name="Editors").permissions.filter(codename="view_claim"))
    client.force_login(reader)
    one = claim()
    act(client, "claim", "reject", one)
    assert Claim.objects.shown().get() == one


def test_an_editor_merges_actors_and_joins_events(client: Client, editor: User) -> None:
    client.force_login(editor)
    one, two = actor("Sergei Shoigu", country="RUS"), actor("Sergey Shoygu", country="RUS")
    first, second = claim(date=day("2025-05-29")), claim(date=day("2025-05-30"))
    assert "is read as Sergei Shoigu now" in act(client, "actor", "merge_selected", one, two)
    assert Actor.objects.get(pk=two.pk).merged_into == one
    assert "stands for itself again" in act(client, "actor", "undo_merges", two)
    assert "They are event" in act(client, "event", "join", first.event, second.event)
    assert Event.objects.get(pk=second.event_id).merged_into == first.event
    assert "Choose two different events" in act(client, "event", "join", first.event)


def test_a_new_alias_is_found_without_accents(client: Client, editor: User) -> None:
    client.force_login(editor)
    cuba = claim().parties.get(role="target").actor
    data = {"actor": cuba.pk, "text": "República de Cuba", "language": "es", "kind": "name"}
    assert client.post(reverse("admin:geo_alias_add"), data).status_code == 302
    assert cuba.aliases.get(language="es").folded == "republica de cuba"
    assert b"Cuba" in client.get("/actors/", {"q": "republica de cuba"}).content


@pytest.fixture
def links(editor: User) -> dict[str, EventLink]:
    """A promise, the act that kept it, and a second telling of the act."""
    promise, act, again = claim(date=day("2025-05-01")), claim(date=day("2025-05-29")), claim(date=day("2025-05-28"))
    kept = EventLink.objects.create(kind="fulfils", event=act.event, other=promise.event, score=0.6)
    same = EventLink.objects.create(kind="may be the same", event=again.event, other=act.event, score=0.5)
    return {"kept": kept, "same": same}


def decide_link(client: Client, action: str, link: EventLink) -> str:
    url = reverse("admin:geo_eventlink_changelist")
    return client.post(url, {"action": action, "_selected_action": [link.pk]}, follow=True).content.decode()


def test_an_editor_accepts_rejects_and_takes_back_a_kept_promise(
    client: Client, editor: User, links: dict[str, EventLink]
) -> None:
    client.force_login(editor)
    link = links["kept"]
    for action, accepted in (("accept", True), ("reject", False)):
        assert "1 decision is kept" in decide_link(client, action, link)
        link.refresh_from_db()
        assert (link.accepted, link.decided_by) == (accepted, editor)
    decide_link(client, "undo", link)
    assert not EventLink.objects.filter(pk=link.pk).exclude(accepted=None, decided_by=None, decided_at=None).exists()


def test_accepting_that_two_are_the_same_joins_them(client: Client, editor: User, links: dict[str, EventLink]) -> None:
    client.force_login(editor)
    link = links["same"]
    decide_link(client, "accept", link)
    link.refresh_from_db()
    assert link.accepted
    assert link.event.merged_into == link.other
    assert "split them first" in decide_link(client, "reject", link)
    link.refresh_from_db()
    assert link.accepted


def test_who_may_not_join_events_decides_no_link(client: Client, links: dict[str, EventLink]) -> None:
    reader = User.objects.create_user("eva", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_eventlink"))
    client.force_login(reader)
    decide_link(client, "accept", links["kept"])
    links["kept"].refresh_from_db()
    assert links["kept"].accepted is None
