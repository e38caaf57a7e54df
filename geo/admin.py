"""Editors look at what was read and decide about it. Nothing is deleted here; what the machine wrote is not edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geo.events import merge
from geo.lib.names import fold
from geo.models import (
    Actor,
    Alias,
    Attribution,
    Claim,
    ClaimParty,
    Event,
    EventLink,
    Mention,
    Office,
    Relationship,
    RelationshipPeriod,
    Review,
    Run,
    Tie,
)
from geo.recording import review


class Kept:
    """Nothing is deleted: decisions, merges and withdrawals are rows."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(Kept):
    """Written by the machine, or a record of what was decided: to look at."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ByReference:
    """A claim's reference, an event's number: looked up as such, as to search all names and titles takes seconds."""

    references: tuple[str, ...]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        term = search_term.strip()
        for name in self.references:
            if name != "pk" or term.isdecimal():
                found = queryset.filter(**{name: term}).distinct()
                if found.exists():
                    return found, False
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc, no-any-return]


class AliasInline(admin.TabularInline[Alias, Actor]):
    model = Alias
    extra = 0
    fields = ("text", "language", "kind", "valid_from", "valid_to", "vetoed")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # veto it: then the next lexicon does not bring it back


class OfficeInline(admin.TabularInline[Office, Actor]):
    model = Office
    extra = 0
    can_delete = False


@admin.register(Actor)
class ActorAdmin(Kept, admin.ModelAdmin[Actor]):
    list_display = ("name", "kind", "country", "merged_into", "has_page", "page")
    list_filter = ("kind", "has_page", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("name", "slug", "aliases__text", "iso3")
    list_select_related = ("merged_into",)
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("source",)
    fields = ("name", "kind", "slug", "country", "iso3", "iso2", "original_name", "wikidata", "has_page", "source",
              "key", "merged_into")  # fmt: skip
    readonly_fields = ("key", "merged_into")
    inlines = (AliasInline, OfficeInline)
    actions = ("merge_selected", "undo_merges")

    @admin.display(description=_("page"))
    def page(self, actor: Actor) -> str:
        return link(actor.get_absolute_url(), actor.slug)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseInlineFormSet[Any, Any, Any], change: bool
    ) -> None:
        for row in formset.save(commit=False):
            if isinstance(row, Alias):
                row.folded = fold(row.text)
            row.save()
        formset.save_m2m()

    @admin.action(description=_("Merge the selected actors into the one with most claims"), permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Actor]) -> None:
        actors = sorted(queryset, key=lambda a: (a.iso3 is not None, a.parties.count(), -a.pk), reverse=True)
        into, done = actors[0], 0
        if len(actors) < 2:
            messages.error(request, _("Choose at least two actors."))
        for actor in actors[1:]:
            try:
                merge.merge_actor(actor, into)
            except merge.MergeError as error:
                messages.error(request, str(error))
                continue
            done += 1
            self.log_change(request, actor, f"merged into {into.pk}")
        if done:
            words = ngettext(
                "%(count)d actor is read as %(name)s now.", "%(count)d actors are read as %(name)s now.", done
            )
            messages.success(request, words % {"count": done, "name": into.name})

    @admin.action(description=_("Undo the merges of the selected actors"), permissions=["change"])
    def undo_merges(self, request: HttpRequest, queryset: QuerySet[Actor]) -> None:
        for actor in queryset:
            try:
                merge.unmerge_actor(actor)
            except merge.MergeError as error:
                messages.error(request, str(error))
                continue
            self.log_change(request, actor, "merge undone")
            messages.success(request, _("%s stands for itself again.") % actor.name)


@admin.register(Alias)
class AliasAdmin(Kept, admin.ModelAdmin[Alias]):
    list_display = ("text", "actor", "kind", "language", "vetoed")
    list_filter = ("kind", "vetoed", "language")
    search_fields = ("text", "actor__name")
    list_select_related = ("actor",)
    autocomplete_fields = ("actor",)
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Alias, form: ModelForm[Alias], change: bool) -> None:
        obj.folded = fold(obj.text)
        super().save_model(request, obj, form, change)


class ReadOnlyInline(ReadOnly, admin.TabularInline[Any, Any]):
    extra = 0
    can_delete = False


class PartyInline(ReadOnlyInline):
    model = ClaimParty
    fields = ("role", "actor", "country", "official", "start", "end")


class AttributionInline(ReadOnlyInline):
    model = Attribution
    fields = ("rank", "kind", "name", "start", "end")


@admin.register(Claim)
class ClaimAdmin(ByReference, ReadOnly, admin.ModelAdmin[Claim]):
    list_display = ("ref", "type", "modality", "article", "review", "confidence", "shown", "page")
    list_filter = ("type", "modality", "review", ("shown_to", admin.EmptyFieldListFilter), "is_speech")
    search_fields = ("ref", "article__title", "parties__actor__name")
    references = ("ref",)
    list_select_related = ("article",)
    inlines = (PartyInline, AttributionInline)
    actions = ("accept", "reject", "undo")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("geo.add_review")

    @admin.display(description=_("shown"), boolean=True)
    def shown(self, claim: Claim) -> bool:
        return claim.shown_from is not None and claim.shown_to is None

    @admin.display(description=_("page"))
    def page(self, claim: Claim) -> str:
        return link(claim.get_absolute_url(), claim.ref)

    @admin.action(description=_("Accept the selected claims"), permissions=["review"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        decide(request, queryset, Review.Decision.ACCEPTED)

    @admin.action(description=_("Reject the selected claims"), permissions=["review"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        decide(request, queryset, Review.Decision.REJECTED)

    @admin.action(description=_("Take the decisions about the selected claims back"), permissions=["review"])
    def undo(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        decide(request, queryset, Review.Decision.UNDONE)


def decide(request: HttpRequest, queryset: QuerySet[Claim], decision: str) -> None:
    """One decision about each of the claims; those that cannot be decided are named, the others are."""
    assert isinstance(request.user, User)
    done = 0
    for ref in dict.fromkeys(queryset.values_list("ref", flat=True)):
        try:
            review.decide(ref, decision, by=request.user)
            done += 1
        except review.ReviewError as error:
            messages.error(request, str(error))
    if done:
        messages.success(request, ngettext("%d decision is kept.", "%d decisions are kept.", done) % done)


@admin.register(Event)
class EventAdmin(ByReference, ReadOnly, admin.ModelAdmin[Event]):
    list_display = ("id", "type", "date_earliest", "date_latest", "date_precision", "amount_value", "merged_into")
    list_filter = ("type", "date_precision", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("=id", "=claims__ref", "claims__parties__actor__name")
    references = ("pk", "claims__ref")
    list_select_related = ("merged_into",)
    actions = ("join", "split")

    def has_join_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("geo.change_event")

    @admin.action(description=_("Join the selected events: they are the same"), permissions=["join"])
    def join(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        assert isinstance(request.user, User)
        try:
            root = merge.join_events(queryset, by=request.user)
        except merge.MergeError as error:
            messages.error(request, str(error))
            return
        self.log_change(request, root, "joined")
        messages.success(request, _("They are event %s now.") % root.pk)

    @admin.action(description=_("Split the selected events off again"), permissions=["join"])
    def split(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        assert isinstance(request.user, User)
        for event in queryset:
            try:
                merge.split_event(event, by=request.user)
            except merge.MergeError as error:
                messages.error(request, str(error))
                continue
            self.log_change(request, event, "split off")
            messages.success(request, _("Event %s stands for itself again.") % event.pk)


@admin.register(EventLink)
class EventLinkAdmin(ReadOnly, admin.ModelAdmin[EventLink]):
    list_display = ("kind", "event", "other", "score", "accepted", "decided_by")
    list_filter = ("kind", "accepted")
    search_fields = ("=event__id", "=other__id")
    list_select_related = ("event", "other", "decided_by")
    actions = ("accept", "reject", "undo")

    def has_join_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("geo.change_event")

    @admin.action(description=_("Accept the selected links (the same: joins the events)"), permissions=["join"])
    def accept(self, request: HttpRequest, queryset: QuerySet[EventLink]) -> None:
        self._decide(request, queryset, accepted=True)

    @admin.action(description=_("Reject the selected links"), permissions=["join"])
    def reject(self, request: HttpRequest, queryset: QuerySet[EventLink]) -> None:
        self._decide(request, queryset, accepted=False)

    @admin.action(description=_("Take the decisions about the selected links back"), permissions=["join"])
    def undo(self, request: HttpRequest, queryset: QuerySet[EventLink]) -> None:
        self._decide(request, queryset, accepted=None)

    def _decide(self, request: HttpRequest, queryset: QuerySet[EventLink], *, accepted: bool | None) -> None:
        assert isinstance(request.user, User)
        done = 0
        for link in queryset:
            try:
                merge.decide_link(link, accepted=accepted, by=request.user)
            except merge.MergeError as error:
                messages.error(request, str(error))
                continue
            self.log_change(request, link, f"decided: {accepted}")
            done += 1
        if done:
            messages.success(request, ngettext("%d decision is kept.", "%d decisions are kept.", done) % done)


@admin.register(Review)
class ReviewAdmin(ReadOnly, admin.ModelAdmin[Review]):
    list_display = ("ref", "decision", "by", "at", "note")
    list_filter = ("decision",)
    search_fields = ("ref", "note", "by__username")
    list_select_related = ("by",)


@admin.register(Run)
class RunAdmin(ReadOnly, admin.ModelAdmin[Run]):
    list_display = ("id", "article", "state", "extractor_version", "claim_count", "mention_count", "finished_at")
    list_filter = ("state", "extractor_version")
    search_fields = ("article__title", "error")
    list_select_related = ("article",)


@admin.register(Mention)
class MentionAdmin(ReadOnly, admin.ModelAdmin[Mention]):
    list_display = ("words", "actor", "article", "how", "score")
    list_filter = ("how",)
    search_fields = ("actor__name", "article__title")
    list_select_related = ("actor", "article")

    @admin.display(description=_("words"))
    def words(self, mention: Mention) -> str:
        return mention.article.text[mention.start : mention.end]


@admin.register(Tie)
class TieAdmin(Kept, admin.ModelAdmin[Tie]):
    list_display = ("kind", "subject", "object", "date_earliest", "date_latest", "reviewed_by")
    list_filter = ("kind",)
    search_fields = ("subject__name", "object__name")
    list_select_related = ("subject", "object", "reviewed_by")
    autocomplete_fields = ("subject", "object", "article")
    readonly_fields = ("reviewed_by", "reviewed_at")


@admin.register(Relationship)
class RelationshipAdmin(ReadOnly, admin.ModelAdmin[Relationship]):
    list_display = ("id", "first", "second", "event_count", "claim_count", "reviewed_count", "first_seen", "last_seen")
    search_fields = ("first__name", "second__name")
    list_select_related = ("first", "second")


@admin.register(RelationshipPeriod)
class RelationshipPeriodAdmin(ReadOnly, admin.ModelAdmin[RelationshipPeriod]):
    list_display = ("id", "relationship", "direction", "precision", "period", "type", "is_speech", "events")
    list_filter = ("precision", "type", "is_speech")
    search_fields = ("relationship__first__name", "relationship__second__name")
    list_select_related = ("relationship",)


def link(address: str, words: str) -> str:
    return format_html('<a href="{}">{}</a>', address, words)
