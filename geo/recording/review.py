"""Editors' decisions about claims: each one is a Review row, and a new row of the claim that says so."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from geo.extraction.version import claim_threshold
from geo.models import Attribution, Claim, ClaimParty, Review
from geo.recording import record

NOT_COPIED = {"id", "recorded_at", "replaces", "shown_from", "shown_to", "review"}


class ReviewError(Exception):
    """A sentence for the editor: why this decision cannot be taken."""


def decide(ref: str, decision: str, *, by: User, note: str = "") -> Claim:
    """Accept or reject a claim, or take the last decision back ("undone"). Returns its new row.

    Raises ReviewError where there is no such current claim, or where nothing would change.
    """
    with transaction.atomic():
        old = Claim.objects.select_for_update().filter(ref=ref, shown_to=None).first()
        if old is None:
            raise ReviewError(_("There is no current claim %s: its article may be withdrawn or replaced.") % ref)
        review = Claim.Review.UNREVIEWED if decision == Review.Decision.UNDONE else Claim.Review(decision)
        if old.review == review:
            raise ReviewError(_("Claim %(ref)s is “%(state)s” already.") % {"ref": ref, "state": review.label})
        Review.objects.create(ref=ref, decision=decision, by=by, note=note)
        new = _next_row(old, review)
        record.settle([old.pk, new.pk])
    return new


def _next_row(old: Claim, review: Claim.Review) -> Claim:
    """Close the row and insert its successor, with the same parties and attribution."""
    now = timezone.now()
    Claim.objects.filter(pk=old.pk).update(shown_to=now)
    names = [f.attname for f in Claim._meta.concrete_fields if f.name not in NOT_COPIED]
    new = Claim(**{name: getattr(old, name) for name in names}, replaces=old, review=review)
    decided = review in (Claim.Review.ACCEPTED, Claim.Review.EDITED)
    if decided or (review == Claim.Review.UNREVIEWED and old.confidence >= claim_threshold()):
        new.shown_from = now
    new.save(force_insert=True)
    _copy(ClaimParty, old, new)
    _copy(Attribution, old, new)
    return new


def _copy(model: type[ClaimParty] | type[Attribution], old: Claim, new: Claim) -> None:
    rows: list[Any] = list(model.objects.filter(claim=old))
    for row in rows:
        row.pk, row.claim = None, new
    model.objects.bulk_create(rows)
