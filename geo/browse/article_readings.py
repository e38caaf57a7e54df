"""An article as its page shows it: its paragraphs, each with the claims that its sentences hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from geo.browse.cards import CardClaim
from geo.browse.highlight import marked, spans_of
from geo.lib import passages
from geo.lib.markup import Markup
from geo.lib.markup import text as escaped
from geo.lib.passages import Range

NO_WORDS = Markup()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim with its number in the article, as a footnote has one."""

    number: int
    claim: CardClaim


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph. With claims it is one of their sentences; `is_gap` stands for words not shown."""

    html: Markup = NO_WORDS
    claims: list[Numbered] = field(default_factory=list)
    is_gap: bool = False

    @property
    def refs(self) -> str:
        return " ".join(numbered.claim.ref for numbered in self.claims)


@dataclass(frozen=True, slots=True)
class Block:
    pieces: list[Piece]
    claims: list[Numbered]


def blocks(text: str, claims: Iterable[CardClaim], *, whole: bool) -> list[Block]:
    """`whole`: every word; else only sentences that hold claims with one sentence around each."""
    numbered = [Numbered(number, claim) for number, claim in enumerate(claims, start=1)]
    result = []
    for paragraph in _paragraphs(text, numbered):
        inside = [n for n in numbered if paragraph[0] <= n.claim.sentence_start < paragraph[1]]
        if whole or inside:
            result.append(Block(_pieces(text, paragraph, inside, whole), inside))
    return result


def _paragraphs(text: str, numbered: list[Numbered]) -> list[Range]:
    """As the line ends part them; a sentence that runs over a line end joins the two."""
    ranges = passages.paragraphs(text)
    for n in numbered:
        start, end = n.claim.sentence_start, n.claim.sentence_end
        touched = [r for r in ranges if r[0] < end and r[1] > start]
        if len(touched) > 1:
            ranges = sorted({*ranges} - {*touched} | {(touched[0][0], touched[-1][1])})
    return ranges


def _pieces(text: str, paragraph: Range, inside: list[Numbered], whole: bool) -> list[Piece]:
    pieces: list[Piece] = []
    visible = [paragraph] if whole else _excerpts(text, paragraph, inside)
    edge = paragraph[0]
    for start, end in visible:
        if start > edge:
            pieces.append(Piece(is_gap=True))
        pieces += _visible(text, start, end, inside)
        edge = end
    if not whole and edge < paragraph[1]:
        pieces.append(Piece(is_gap=True))
    return pieces


def _excerpts(text: str, paragraph: Range, inside: list[Numbered]) -> list[Range]:
    ranges = []
    for n in inside:
        before, _sentence, after = passages.around(text, n.claim.sentence_start, n.claim.sentence_end)
        ranges.append((max(before[0], paragraph[0]), min(after[1], paragraph[1])))
    return passages.merged(ranges)


def _visible(text: str, start: int, end: int, inside: list[Numbered]) -> list[Piece]:
    """The sentences with claims, and what stands between them."""
    pieces: list[Piece] = []
    edge = start
    sentences = passages.merged((n.claim.sentence_start, n.claim.sentence_end - 1) for n in inside)
    for first, last in ((first, last + 1) for first, last in sentences if start <= first < end):
        if first > edge:
            pieces.append(Piece(html=escaped(text[edge:first])))
        here = [n for n in inside if first <= n.claim.sentence_start < last]
        spans = [span for n in here for span in spans_of(n.claim)]
        pieces.append(Piece(marked(text[first:last], first, spans, with_refs=True), here))
        edge = last
    if edge < end:
        pieces.append(Piece(html=escaped(text[edge:end])))
    return pieces
