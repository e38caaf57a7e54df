"""What the database refuses, tried by breaking it, one constraint after another; a new one without a trial fails."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from articles.models import Article, Source
from geo.models import Actor, Event, EventLink, Mention, Review, Tie
from geo.models.rollups import SiteTotal
from tests.geo.scenes import actor, alias, article, claim, day

pytestmark = pytest.mark.django_db
NOW = timezone.now()
CHECKS: dict[str, dict[str, Any]] = {
    "source_named": {"name": ""},
    "source_country_is_alpha2": {"country": "ru"},
    "source_alignment_is_cited": {"alignment": "owned by a state", "alignment_citation": ""},
    "article_hash_is_sha256": {"text_sha256": "abc"},
    "article_rights_known": {"rights": "mine"},
    "article_state_known": {"state": "lost"},
    "article_date_and_precision_together": {"published_on": None, "published_precision": "day"},
    "article_not_its_own_revision": {"revises": models.F("id")},
    "article_withdrawal_has_reason": {"withdrawn_at": NOW, "withdrawn_reason": ""},
    "article_has_text_unless_erased": {"text": ""},
    "actor_named": {"name": ""},
    "actor_kind_known": {"kind": "ghost", "iso2": None, "iso3": None},
    "actor_not_into_itself": {"merged_into": models.F("id")},
    "actor_country_has_codes": {"kind": "country", "iso2": None, "iso3": None},
    "actor_iso3_is_its_country": {"country": "CUB", "iso3": "RUS", "iso2": "RU", "kind": "country"},
    "actor_source_is_an_outlet": {
        "source": lambda: Source.objects.first(),
        "kind": "company",
        "iso2": None,
        "iso3": None,
    },
    "alias_not_empty": {"text": ""},
    "alias_dates_in_order": {"valid_from": "2025-01-02", "valid_to": "2025-01-01"},
    "office_dates_in_order": {"starts": "2025-01-02", "ends": "2025-01-01"},
    "mention_not_empty": {"end": models.F("start")},
    "mention_score_0_to_1": {"score": 1.1},
    "run_finished_unless_staged": {"state": "staged", "finished_at": NOW},
    "run_failure_has_error": {"state": "failed", "error": ""},
    "claim_sentence_not_empty": {"sentence_end": models.F("sentence_start")},
    "claim_trigger_inside_sentence": {"trigger_end": models.F("sentence_end") + 1},
    "claim_type_known": {"type": "PRAISE"},
    "claim_modality_known": {"modality": "maybe"},
    "claim_date_whole_and_in_order": {"date_earliest": None},
    "claim_amount_whole": {"amount_value": 5, "amount_qualifier": ""},
    "claim_confidence_0_to_1": {"confidence": 1.1},
    "claim_shown_in_order": {"shown_from": NOW, "shown_to": NOW - timezone.timedelta(days=1)},
    "party_role_known": {"role": "guest"},
    "party_words_not_empty": {"end": models.F("start")},
    "attribution_words_not_empty": {"end": models.F("start")},
    "attribution_kind_known": {"kind": "rumour"},
    "review_decision_known": {"decision": "liked"},
    "event_merged_into_an_older_one": {"merged_into": models.F("id")},
    "event_date_whole_and_in_order": {"date_earliest": None, "date_latest": "2025-01-01"},
    "event_type_known": {"type": "PRAISE"},
    "event_link_kind_known": {"kind": "likes"},
    "event_link_score_0_to_1": {"score": -0.1},
    "event_link_not_to_itself": {"other": models.F("event")},
    "event_link_decision_whole": {"accepted": True, "decided_by": None, "decided_at": None},
    "tie_between_two_actors": {"object": models.F("subject")},
    "tie_kind_known": {"kind": "likes"},
    "tie_evidence_not_empty": {"end": models.F("start")},
    "tie_dates_in_order": {"date_earliest": "2025-01-02", "date_latest": "2025-01-01"},
    "tie_review_whole": {"reviewed_at": NOW, "reviewed_by": None},
    "relationship_pair_sorted": {"first": models.F("second"), "second": models.F("first")},
    "claim_pair_direction_known": {"direction": 2},
    "relationship_period_direction_known": {"direction": 2},
    "site_total_single": {"single": False},
}
OWNERS = {
    constraint.name: (model, constraint)
    for app in ("articles", "geo")
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
}
UNIQUE = sorted(name for name, (_model, c) in OWNERS.items() if isinstance(c, models.UniqueConstraint))


@pytest.fixture(autouse=True)
def world() -> None:
    """A row of every model; the claims' own trigger lets rows change, so that their checks can be seen to hold."""
    from geo.models import Office
    from geo.totals import rollup

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lazos.erasing', 'on', true)")
    text = article("Sergei Shoigu praised Cuba. Russia promised Cuba a credit line.")
    person = actor("Sergei Shoigu", country="RUS")
    Office.objects.create(person=person, title="minister", country="RUS", starts="2012-11-06")
    alias(person, "Sergey Shoygu")
    one = claim(
        "Sergei Shoigu praised Cuba.", of=text, source=person, trigger="praised", agency="Cuba", date=day("2025-05-29"),
        contexts=["military"],
    )  # fmt: skip
    two = claim(date=day("2025-05-28"))
    EventLink.objects.create(kind="may be the same", event=two.event, other=one.event, score=0.5)
    Mention.objects.create(article=text, run=text.runs.get(), start=0, end=13, actor=person, score=0.5)
    Tie.objects.create(kind="ally", subject=actor("Russia"), object=actor("Cuba"), article=text, start=0, end=27)
    Review.objects.create(ref=one.ref, decision="accepted", by=User.objects.create_user("ana"))
    rollup.rebuild()


