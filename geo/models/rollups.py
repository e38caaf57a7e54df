"""What pages list and count, kept in the same transaction as the claims and rebuildable at any time.

All of it is derived: geo.totals.rollup writes it, nobody edits it. Actor ids here are resolved through merged_into,
event ids too. Only shown claims have rows here. There are rows (one for each claim and whom it concerns), cells (sums
of rows, read by charts) and totals (one row an owner, with the moment when anything about it last changed).

Rows and cells have no foreign keys in the database: one statement writes them out of the tables that they name, and a
rebuild would otherwise look up every one of millions of ids again.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from geo.vocabulary import EventType, Modality


def derived(to: str, **options: Any) -> Any:
    """A reference out of a derived table: unchecked (see above) and without an index of its own."""
    return models.ForeignKey(to, models.CASCADE, db_constraint=False, db_index=False, **options)


class Precision(models.TextChoices):
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNDATED = "undated", _("undated")


# Rows


class Row(models.Model):
    """A shown claim on a page's list, with what its event looks like from there.

    `counts` marks the one row by which an event enters the cells of its owner: that of its first claim there that
    occurred or is ongoing. Direction, speech, mode and officials are those of that claim.
    """

    claim = derived("geo.Claim", related_name="+")
    event = derived("geo.Event", related_name="+")
    source = derived("articles.Source", related_name="+")
    listed_on = models.DateField(null=True)
    counts = models.BooleanField()
    modality = models.CharField(max_length=12, choices=Modality, help_text=_("Of the claim"))
    type = models.CharField(max_length=10, choices=EventType, help_text=_("Of the event"))
    precision = models.CharField(max_length=8, choices=Precision, help_text=_("Of the event"))
    period = models.DateField(null=True, help_text=_("First day of the event's month or year; none when undated"))
    is_speech = models.BooleanField()
    official = models.BooleanField(help_text=_("The owner acts for its state here; of a pair, both do"))
    score = models.FloatField(help_text=_("PLOVER's score of type and mode: halves, so sums are exact"))
    reviewed = models.BooleanField(help_text=_("An editor accepted a claim of the event that counts here"))

    class Meta:
        abstract = True


class ClaimActor(Row):
    """A shown claim on an actor's page: each party, and the country that it acts for. One row for each pair."""

    pk = models.CompositePrimaryKey("claim_id", "actor_id")
    claim = derived("geo.Claim", related_name="actor_rows")
    actor = derived("geo.Actor", related_name="claim_rows")
    as_source = models.BooleanField()
    as_target = models.BooleanField()

    class Meta:
        indexes = [
            models.Index("actor", F("listed_on").desc(nulls_last=True), F("claim").desc(), name="claim_actor_newest")
        ]


class Relationship(models.Model):
    """Two actors with claims between them. Countries, and people or bodies of different countries.

    `first_seen` and `last_seen` are the first days of the first and the last period (month or year) with an event.
    `changed_at` is the version of everything that is kept about the pair. Without claims the row stays, with zeros.
    """

    first = models.ForeignKey("geo.Actor", models.CASCADE, related_name="relationships_first")
    second = models.ForeignKey("geo.Actor", models.CASCADE, related_name="relationships_second")
    countries = models.CharField(
        max_length=9, blank=True, help_text=_("Of the two actors, as in “CUB RUS”; empty unless they are two")
    )
    are_countries = models.BooleanField(default=False, help_text=_("Both are countries themselves"))
    first_seen = models.DateField(_("first dated event"), null=True)
    last_seen = models.DateField(_("last dated event"), null=True)
    event_count = models.PositiveIntegerField(_("events"), default=0)
    conflict_count = models.PositiveIntegerField(_("events of conflict"), default=0)
    meeting_count = models.PositiveIntegerField(_("events of type CONSULT"), default=0)
    claim_count = models.PositiveIntegerField(_("claims"), default=0)
    reviewed_count = models.PositiveIntegerField(_("reviewed events"), default=0)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="relationship_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="relationship_pair_sorted"),
        ]
        indexes = [
            models.Index(fields=["first", "-event_count"], name="relationship_first_busiest"),
            models.Index(fields=["second", "-event_count"], name="relationship_second_busiest"),
            models.Index(fields=["-event_count"], condition=Q(are_countries=True), name="relationship_busiest"),
            models.Index(fields=["countries", "-event_count"], name="relationship_across_busiest"),
            models.Index(
                fields=["countries", "-meeting_count"], condition=Q(meeting_count__gt=0), name="relationship_meetings"
            ),
        ]

    @property
    def cooperation_count(self) -> int:
        return self.event_count - self.conflict_count


