"""What an act comes to by how it is told and by who acts: an announced attack threatens, crowds that protest march."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from geo.extraction.entities.mentions import text_of
from geo.extraction.entities.noun_phrases import SAYING, PartyMention
from geo.extraction.frames import matching, modality
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import words
from geo.extraction.results import Modality

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "AGREE"})
DEEDS_OF_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
PROMISING = words("speech", "promising")
WILL_OR_WOULD = words("moods", "will_or_would")
TRADING = words("events", "trading")
FIRMS = words("states", "firms")
VOWING = words("events", "vowing")
QUITTING = words("events", "quitting")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an act of these types tells that "will" or "would" stands before: it has been said, not done."""

    mood: Modality
    types: frozenset[str]
    tells: str
    said: bool = True
    """Only below a verb of saying."""
    verbs: frozenset[str] | None = None
    """Only these verbs, where any are given."""

    def fits(self, verb: Token, frame: Frame, mood: Modality) -> bool:
        return (
            mood == self.mood
            and frame.type in self.types
            and (self.verbs is None or verb.lemma_.lower() in self.verbs)
            and (not self.said or is_said(verb))
        )


ANNOUNCEMENTS = (
    Announcement("denied", COOPERATIVE, "REJECT", said=False),  # 'will not release'
    Announcement("planned", DEEDS_OF_CONFLICT, "THREATEN"),  # 'said it would expel'
    Announcement("planned", frozenset({"REJECT"}), "THREATEN", verbs=QUITTING),  # 'said it would leave the treaty'
    Announcement("planned", modality.TO_COME_IS_AGREE | {"RETREAT"}, "AGREE"),  # 'said it would send'
)


def announced(verb: Token, frame: Frame, mood: Modality) -> tuple[Frame, Modality]:
    """What the words tell of an act that somebody says they will or will not do."""
    if not any(c.lower_ in WILL_OR_WOULD and c.dep_ == "aux" for c in verb.children):
        return frame, mood
    for rule in ANNOUNCEMENTS:
        if rule.fits(verb, frame, mood):
            return replace(frame, type=rule.tells, mode=None), "occurred"
    return frame, mood


def is_said(verb: Token) -> bool:
    head = verb.head
    return verb.dep_ in {"ccomp", "parataxis"} and head.pos_ == "VERB" and head.lemma_.lower() in SAYING | PROMISING


def by_who_acts(verb: Token, frame: Frame, sources: list[PartyMention]) -> Frame:
    """People protest in the streets where states protest in words; firms sell; who vows to attack threatens."""
    lemma = verb.lemma_.lower()
    if lemma == "protest" and frame.type == "ACCUSE" and not any(f.official for f in sources):
        return replace(frame, type="PROTEST", mode="demonstrate")
    if lemma in TRADING and frame.type == "AID" and any(_is_firm(f, verb) for f in sources):
        return replace(frame, type="COOPERATE", mode=None)
    if lemma in VOWING and frame.type == "AGREE" and _is_of_conflict_below(verb):
        return replace(frame, type="THREATEN", mode=None)
    return frame


def _is_firm(found: PartyMention, verb: Token) -> bool:
    words = text_of(verb.doc)[found.start : found.end].lower()
    return found.actor.kind == "company" or any(word in words for word in FIRMS)


def _is_of_conflict_below(verb: Token) -> bool:
    """'vowed to attack', 'swore that it would expel'."""
    below = (matching.of_verb(c) for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB")
    return any(inner is not None and inner.type in DEEDS_OF_CONFLICT for inner in below)