def test_every_check_has_a_trial() -> None:
    assert {name for name, (_model, c) in OWNERS.items() if isinstance(c, models.CheckConstraint)} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.slow
def test_the_database_refuses(name: str) -> None:
    model = OWNERS[name][0]
    values = {field: value() if callable(value) else value for field, value in CHECKS[name].items()}
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("name", UNIQUE)
@pytest.mark.slow
def test_the_database_refuses_a_second(name: str) -> None:
    model, constraint = OWNERS[name]
    rows = model._default_manager.order_by("pk")
    row = rows.filter(constraint.condition).first() if constraint.condition else rows.first()
    if row is None:
        pytest.skip(f"no row of {model.__name__} in this little world")
    first = row.pk
    row.pk = None
    others = {f.name for f in model._meta.fields if f.unique and not f.primary_key}
    for field in others:  # fields that are unique by themselves get another value
        setattr(row, field, None if model._meta.get_field(field).null else f"x{first}")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        if name == "claim_key_once_among_current_machine_rows":
            row.ref = "another"
        elif name == "claim_one_current_row_per_ref":
            row.key = "another"
        elif name == "party_once_per_side":
            row.rank = 9
        row.save(force_insert=True)


def test_a_claim_never_changes_but_for_its_end() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lazos.erasing', 'off', true)")
    from geo.models import Claim

    row = Claim.objects.first()
    for values in ({"type": "AID"}, {"confidence": 0.1}, {"review": "accepted"}, {"shown_from": None}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Claim.objects.filter(pk=row.pk).update(**values)
    Claim.objects.filter(pk=row.pk).update(shown_to=timezone.now())
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        Claim.objects.filter(pk=row.pk).update(shown_to=None)


@pytest.mark.parametrize("model", [Actor, Event], ids=lambda m: m.__name__)
def test_merges_have_one_step(model: Any) -> None:
    one, two, three = model.objects.order_by("pk")[:3] if model is Actor else [claim().event for _n in range(3)]
    with pytest.raises(IntegrityError, match="may only"), transaction.atomic():
        model.objects.filter(pk=three.pk).update(merged_into=two)
        model.objects.filter(pk=two.pk).update(merged_into=one)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_others_point_at_cannot_be_deleted() -> None:
    for model in (Actor, Event, Article, Source):
        with pytest.raises((models.ProtectedError, models.RestrictedError)):
            model.objects.first().delete()


def test_there_is_one_total_of_the_site() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteTotal.objects.create()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_migrations_reverse_and_apply_again() -> None:
    call_command("flush", interactive=False, verbosity=0)
    for app in ("geo", "articles"):
        call_command("migrate", app, "zero", verbosity=0)
    with connection.cursor() as cursor:
        left = [t for t in connection.introspection.table_names(cursor) if t.startswith(("geo_", "articles_"))]
    assert left == []
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
