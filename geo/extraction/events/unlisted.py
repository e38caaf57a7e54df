"""Events told by verbs that no list knows: where the classifier is sure of what passes between two powers."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from geo.extraction.classifier import linear
from geo.extraction.entities.noun_phrases import PartyMention, words_in
from geo.extraction.events import subjects, verb_roles
from geo.extraction.frames import clauses, modality
from geo.extraction.frames.lexicon_tables import tables
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import words

SURE = 0.85
"""So likely must a type be; at this level four in five readings of marked sentences were right."""
EMPTY = words("events", "empty")
"""Verbs whose sense hangs on their objects, which the lists spell out, and verbs of no deed."""

type Told = tuple[Frame, list[PartyMention], list[PartyMention]]


def of_verb(verb: Token) -> Told | None:
    """The frame with its two sides, or None."""
    lemma = verb.lemma_.lower()
    if lemma in EMPTY or lemma in _listed() or verb.dep_ in {"amod", "aux"} or subjects.subject_of(verb) is None:
        return None
    blank = Frame("SUPPORT", None, "")
    sources, targets = verb_roles.of_verb(verb, blank)
    if not _are_powers(sources, targets) or clauses.stands(verb, blank) is None:
        return None
    kind = _sure_type(verb, sources[0], targets[0])
    if kind is None:
        return None
    why = f"“{verb.text}”, in no list, weighed with the words around it by a model trained on example sentences,"
    return Frame(kind, None, why), sources, targets


@cache
def _listed() -> frozenset[str]:
    known = tables()
    words = (*known.verbs, *known.carried, *known.patterns, *known.operators)
    return frozenset(word.split()[0] for word in words)


def _are_powers(sources: list[PartyMention], targets: list[PartyMention]) -> bool:
    """Both sides belong to a country, and not to the same one."""
    acting, hit = ({f.actor.country for f in side} - {None} for side in (sources, targets))
    return bool(acting) and bool(hit) and not acting & hit


def _sure_type(verb: Token, source: PartyMention, target: PartyMention) -> str | None:
    acting, hit = (words_in(verb.sent, found) for found in (source, target))
    if acting is None or hit is None:
        return None
    chances = linear.between(acting, hit)
    kind = linear.likeliest(chances)
    sure = chances[kind] >= SURE and modality.of_verb(verb)[0] in {"occurred", "ongoing"}
    return kind if sure else None
