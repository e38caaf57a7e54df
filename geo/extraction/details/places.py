"""Where an event took place, as far as the text says so: "in Havana", "at the Kremlin", "at talks in Doha"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Span, Token

from geo.extraction.entities.mentions import PLACE_LABELS, entity_at, span_at
from geo.extraction.lexicons import words
from geo.extraction.results import Place

AT = words("places", "at")
DEEPEST = 7
BELOW = {"pobj", "dobj", "attr", "nsubjpass", "nsubj", "agent", "conj"}
HELD = words("places", "held")
"""Nouns whose place is the event's place."""


def of_event(verb: Token, parties: Collection[tuple[int, int]]) -> Place | None:
    """The place that hangs on the event's words, not one that is reached or entered (`parties`: their characters)."""
    for noun, depth in _places_under(verb, 0):
        found = _place(noun)
        reached = found is not None and depth == 0 and any(start <= found.start < end for start, end in parties)
        if found is not None and not reached:
            return found
    return None


def _places_under(token: Token, depth: int) -> Iterator[tuple[Token, int]]:
    """What "in" and "at" govern below a verb or noun, the nearer first: not in 'discussed the war in Ukraine'."""
    if depth > DEEPEST:
        return
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in AT:
            yield from ((noun, depth) for noun in child.children if noun.dep_ == "pobj")
    for child in token.children:
        if child.dep_ == "prep" or (child.dep_ in BELOW and child.lemma_.lower() in HELD):
            yield from _places_under(child, depth + 1)


def _place(noun: Token) -> Place | None:
    span = span_at(noun.doc, noun.i)
    if span is not None and span._.how != "demonym":
        actor = noun.doc._.actors.get(span.id_)
        if actor is not None and actor.kind in {"country", "government body"} and not _is_owner(span):
            return Place(span.text, actor.country, span.start_char, span.end_char)
    ent = entity_at(noun)
    if ent is None or ent.label_ not in PLACE_LABELS or span is not None:
        return None
    start = ent.start + (ent[0].lower_ == "the")
    words = noun.doc[start : ent.end]
    return Place(words.text, None, words.start_char, words.end_char) if words.text[:1].isupper() else None


def _is_owner(span: Span) -> bool:
    """'in Russia's favour' is no place."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in {"'s", "’s"}