class ClaimPair(Row):
    """A shown claim in a relationship. `direction`: 1 first to second, -1 second to first, 0 both or neither."""

    pk = models.CompositePrimaryKey("claim_id", "relationship_id")
    claim = derived("geo.Claim", related_name="pair_rows")
    relationship = derived("geo.Relationship", related_name="claim_rows")
    direction = models.SmallIntegerField()
    reports = models.PositiveIntegerField(help_text=_("Shown claims of the same event in this relationship"))
    countries = models.PositiveSmallIntegerField(help_text=_("That the claim's parties act for; more than 2: a format"))
    language = models.CharField(max_length=3, blank=True)
    published_year = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=[-1, 0, 1]), name="claim_pair_direction_known"),
        ]
        indexes = [
            models.Index(
                "relationship", F("listed_on").desc(nulls_last=True), F("claim").desc(), name="claim_pair_newest"
            ),
            models.Index(
                "relationship",
                F("listed_on").desc(nulls_last=True),
                F("claim").desc(),
                condition=Q(counts=True, countries__gt=2),
                name="claim_pair_formats",
            ),
            models.Index(
                "relationship",
                F("listed_on").desc(nulls_last=True),
                F("claim").desc(),
                condition=Q(counts=True, reports__gt=1),
                name="claim_pair_told_again",
            ),
        ]


class ClaimVoice(models.Model):
    """A shown claim that is attributed to an actor by name: what it said, or what it is quoted with."""

    pk = models.CompositePrimaryKey("claim_id", "actor_id")
    claim = derived("geo.Claim", related_name="voice_rows")
    actor = derived("geo.Actor", related_name="voice_rows")
    listed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index("actor", F("listed_on").desc(nulls_last=True), F("claim").desc(), name="claim_voice_newest")
        ]


class EventTotal(models.Model):
    """An event with shown claims: how many report it, in how many independent texts, and how the site counts it."""

    event = models.OneToOneField("geo.Event", models.CASCADE, primary_key=True, db_constraint=False, related_name="sum")
    claims = models.PositiveIntegerField()
    origins = models.PositiveIntegerField(help_text=_("Independent texts: copies are one witness"))
    counts = models.BooleanField()
    type = models.CharField(max_length=10, choices=EventType)
    precision = models.CharField(max_length=8, choices=Precision)
    period = models.DateField(null=True)
    is_speech = models.BooleanField()
    reviewed = models.BooleanField()


