"""Words of a text with the spans that a claim rests on marked in them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import NamedTuple

from geo.browse.cards import CardClaim
from geo.lib.markup import Markup

KINDS = ("source", "target", "trigger", "attribution", "evidence")


class Span(NamedTuple):
    """`start` and `end` count code points of the whole article."""

    start: int
    end: int
    kind: str
    ref: str = ""
    """Of its claim, where a text shows several."""


def spans_of(claim: CardClaim) -> list[Span]:
    """Everything that a claim points at."""
    ref = claim.ref
    spans = [Span(party.start, party.end, party.role, ref) for party in claim.parties]
    spans.append(Span(claim.trigger_start, claim.trigger_end, "trigger", ref))
    spans += [Span(link.start, link.end, "attribution", ref) for link in claim.attributions]
    spans += [Span(start, end, "evidence", ref) for start, end, *_label in claim.evidence]
    return spans


def marked(text: str, offset: int, spans: Iterable[Span], *, with_refs: bool = False) -> Markup:
    """`text`, which begins at `offset` of its article, with the parts of `spans` that lie in it marked.

    Spans may overlap: the text is cut at every edge, and each piece carries the kinds of all spans over it, and, where
    several claims share a text, whose they are (data-claims).
    """
    inside = [
        Span(max(span.start - offset, 0), min(span.end - offset, len(text)), span.kind, span.ref)
        for span in spans
        if span.start < offset + len(text) and span.end > offset
    ]
    edges = sorted({0, len(text), *(span.start for span in inside), *(span.end for span in inside)})
    pieces = []
    for start, end in pairwise(edges):
        over = [span for span in inside if span.start <= start and span.end >= end]
        # Escape after cutting: offsets count the raw text.
        pieces.append(_mark(text[start:end], over, with_refs) if over else escape(text[start:end]))
    return Markup("".join(pieces))


def _mark(words: str, over: list[Span], with_refs: bool) -> str:
    kinds = {span.kind for span in over}
    classes = " ".join(f"is-{kind}" for kind in KINDS if kind in kinds)
    if not with_refs:
        return f'<mark class="{classes}">{escape(words)}</mark>'
    refs = " ".join(dict.fromkeys(span.ref for span in over))
    return f'<mark class="{classes}" data-claims="{escape(refs)}">{escape(words)}</mark>'


def marked_sentence(claim: CardClaim) -> Markup:
    """The claim's sentence with what it rests on marked."""
    return marked(claim.sentence, claim.sentence_start, spans_of(claim))
