"""Claims on their way to the database: rows that are not stored yet, with all that will be stored beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.models import Attribution, Claim, ClaimParty, Event


@dataclass(slots=True, eq=False)
class Draft:
    """One claim of a reading. Drafts of equal content are still two: they are compared by identity."""

    claim: Claim
    parties: list[ClaimParty]
    attributions: list[Attribution] = field(default_factory=list)
    again: Draft | None = None
    """The earlier claim of the same reading that tells the same event."""
    replaces: Claim | None = None
    """The current row whose reference it takes over."""
    event: Event | None = None
    """Under which it stands, once that is known. It may not be stored itself yet."""
