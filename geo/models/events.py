"""The things in the world that claims report, and the ties that hold over a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from geo.vocabulary import EventType, Ties


class EventQuerySet(models.QuerySet["Event"]):
    def family(self, ids: Iterable[int]) -> list[int]:
        """Keys of these events and of all that are joined to them: a claim is asked for by these, never by a join,
        since an OR over two tables reads every claim."""
        wanted = list(ids)
        rows = self.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted))
        return list(rows.order_by("pk").values_list("pk", flat=True))


class Event(models.Model):
    """The thing in the world that one or more claims report. Its id is for life.

    Type, period, amount and what it counts are recomputed from its shown claims by geo.events.refresh alone.
    """

    type = models.CharField(_("type"), max_length=10, choices=EventType)
    date_earliest = models.DateField(_("earliest"), null=True, blank=True)
    date_latest = models.DateField(_("latest"), null=True, blank=True)
    date_precision = models.CharField(_("precision"), max_length=10, default="unknown")
    amount_value = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    amount_currency = models.CharField(_("currency"), max_length=3, blank=True)
    amount_unit = models.CharField(_("unit"), max_length=60, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(merged_into__lt=F("id")), name="event_merged_into_an_older_one"
            ),
            models.CheckConstraint(
                condition=Q(date_earliest=None, date_latest=None)
                | Q(date_earliest__isnull=False, date_latest__isnull=False, date_earliest__lte=F("date_latest")),
                name="event_date_whole_and_in_order",
            ),
            models.CheckConstraint(condition=Q(type__in=EventType.values), name="event_type_known"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.pk}"


class EventLink(models.Model):
    """How one event stands to another, as far as texts or editors say.

    An act (`event`) fulfils a promise (`other`); a denial (`event`) denies an act or plan (`other`); the younger may be
    the same as the older. geo.events.links makes them with the claims, between unmerged events, and deletes what claims
    no longer bear; one that an editor decided about stays.
    """

    class Kind(models.TextChoices):
        FULFILS = "fulfils", _("fulfils")
        DENIES = "denies", _("denies")
        MAY_BE_SAME = "may be the same", _("may be the same")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    event = models.ForeignKey(Event, models.CASCADE, related_name="links_from", verbose_name=_("event"))
    other = models.ForeignKey(Event, models.CASCADE, related_name="links_to", verbose_name=_("other event"))
    score = models.FloatField(_("score"), null=True, blank=True)
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link between events")
        verbose_name_plural = _("links between events")
        constraints = [
            models.UniqueConstraint(fields=["kind", "event", "other"], name="event_link_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["fulfils", "denies", "may be the same"]), name="event_link_kind_known"
            ),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(0, 1)), name="event_link_score_0_to_1"),
            models.CheckConstraint(condition=~Q(event=F("other")), name="event_link_not_to_itself"),
            models.CheckConstraint(
                condition=Q(accepted=None, decided_by=None, decided_at=None)
                | Q(accepted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="event_link_decision_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.kind} {self.other_id}"


class Tie(models.Model):
    """Something that holds between two actors over a time, with the words that say so."""

    kind = models.CharField(_("kind"), max_length=24, choices=Ties)
    subject = models.ForeignKey("geo.Actor", models.PROTECT, related_name="ties_from", verbose_name=_("subject"))
    object = models.ForeignKey("geo.Actor", models.PROTECT, related_name="ties_to", verbose_name=_("object"))
    date_earliest = models.DateField(_("from"), null=True, blank=True)
    date_latest = models.DateField(_("to"), null=True, blank=True)
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="ties", verbose_name=_("article"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing tie")
        verbose_name_plural = _("standing ties")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "object", "article", "start", "end"], name="tie_once"),
            models.CheckConstraint(condition=~Q(subject=F("object")), name="tie_between_two_actors"),
            models.CheckConstraint(condition=Q(kind__in=Ties.values), name="tie_kind_known"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="tie_evidence_not_empty"),
            models.CheckConstraint(
                condition=Q(date_earliest=None) | Q(date_latest=None) | Q(date_earliest__lte=F("date_latest")),
                name="tie_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="tie_review_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.kind} {self.object_id}"
