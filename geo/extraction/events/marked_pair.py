"""The one claim between two marked names, or none where it cannot tell."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from geo.extraction.classifier import linear
from geo.extraction.encoder import pairs
from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import span_at
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.events import finder
from geo.extraction.events.finder import Event
from geo.extraction.frames import clauses, matching, modality
from geo.extraction.frames.matching import Frame
from geo.extraction.results import Actor

NOTHING = 0.6
"""From this probability on that the two have nothing to do with each other, there is no answer."""


def classify_pair(doc: Doc, source: list[list[int]], target: list[list[int]]) -> Event | None:
    """The event between two marked parties (lists of character spans; the first of each is read).

    The classifier says the type; where a rule finds the same, its words and mood stand for it.
    """
    spans = [span for side in (source, target) if (span := _span(doc, side)) is not None]
    if len(spans) < 2:
        return None
    sides = [_found(doc, side, span.root) for side, span in zip((source, target), spans, strict=True)]
    chances = pairs.between(spans[0], spans[1])
    if chances[linear.NONE] > NOTHING:
        return None
    kind = linear.likeliest(chances)
    tokens = _candidates(spans[0].root, spans[1].root)
    made = [event for token in tokens if (event := _ruled(token, sides)) is not None]
    chosen = next((event for event in made if event.type == kind), None) or _judged(kind, tokens, sides)
    return replace(chosen, confidence=round(chances[kind], 2)) if chosen is not None else None


def _span(doc: Doc, side: list[list[int]]) -> Span | None:
    span = doc.char_span(side[0][0], side[0][1], alignment_mode="expand")
    return span if span is not None and len(span) else None


def _ruled(token: Token, sides: list[PartyMention]) -> Event | None:
    """What the rules say that this word tells of the two."""
    frame = matching.of_verb(token) if token.pos_ in {"VERB", "AUX"} else matching.of_noun(token)
    if frame is not None and token.pos_ == "VERB":
        frame = clauses.stands(token, frame)
    if frame is None:
        return None
    return finder.checked_event(token, frame, [sides[0]], [sides[1]], *_mood(token))


def _judged(kind: str, tokens: list[Token], sides: list[PartyMention]) -> Event | None:
    """The classifier's word alone, with the first verb between the two as what tells the event."""
    head = next((t for t in tokens if t.pos_ == "VERB"), tokens[0] if tokens else None)
    if head is None:
        return None
    why = f"“{head.text}” and the words around it, weighed by a model trained on example sentences,"
    frame = Frame(kind, None, why)
    mood, sign = _mood(head)
    if kind in modality.SPEECH:  # the refusal was made, whatever is refused
        mood, sign = "occurred", None
    return finder.unchecked_event(head, frame, [sides[0]], [sides[1]], mood, sign)


def _mood(token: Token) -> modality.Mood:
    return modality.of_verb(token) if token.pos_ == "VERB" else modality.of_noun(token)


def _found(doc: Doc, spans: list[list[int]], head: Token) -> PartyMention:
    """The marked words as a party: the actor that they name, or an unlinked one of their own words."""
    start, end = spans[0]
    span = span_at(doc, head.i)
    named = (
        [PartyMention(doc._.actors[span.id_], start, end, False)]
        if span is not None and span.id_ in doc._.actors
        else []
    )
    found = named or noun_phrases.of_phrase(head)
    actor = found[0].actor if found else Actor(f"words:{doc.text[start:end]}", doc.text[start:end], "group", "", False)
    return PartyMention(actor, start, end, actor.official)


def _candidates(one: Token, other: Token) -> list[Token]:
    """Words on the path from one party to the other, the lowest common one first, then what hangs on them."""
    up = [one, *one.ancestors]
    above = {token.i for token in up}
    path_other = []
    for token in [other, *other.ancestors]:
        path_other.append(token)
        if token.i in above:
            break
    top = path_other[-1]
    path_one = up[: up.index(top) + 1] if top in up else up
    middle = [top, *reversed(path_other[1:-1]), *reversed(path_one[1:-1])]
    beside = [c for t in middle for c in t.children if c.dep_ in {"xcomp", "dobj", "attr", "acl", "ccomp", "conj"}]
    rest = [*top.ancestors] + [c for c in top.children if c.pos_ in {"VERB", "NOUN"}]
    return [t for t in dict.fromkeys([*middle, *beside, *rest]) if t not in (one, other) or t == top]
