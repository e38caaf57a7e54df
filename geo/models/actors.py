"""Who can act, what they are called, and where texts name them."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    COUNTRY = "country", _("country")
    ORGANISATION = "organisation", _("organisation")
    GOVERNMENT = "government body", _("government body")
    ARMED_FORCE = "armed force", _("armed force")
    PARTY = "party", _("party")
    COMPANY = "company", _("company")
    OUTLET = "media outlet", _("media outlet")
    PERSON = "person", _("person")
    ALLIANCE = "alliance", _("alliance")
    GROUP = "group", _("group")


class ActorQuerySet(models.QuerySet["Actor"]):
    def unmerged(self) -> Self:
        return self.filter(merged_into=None)


class Actor(models.Model):
    """Somebody or something that can act.

    Merging sets `merged_into` and rewrites nothing else: parties, mentions and aliases keep the actor that they were
    linked to, reading resolves it (one step: the database refuses chains).
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ActorKind)
    name = models.CharField(_("name"), max_length=300)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    key = models.CharField(
        _("lexicon key"), max_length=200, unique=True, null=True, blank=True, help_text=_("As in the lexicon files")
    )
    iso3 = models.CharField(
        _("ISO alpha-3"), max_length=4, unique=True, null=True, blank=True, help_text=_("Countries only")
    )
    iso2 = models.CharField(
        _("ISO alpha-2"), max_length=4, unique=True, null=True, blank=True, help_text=_("Countries only")
    )
    country = models.CharField(_("belongs to"), max_length=4, blank=True, db_index=True, help_text=_("ISO alpha-3"))
    wikidata = models.CharField(_("Wikidata"), max_length=20, blank=True)
    original_name = models.CharField(_("name in its own script"), max_length=300, blank=True)
    has_page = models.BooleanField(
        _("has a page"), default=True, help_text=_("Off for people without a public office or role in the text")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    source = models.OneToOneField(
        "articles.Source", models.PROTECT, null=True, blank=True, related_name="actor", verbose_name=_("source")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="actor_named"),
            models.CheckConstraint(condition=Q(kind__in=ActorKind.values), name="actor_kind_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="actor_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind="country", iso3__isnull=False, iso2__isnull=False)
                | ~Q(kind="country") & Q(iso3=None, iso2=None),
                name="actor_country_has_codes",
            ),
            models.CheckConstraint(
                condition=Q(iso3=None) | Q(iso3__regex=r"^[A-Z]{3,4}$", country=F("iso3")),
                name="actor_iso3_is_its_country",
            ),
            models.CheckConstraint(condition=Q(source=None) | Q(kind="media outlet"), name="actor_source_is_an_outlet"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.slug])


class Alias(models.Model):
    """A name that words in a text may use for an actor. `folded` is what searches compare (see geo.lib.names.fold)."""

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        ACRONYM = "acronym", _("acronym")
        CAPITAL = "capital", _("capital")
        DEMONYM = "demonym", _("demonym")
        EPITHET = "epithet", _("epithet")
        TRANSLITERATION = "transliteration", _("transliteration")

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases", verbose_name=_("actor"))
    text = models.CharField(_("text"), max_length=300)
    folded = models.CharField(_("folded"), max_length=300, editable=False)
    language = models.CharField(_("language"), max_length=3, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NAME)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    vetoed = models.BooleanField(_("vetoed"), default=False, help_text=_("Never link these words to this actor"))

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["text", "pk"]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="alias_folded_trigrams"),
            models.Index(fields=["folded"], opclasses=["varchar_pattern_ops"], name="alias_folded_prefix"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["actor", "text", "language"], name="alias_once_per_actor"),
            models.CheckConstraint(condition=~Q(text=""), name="alias_not_empty"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="alias_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Office(models.Model):
    """An office that a person held, with what is known of its dates and the country it acts for."""

    person = models.ForeignKey(Actor, models.CASCADE, related_name="offices", verbose_name=_("person"))
    title = models.CharField(_("office"), max_length=200)
    country = models.CharField(_("acts for"), max_length=4, blank=True, help_text=_("ISO alpha-3"))
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = [F("starts").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "title", "country", "starts"], nulls_distinct=False, name="office_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(starts__lte=F("ends")), name="office_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Mention(models.Model):
    """Words of an article that name an actor, as one reading of it found them."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="mentions", verbose_name=_("article"))
    run = models.ForeignKey("geo.Run", models.CASCADE, related_name="mentions", null=True, verbose_name=_("reading"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="mentions", verbose_name=_("actor")
    )
    how = models.CharField(_("how it was linked"), max_length=40, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["article", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "run", "start", "end", "actor"], nulls_distinct=False, name="mention_once_per_run"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mention_not_empty"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(0, 1)), name="mention_score_0_to_1"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.start}-{self.end}"
