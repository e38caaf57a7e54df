"""What the sentences before have dated: the day named last, and the event that the text goes on telling about."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc, Span, Token

from geo.extraction.details import dates
from geo.extraction.events.finder import Event
from geo.extraction.results import EventDate

NEAR = 5
"""Sentences over which a report goes on about the same meeting or statement."""


class Story:
    """Ask about the events of a text in order."""

    def __init__(self, doc: Doc, published: date | None) -> None:
        self.published = published
        self.left = enumerate(doc.sents)
        self.waiting = next(self.left, None)
        self.number = -1
        self.day: EventDate | None = None
        self.dated: tuple[int, Event, EventDate] | None = None

    def enter(self, sent: Span) -> None:
        """Come to the next sentence that tells an event."""
        while self.waiting is not None and self.waiting[1].start < sent.start:
            passed = self.waiting[1]
            for expr in dates.expressions(passed.text, passed.start_char):
                meant = dates.resolve(expr, dates.Known(self.published, self.day))
                if meant is not None and meant.precision == "day":
                    self.day = meant
            self.waiting = next(self.left, None)
        if self.waiting is not None:
            self.number = self.waiting[0]

    def told(self, event: Event, when: EventDate | None) -> None:
        """An event and the date found for it."""
        if when is not None:
            self.dated = (self.number, event, when)

    @property
    def occasion(self) -> EventDate | None:
        """When the last dated event took place, if the text is still near it."""
        if self.dated is None or self.number - self.dated[0] > NEAR:
            return None
        return self.dated[2]

    def goes_on(self, event: Event) -> EventDate | None:
        """The day of the statement or meeting that this event continues: the same speaker says more, the same traveller
        meets somebody else, in the past tense and a few sentences on, with no other date between.
        """
        if self.dated is None or not 0 < self.number - self.dated[0] <= NEAR:
            return None
        _number, before, when = self.dated
        same = {f.actor.key for f in before.sources} & {f.actor.key for f in event.sources}
        alike = (before.is_speech and event.is_speech) or before.type == event.type == "CONSULT"
        happened = before.modality == event.modality == "occurred"
        if when.precision != "day" or not (same and alike and happened) or not _in_past_tense(event.verb):
            return None
        return EventDate(when.earliest, when.latest, when.precision, "relative", when.start, when.end)


def _in_past_tense(verb: Token) -> bool:
    """Not the pluperfect, which tells of an earlier time."""
    return verb.tag_ == "VBD" and not any(child.lower_ in {"had", "has", "have"} for child in verb.children)


def is_earlier(verb: Token) -> bool:
    """'had warned': before what the clause above tells."""
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)
