"""The one claim between two marked names, or none where it cannot tell."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from geo.extraction import clauses, events, frames, modality, parties
from geo.extraction.actors import span_at
from geo.extraction.claims import Actor
from geo.extraction.events import Event
from geo.extraction.parties import Found


def classify_pair(doc: Doc, source: list[list[int]], target: list[list[int]]) -> Event | None:
    """The event whose words stand nearest to the path between the two in the parse."""
    heads = [_head(doc, spans) for spans in (source, target)]
    one, other = heads
    if one is None or other is None:
        return None
    sides = [_found(doc, spans, head) for spans, head in zip((source, target), (one, other), strict=True)]
    for token in _candidates(one, other):
        frame = frames.of_verb(token) if token.pos_ in {"VERB", "AUX"} else frames.of_noun(token)
        if frame is None:
            continue
        frame = clauses.stands(token, frame) if token.pos_ == "VERB" else frame
        if frame is None:
            continue
        mood, sign = modality.of_verb(token) if token.pos_ == "VERB" else modality.of_noun(token)
        made = events._made(token, replace(frame, weight=1.0), [sides[0]], [sides[1]], mood, sign)
        if made is not None:
            return made
    return None


def _head(doc: Doc, spans: list[list[int]]) -> Token | None:
    span = doc.char_span(spans[0][0], spans[0][1], alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _found(doc: Doc, spans: list[list[int]], head: Token) -> Found:
    """The marked words as a party: the actor that they name, or an unlinked one of their own words."""
    start, end = spans[0]
    span = span_at(doc, head.i)
    named = [Found(doc._.actors[span.id_], start, end, False)] if span is not None and span.id_ in doc._.actors else []
    found = named or parties.of_phrase(head)
    actor = found[0].actor if found else Actor(f"words:{doc.text[start:end]}", doc.text[start:end], "group", "", False)
    return Found(actor, start, end, actor.official)


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
