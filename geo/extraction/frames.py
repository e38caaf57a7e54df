"""Which words tell which event: the lexicon events.toml as look-up tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from geo.extraction import lexicons
from geo.extraction.actors import TITLES, span_at

HOSTING = {"receive", "welcome", "host"}
PHONING = {"call", "phone", "telephone"}
EXERCISES = {"exercise", "drill", "manoeuvre", "maneuver"}
NEEDS_FORCES = {"reinforce", "station", "mass", "shadow", "patrol", "intercept", "scramble"}
FORCE_LEMMAS = set(
    "troop force soldier army navy military fighter warship ship vessel submarine frigate missile drone jet bomber "
    "plane aircraft fleet squadron tank battalion brigade garrison border base marine unit boat frontier contingent "
    "position defence defense presence airspace coast water sea strait".split()
)
VISITORS = set(
    "delegation team group envoy guest counterpart visitor representative official diplomat lawmaker businessman "
    "mission negotiator colleague talk summit meeting negotiation conference".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    type: str
    mode: str | None
    why: str
    """What matched, in words for readers."""
    weight: float = 1.0
    object: int | None = None
    """Index of the token that gave the verb its meaning, where one did."""


@dataclass(frozen=True, slots=True)
class Tables:
    verbs: dict[str, tuple[str, str | None]]
    nouns: dict[str, tuple[str, str | None]]
    frames: dict[tuple[str, str], str]


@cache
def tables() -> Tables:
    """The lexicon, inverted. A verb listed twice keeps its first type, in the order of the file's tables."""
    verbs: dict[str, tuple[str, str | None]] = {}
    nouns: dict[str, tuple[str, str | None]] = {}
    frames: dict[tuple[str, str], str] = {}
    for kind, row in lexicons.table("events").items():
        for entry in row.get("verbs", []):
            word, _, mode = entry.partition("/")
            verbs.setdefault(word, (kind, mode or None))
        for entry in row.get("nouns", []):
            word, _, mode = entry.partition("/")
            nouns.setdefault(word, (kind, mode or None))
        for entry in row.get("frames", []):
            heads, objects = entry.split(" + ")
            for head in heads.split():
                for word in objects.split():
                    frames.setdefault((head, word), kind)
    return Tables(verbs, nouns, frames)


def of_verb(verb: Token) -> Frame | None:
    """The event that a verb tells, by its object, its particle or preposition, or alone."""
    known = tables()
    lemma = verb.lemma_.lower()
    for child in _objects(verb):
        kind = known.frames.get((lemma, child.lemma_.lower()))
        if kind == "MOBILIZE" and child.lemma_.lower() in EXERCISES and _is_shared(child):
            kind = "COOPERATE"
        if kind:
            return Frame(kind, None, f"“{verb.text} … {child.text}”", 1.0, child.i)
    for child in verb.children:
        if child.dep_ in {"prt", "prep", "advmod", "acomp", "dobj", "agent"} and child.i > verb.i and not _dates(child):
            found = known.verbs.get(f"{lemma} {child.lemma_.lower()}")
            if found:
                return Frame(*found, f"“{verb.text} {child.text}”")
    if verb.i + 1 < len(verb.doc) and not _dates(verb.nbor()):
        found = known.verbs.get(f"{lemma} {verb.nbor().lemma_.lower()}")
        if found:
            return Frame(*found, f"“{verb.text} {verb.nbor().text}”")
    found = known.verbs.get(lemma)
    return _by_object(verb, lemma, Frame(*found, f"“{verb.text}”")) if found else None


def _is_shared(exercise: Token) -> bool:
    return any(
        c.lower_ in {"joint", "with", "bilateral", "common"} for c in (*exercise.children, *exercise.head.children)
    )


def _dates(prep: Token) -> bool:
    """'called Petro on Saturday' calls on nobody."""
    return any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in prep.children)


def _by_object(verb: Token, lemma: str, frame: Frame) -> Frame | None:
    """Verbs whose sense hangs on what their object is: 'welcomed the decision' is no visit."""
    thing = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if lemma in HOSTING and frame.type == "CONSULT" and (thing is None or not _visits(thing)):
        return replace(frame, type="SUPPORT", mode=None) if lemma == "welcome" else None
    if lemma == "call" and thing is None and any(c.dep_ == "xcomp" for c in verb.children):
        return replace(frame, type="REQUEST", mode=None)  # 'called on Monday to reopen talks'
    if lemma in PHONING and (thing is None or any(c.dep_ in {"oprd", "xcomp", "ccomp"} for c in verb.children)):
        return None
    if lemma in PHONING and thing is not None and not _visits(thing) and span_at(thing.doc, thing.i) is None:
        return None
    if lemma in NEEDS_FORCES and (thing is None or thing.lemma_.lower() not in FORCE_LEMMAS):
        return None
    if lemma == "order" and thing is not None and _goods_from(verb, thing):
        return replace(frame, type="COOPERATE", mode=None)
    return frame


def _visits(thing: Token) -> bool:
    """A person or a delegation, not a decision."""
    span = span_at(thing.doc, thing.i)
    return (span is not None and span.label_ == "person") or thing.lemma_.lower() in TITLES | VISITORS


def _goods_from(verb: Token, thing: Token) -> bool:
    if any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children) or span_at(thing.doc, thing.i) is not None:
        return False
    return any(c.lower_ == "from" for holder in (verb, thing) for c in holder.children)


def of_noun(noun: Token) -> Frame | None:
    found = tables().nouns.get(noun.lemma_.lower())
    return Frame(*found, f"“{noun.text}”", 0.8) if found else None


def _objects(verb: Token) -> list[Token]:
    """Direct and passive objects with their conjuncts, 'list of', and objects of the verb's prepositions."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass", "attr", "oprd", "acomp", "dative", "prt"}:
            found += [child, *child.conjuncts]
            found += [t for t in child.children if t.dep_ in {"compound", "nmod", "amod"}]
            found += [p for of in child.children if of.dep_ == "prep" and of.lower_ == "of" for p in of.children]
        elif child.dep_ == "prep":
            found += [t for t in child.children if t.dep_ == "pobj"]
    return found
