"""Sentences that tell of play and show, where the verbs of politics mean something else."""

from __future__ import annotations

from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Token

from geo.extraction import lexicons
from geo.extraction.lexicons import words

FICTION = words("events", "fiction")
GAMES = words("events", "games")


def is_fiction(head: Token) -> bool:
    """Whether the sentence tells what is only supposed: "in the exercise, X attacked Y", "the war game simulated"."""
    for token in head.sent:
        lemma = token.lemma_.lower()
        if lemma in FICTION and token.pos_ != "VERB":
            return True
        if lemma == "simulate":
            return True
        opens = token.head.lower_ == "in" and token.head.dep_ == "prep" and token.head.head.i > token.i
        if lemma in GAMES and token.dep_ == "pobj" and opens and head != token:
            return True
    return False


@cache
def _lemmas() -> frozenset[int]:
    """The words by spaCy's numbers for them: comparing these is cheap."""
    return frozenset(get_string_id(word) for row in lexicons.table_cached("elsewhere").values() for word in row.split())


def is_play(head: Token) -> bool:
    """Whether the sentence around a word is about sport or show business."""
    known: dict[int, bool] = head.doc.user_data.setdefault("play", {})
    sent = head.sent
    if sent.start not in known:
        lemmas = _lemmas()
        known[sent.start] = any(token.lemma in lemmas and token.pos_ != "VERB" for token in sent)
    return known[sent.start]
