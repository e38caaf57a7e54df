"""Whom a deed concerns beyond its grammatical objects: somebody named farther below, another one than who acts."""

from __future__ import annotations

from spacy.tokens import Token

from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import span_at
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import words

DOMESTIC = {"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "COERCE", "ASSAULT", "RETREAT", "CONCEDE", "SANCTION", "REQUEST"}
"""What a state also does to its own people."""
ACTED_UPON_OF = {"SANCTION", "ASSAULT", "COERCE"}  # "the bombing of X": X suffers it
CLOSED = {"relcl", "nsubj", "nsubjpass", "punct", "npadvmod", "parataxis"}
ASIDE = words("roles", "aside")
"""Prepositions that lead away from whom it is done to."""
NEARBY = words("places", "nearby")
AT_TABLE = ASIDE | words("roles", "at_table_also")
"""Where people talk and what about is not with whom."""
JUDGING = {"ACCUSE", "REJECT", "PROTEST", "SUPPORT"}
PLACING = words("places", "placing")
INTO = words("places", "into")


def deeper(verb: Token, frame: Frame, sources: list[PartyMention]) -> list[PartyMention]:
    """The first other country named below the verb: 'lifted the sanctions imposed on Peru in 1998'."""
    mine = {f.actor.country for f in sources}
    if frame.type in JUDGING:
        authors = [f for f in _authors(verb) if f.actor.country not in mine]
        if authors:
            return authors
    aside = AT_TABLE if frame.type == "CONSULT" else ASIDE - NEARBY if frame.type == "MOBILIZE" else ASIDE
    for token in _below(verb, aside):
        found = [] if _is_language(token) else noun_phrases.of_phrase(token, 1)
        abroad = [f for f in found if f.actor.country and f.actor.country not in mine]
        if abroad:
            return abroad
    return []


def _is_language(token: Token) -> bool:
    """'English' and 'Spanish' by themselves, unlike 'Cubans'."""
    span = span_at(token.doc, token.i)
    return span is not None and span._.how == "demonym" and token.tag_ in {"NNP", "NN"}


def _leads_away(token: Token, aside: frozenset[str]) -> bool:
    """A clause with somebody else in it, an aside, or what a known name is explained by."""
    if token.dep_ in {"prep", "agent"}:
        return token.lower_ in aside
    if token.dep_ == "appos":
        return span_at(token.doc, token.head.i) is not None
    is_clause = token.dep_ in {"ccomp", "advcl", "conj"} and token.pos_ in {"VERB", "AUX"}
    return is_clause or token.dep_ in CLOSED


def _authors(verb: Token) -> list[PartyMention]:
    """'vetoed a resolution drafted by Peru': who is behind what is judged."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    by = [t for thing in things for t in thing.subtree if t.lower_ == "by" and t.dep_ in {"agent", "prep"}]
    return [
        f
        for prep in by
        for p in prep.children
        if p.dep_ == "pobj"
        for f in noun_phrases.of_phrase(p)
        if f.actor.country
    ]


def _below(verb: Token, aside: frozenset[str]) -> list[Token]:
    """Nouns and names below a verb and behind it, in order, without clauses of others and asides."""
    found: list[Token] = []
    todo = [c for c in verb.children if c.i > verb.i]
    while todo and len(found) < 12:
        token = todo.pop(0)
        if _leads_away(token, aside):
            continue
        if token.pos_ in {"NOUN", "PROPN"}:
            found.append(token)
        todo = [*token.children, *todo]
    return sorted(found, key=lambda t: t.i)


def where(verb: Token) -> list[PartyMention]:
    """The countries in which something is to be done: 'invest in Peru', 'build a road in Peru'."""
    holders = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
    preps = [c for h in holders for c in h.children if c.dep_ == "prep" and c.lower_ in INTO]
    found = [f for prep in preps for p in prep.children if p.dep_ == "pobj" for f in noun_phrases.of_phrase(p)]
    return [f for f in found if f.actor.country is not None]


def others(found: list[PartyMention], sources: list[PartyMention], kind: str = "") -> list[PartyMention]:
    """Without those who act; a state may act upon its own people, called by other words."""
    mine = {f.actor.key for f in sources}
    own = sources[0] if kind in DOMESTIC and len(sources) == 1 else None
    return [f for f in found if f.actor.key not in mine or (own is not None and _other_words(f, own))]


def _other_words(found: PartyMention, own: PartyMention) -> bool:
    """'Iran freed Iran's prisoners': the country by other words, one of the two not for the state."""
    apart = found.end <= own.start or own.end <= found.start
    return apart and not (found.official and own.official)


def belongs_to(found: list[PartyMention], sources: list[PartyMention]) -> bool:
    """'sent its troops', 'Cuba praised Cuba's ...': the same country on both sides through a possessive."""
    own = {f.actor.country for f in sources if f.actor.country}
    return bool(found) and all(f.actor.country in own for f in found)
