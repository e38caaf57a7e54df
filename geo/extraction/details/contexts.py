"""Why an event happens: the contexts that the words of its clause give it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from geo.extraction import lexicons

MOST_WORDS = 60
"""Longer clauses are read up to here: their far end tells of other things."""


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in lexicons.table_cached("contexts").items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def of_clause(head: Token) -> tuple[str, ...]:
    """The contexts of the clause that this verb or noun governs, in the order of the vocabulary."""
    known = _by_word()
    given: set[str] = set()
    before = ""
    for token in _clause(head):
        word = token.lemma_.lower()
        given.update(known.get(word, ()))
        given.update(known.get(f"{before}_{word}", ()))
        before = word
    return tuple(name for name in lexicons.table_cached("contexts") if name in given) if given else ()


def _clause(head: Token) -> list[Token]:
    """The words of the clause: for a noun those of the verb above it, without clauses that tell of others."""
    top = head
    if head.pos_ not in {"VERB", "AUX"}:
        top = next((up for up in head.ancestors if up.pos_ in {"VERB", "AUX"}), head)
    found: list[Token] = []
    todo = [top]
    while todo and len(found) < MOST_WORDS:
        token = todo.pop()
        found.append(token)
        todo += [c for c in token.children if not _is_other_clause(c)]
    return sorted(found, key=lambda token: token.i)


def _is_other_clause(token: Token) -> bool:
    own = token.dep_ in {"ccomp", "conj", "advcl", "parataxis"} and token.pos_ in {"VERB", "AUX"}
    return own and any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
