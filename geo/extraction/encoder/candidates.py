"""Whom a sentence could be about: every mention in it and in the one before, with the actors that it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from geo.extraction.encoder.items import Words
from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import span_at
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.lexicons import words

STANDING_IN = words("pronouns", "standing_in")
LONGEST_PHRASE = 8
"""Tokens before a noun that count as its phrase."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`words`: characters of the document. `found`: the actors that they stand for, never none."""

    words: Words
    found: tuple[PartyMention, ...]


def of_sentence(sentence: Span) -> list[Candidate]:
    """In the order of the text; made once a sentence."""
    known: dict[int, list[Candidate]] = sentence.doc.user_data.setdefault("candidates", {})
    if sentence.start not in known:
        known[sentence.start] = [made for token in sentence if (made := _of_token(sentence.doc, token)) is not None]
    return known[sentence.start]


def _of_token(doc: Doc, token: Token) -> Candidate | None:
    span = span_at(doc, token.i)
    if span is not None:
        if token.i != span.root.i or span.label_ == "media outlet":
            return None
        return _made(token, span.start_char, span.end_char)
    if token.lower_ in STANDING_IN:
        return _made(token, token.idx, token.idx + len(token.text))
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
        return None
    first = max(token.left_edge.i, token.i - LONGEST_PHRASE, token.sent.start)
    return _made(token, doc[first].idx, token.idx + len(token.text))


def _made(token: Token, start: int, end: int) -> Candidate | None:
    found = noun_phrases.of_token(token)
    return Candidate((start, end), tuple(found)) if found else None
