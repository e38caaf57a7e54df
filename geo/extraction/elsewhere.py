"""Sentences that tell of play and show, where the verbs of politics mean something else."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from geo.extraction import frames, lexicons


@cache
def _words() -> frozenset[str]:
    return frozenset(word for row in lexicons.table_cached("elsewhere").values() for word in row.split())


def is_play(head: Token) -> bool:
    """Whether the sentence around a word is about sport or show business."""
    known: dict[int, bool] = head.doc.user_data.setdefault("play", {})
    sent = head.sent
    if sent.start not in known:
        words = _words()
        known[sent.start] = any(t.lemma_.lower() in words or frames.word(t) in words for t in sent if t.pos_ in NOUNS)
    return known[sent.start]


NOUNS = {"NOUN", "PROPN", "ADJ"}