class ArticleTotal(models.Model):
    """A current article that was read, whether or not it holds claims: what coverage counts."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, db_constraint=False, related_name="sum"
    )
    source = derived("articles.Source", related_name="+")
    language = models.CharField(max_length=3, blank=True)
    year = models.SmallIntegerField(null=True, help_text=_("Of publication"))
    claims = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField(help_text=_("Claims that an editor accepted or edited"))


# Cells


class Period(models.Model):
    """A cell of totals: events of one type in a month, in a year (known no closer), or undated.

    `period` is the first day of the month or year; None when undated. Only occurred and ongoing events count.
    """

    Precision = Precision

    period = models.DateField(null=True)
    precision = models.CharField(max_length=8, choices=Precision)
    type = models.CharField(max_length=10, choices=EventType)
    is_speech = models.BooleanField()
    events = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField(help_text=_("Of these events, those that an editor has seen"))

    class Meta:
        abstract = True


class RelationshipPeriod(Period):
    """Of a pair, apart by direction and by whether both sides act for their states (the thermometer's parties).

    `score` is the sum of PLOVER's scores of these events, by type and mode: the mean is score / events.
    """

    relationship = derived("geo.Relationship", related_name="periods")
    direction = models.SmallIntegerField()
    official = models.BooleanField()
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "period", "precision", "type", "is_speech", "official", "direction"],
                nulls_distinct=False,
                name="relationship_period_cell_once",
            ),
            models.CheckConstraint(condition=Q(direction__in=[-1, 0, 1]), name="relationship_period_direction_known"),
        ]


class RelationshipYear(models.Model):
    """The cells of RelationshipPeriod by year (None: undated), of two countries: of a long time drawings show no
    months, and a busy pair has ten times as many of these.
    """

    relationship = derived("geo.Relationship", related_name="years")
    year = models.SmallIntegerField(null=True)
    precision = models.CharField(max_length=8, choices=Precision)
    type = models.CharField(max_length=10, choices=EventType)
    is_speech = models.BooleanField()
    official = models.BooleanField()
    direction = models.SmallIntegerField()
    events = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField()
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "year", "precision", "type", "is_speech", "official", "direction"],
                include=["events", "reviewed", "score"],  # a page sums thousands: from the index alone
                nulls_distinct=False,
                name="relationship_year_cell_once",
            )
        ]


class RelationshipContext(models.Model):
    """Events of two countries by theme (PLOVER's contexts), year and direction; `conflict` of them are conflict.

    An event has as many contexts as its counting claim names, so themes do not add up to events. `year` is None where
    the event's year is not known.
    """

    relationship = derived("geo.Relationship", related_name="contexts")
    context = models.CharField(max_length=30)
    year = models.SmallIntegerField(null=True)
    direction = models.SmallIntegerField()
    events = models.PositiveIntegerField()
    conflict = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "context", "year", "direction"],
                nulls_distinct=False,
                name="relationship_context_cell_once",
            )
        ]


class RelationshipCoverage(models.Model):
    """What the picture of two countries rests on: claims by source, language and year of publication (None: not known).

    Of other pairs neither themes nor coverage are kept: there would be as many cells as claims.
    """

    relationship = derived("geo.Relationship", related_name="coverage")
    source = derived("articles.Source", related_name="+")
    language = models.CharField(max_length=3, blank=True)
    year = models.SmallIntegerField(null=True)
    claims = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "source", "language", "year"],
                nulls_distinct=False,
                name="relationship_coverage_cell_once",
            )
        ]


class ActorPeriod(Period):
    """Of an actor; `official` where it acts for its state. `score` as in RelationshipPeriod."""

    actor = derived("geo.Actor", related_name="periods")
    official = models.BooleanField()
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "period", "precision", "type", "is_speech", "official"],
                nulls_distinct=False,
                name="actor_period_cell_once",
            )
        ]


class ActorYear(models.Model):
    """As RelationshipYear, of an actor: what its timeline and its types are drawn from."""

    actor = derived("geo.Actor", related_name="years")
    year = models.SmallIntegerField(null=True)
    precision = models.CharField(max_length=8, choices=Precision)
    type = models.CharField(max_length=10, choices=EventType)
    events = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "year", "precision", "type"],
                include=["events", "reviewed"],
                nulls_distinct=False,
                name="actor_year_cell_once",
            )
        ]


class Voice(models.Model):
    """How many shown claims about an actor are attributed to another (or to itself): who says so about whom."""

    speaker = derived("geo.Actor", related_name="said_about")
    about = derived("geo.Actor", related_name="said_by")
    claims = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "about"], name="voice_cell_once")]
        indexes = [
            models.Index(fields=["speaker", "-claims"], name="voice_speaker_most"),
            models.Index(fields=["about", "-claims"], name="voice_about_most"),
        ]


class SitePeriod(Period):
    """Of everything: each event once, whoever its parties are."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "precision", "type", "is_speech"], nulls_distinct=False, name="site_period_cell_once"
            )
        ]


class SiteCoverage(models.Model):
    """Articles read, and their shown claims, by source, language and year of publication (None: not known)."""

    source = derived("articles.Source", related_name="+")
    language = models.CharField(max_length=3, blank=True)
    year = models.SmallIntegerField(null=True)
    articles = models.PositiveIntegerField()
    claims = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "language", "year"], nulls_distinct=False, name="site_coverage_cell_once"
            )
        ]


# Totals


class ActorTotal(models.Model):
    """One row for each actor that ever had a claim, with zeros when it has none.

    `said_by` counts shown claims that are attributed to the actor, `said_about` those about it that are attributed to
    another actor by name. `counterparts` counts its relationships with claims. `changed_at` as in Relationship.
    """

    actor = models.OneToOneField("geo.Actor", models.CASCADE, primary_key=True, related_name="sum")
    events = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    claims = models.PositiveIntegerField(default=0)
    said_by = models.PositiveIntegerField(default=0)
    said_about = models.PositiveIntegerField(default=0)
    counterparts = models.PositiveIntegerField(default=0)
    first_seen = models.DateField(null=True)
    last_seen = models.DateField(null=True)
    changed_at = models.DateTimeField(db_default=Now())


class SiteTotal(models.Model):
    """The one row that counts everything; `changed_at` is the version of the whole site."""

    single = models.BooleanField(primary_key=True, default=True)
    articles = models.PositiveIntegerField(default=0)
    claims = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    actors = models.PositiveIntegerField(default=0, help_text=_("With claims"))
    pairs = models.PositiveIntegerField(default=0, help_text=_("With events"))
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(single=True), name="site_total_single")]
