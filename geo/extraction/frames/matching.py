"""Which words tell which event: a verb by its object, its particle or preposition or alone, a noun by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from geo.extraction import lexicons
from geo.extraction.entities.mentions import FORCES, PLACE_LABELS, TITLES, span_at
from geo.extraction.frames.lexicon_tables import KEEPS, Pattern, Sense, tables
from geo.extraction.lexicons import words

RECEIVING = words("events", "receiving")
PHONING = words("events", "phoning")
EXERCISES = words("events", "exercises")
NEEDS_FORCES = words("events", "needs_forces")
FORCE_LEMMAS = words("events", "force_lemmas")
VISITORS = words("events", "visitors")
NO_PERSONS = words("events", "no_persons")
DESTINATIONS = words("places", "destinations")
RELATIVES = words("pronouns", "relatives")
MARCHING = words("events", "marching")
GROUND_FORCES = words("events", "ground_forces")
PEACEKEEPERS = frozenset({"peacekeeper"})
DIRECT = {"dobj", "nsubjpass", "attr", "oprd", "acomp", "dative", "prt"}
CONTAINERS = words("events", "containers")
PERSONS = TITLES | set(lexicons.table_cached("groups")["people"].split()) - NO_PERSONS
BEFORE = {"compound", "nmod", "amod"}
SHARED = words("events", "shared")


@dataclass(frozen=True, slots=True)
class Frame:
    type: str
    mode: str | None
    why: str
    """What matched, in words for readers."""
    object: int | None = None
    """Index of the token that gave the verb its meaning, where one did."""
    weak: bool = False
    """Whether it tells an event only between two named powers."""


NOTHING = Frame("NONE", None, "")


def of_verb(verb: Token) -> Frame | None:
    """The event that a verb tells, by its object, its particle or preposition, or alone."""
    known: dict[int, Frame | None] = verb.doc.user_data.setdefault("frames", {})
    if verb.i not in known:
        found = _of_verb(verb)
        known[verb.i] = None if found is NOTHING else found
    return known[verb.i]


def _of_verb(verb: Token) -> Frame | None:
    keys = _keys(verb)
    return _by_pattern(verb, keys) or _carried(verb, keys) or _by_company(verb, keys[-1])


def _keys(verb: Token) -> list[str]:
    """ "called off" as "call_off" and as "call"."""
    lemma = verb.lemma_.lower()
    joined = word(verb)
    particles = [c for c in verb.children if c.dep_ in {"prt", "advmod"} and c.i > verb.i and c.i - verb.i < 6]
    return [f"{lemma}_{c.lower_}" for c in particles] + ([joined] if "-" in joined else []) + [lemma]


def _by_pattern(verb: Token, keys: list[str]) -> Frame | None:
    books = [book for key in keys if (book := tables().patterns.get(key))]
    if not books:
        return None
    for thing, prep, deep in _objects(verb):
        for book in books:
            for name in _names(thing):
                for pattern in book.get(name, ()):
                    if _fits(verb, prep, deep, pattern):
                        return _shared(verb, thing, pattern)
    return None


def _names(thing: Token) -> Iterator[str]:
    """What an object is called, and the classes that no list can spell out."""
    if thing.ent_type_ == "DATE" and thing.pos_ == "PROPN":
        return  # 'in March'
    yield word(thing)
    if is_person(thing):
        yield "<person>"
    if thing.ent_type_ in PLACE_LABELS or ((span := span_at(thing.doc, thing.i)) is not None and _is_place(span)):
        yield "<place>"
    if thing.pos_ in {"NOUN", "PROPN"} and thing.dep_ in {"dobj", "nsubjpass"}:
        yield "<thing>"


def _is_place(span: Span) -> bool:
    return bool(span._.how == "city" or (span.label_ == "country" and span._.how != "demonym"))


def is_person(thing: Token) -> bool:
    if thing.ent_type_ in {"PERSON", "NORP"} or thing.lemma_.lower() in PERSONS:
        return True
    return thing.pos_ == "NUM" and thing.dep_ in {"dobj", "nsubjpass"}


def word(token: Token) -> str:
    """Its lemma, with what a hyphen joins to it: "cease-fire" is three tokens to the model."""
    lemma = token.lemma_.lower()
    if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and token.nbor(-2).is_alpha:
        return f"{token.nbor(-2).lower_}-{lemma}"
    return lemma


def _fits(verb: Token, prep: str | None, deep: bool, pattern: Pattern) -> bool:
    if pattern.through and prep not in pattern.through:
        return False
    if deep and not pattern.through:
        return False
    if pattern.near and not any(t.lemma_.lower() in pattern.near for t in verb.subtree):
        return False
    return not pattern.subject or _subject_in(verb, pattern.subject)


def _subject_in(verb: Token, words: frozenset[str]) -> bool:
    """Whether the one who acts is called one of these words or is an actor of such a kind."""
    up = verb
    for _step in range(3):
        subject = next((c for c in up.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None:
            span = span_at(subject.doc, subject.i)
            kind = span.label_.split()[-1] if span is not None else ""
            return not words.isdisjoint({subject.lemma_.lower(), subject.lower_, kind})
        if up.dep_ not in {"conj", "xcomp", "advcl"}:
            break
        up = up.head
    return False


def _shared(verb: Token, thing: Token, pattern: Pattern) -> Frame:
    kind, mode = pattern.type, pattern.mode
    if kind == "NONE":
        return NOTHING
    if kind == "MOBILIZE" and thing.lemma_.lower() in EXERCISES and _is_shared(thing):
        kind, mode = "COOPERATE", None
    return Frame(kind, mode, f"“{verb.text} … {thing.text}”", thing.i)


def _is_shared(exercise: Token) -> bool:
    if any(c.lower_ in SHARED | {"with"} for c in (*exercise.children, *exercise.head.children)):
        return True
    agents = [p for c in exercise.head.children if c.dep_ == "agent" for p in c.children]
    return any(any(True for _ in t.conjuncts) for t in (*agents, *exercise.head.lefts) if t.dep_ in {"pobj", "nsubj"})


def _carried(verb: Token, keys: list[str]) -> Frame | None:
    """A verb that does something with the event that its object names: "stepped up its attacks"."""
    becomes = next((book for key in keys if (book := tables().operators.get(key))), None)
    if becomes is None:
        return None
    for thing, prep, deep in _objects(verb):
        if deep or thing.pos_ not in {"NOUN", "PROPN"} or prep not in {None, "in"} or thing.dep_ in BEFORE:
            continue
        inner = of_noun(thing, carried=True)
        kind = becomes.get(inner.type) if inner is not None else None
        if inner is None or kind is None:
            continue
        if inner.type == "MOBILIZE" and thing.lemma_.lower() in EXERCISES and _is_shared(thing):
            kind = "COOPERATE"
        mode = inner.mode if kind in {KEEPS, inner.type} else None
        return Frame(inner.type if kind == KEEPS else kind, mode, f"“{verb.text} … {thing.text}”", thing.i)
    return None


def _by_company(verb: Token, lemma: str) -> Frame | None:
    """By a particle, a preposition, the next word, or alone."""
    known = tables().verbs
    for child in verb.children:
        if child.dep_ in {"prt", "prep", "advmod", "acomp", "dobj", "agent"} and child.i > verb.i and not _dates(child):
            found = known.get(f"{lemma} {child.lemma_.lower()}")
            if found and (found.mode != "visit" or _leads_somewhere(child)):
                return _marched(verb, _framed(found, f"“{verb.text} {child.text}”"))
    if verb.i + 1 < len(verb.doc) and verb.nbor().dep_ != "prep" and not _dates(verb.nbor()):
        found = known.get(f"{lemma} {verb.nbor().lemma_.lower()}")
        if found:
            return _framed(found, f"“{verb.text} {verb.nbor().text}”")
    found = known.get(lemma)
    return _by_object(verb, lemma, _framed(found, f"“{verb.text}”")) if found else None


def _marched(verb: Token, frame: Frame) -> Frame:
    """Troops that arrive are no visitors; peacekeepers come to help. Ships in port are guests."""
    if frame.mode != "visit" or not _subject_in(verb, GROUND_FORCES | PEACEKEEPERS):
        return frame
    kind, mode = ("AID", None) if _subject_in(verb, PEACEKEEPERS) else ("MOBILIZE", "troops")
    return replace(frame, type=kind, mode=mode)


def _leads_somewhere(prep: Token) -> bool:
    """'flew to Lima', 'arrived in the capital', not 'came to power'."""
    things = [c for c in prep.children if c.dep_ == "pobj"]
    return any(True for t in things for name in _names(t) if name == "<place>" or t.lemma_.lower() in DESTINATIONS)


def _framed(sense: Sense, why: str) -> Frame:
    return Frame(sense.type, sense.mode, why, weak=sense.weak)


def _dates(prep: Token) -> bool:
    """'called Petro on Saturday' calls on nobody."""
    return any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in prep.children)


def _by_object(verb: Token, lemma: str, frame: Frame) -> Frame | None:
    """Verbs whose sense hangs on what their object is: 'welcomed the decision' is no visit."""
    thing = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if _means_less(verb, lemma, thing):
        return None
    if lemma in RECEIVING and frame.type == "CONSULT" and (thing is None or not _visits(thing)):
        return replace(frame, type="SUPPORT", mode=None) if lemma == "welcome" else None
    if lemma == "call" and thing is None and any(c.dep_ == "xcomp" for c in verb.children):
        return replace(frame, type="REQUEST", mode=None)  # 'called on Monday to reopen talks'
    if lemma in PHONING and not _rings(verb, thing):
        return None
    if lemma in NEEDS_FORCES and not _moves_forces(verb, thing):
        return None
    if lemma == "order" and thing is not None and _goods_from(verb, thing):
        return replace(frame, type="COOPERATE", mode=None)
    return frame


def _means_less(verb: Token, lemma: str, thing: Token | None) -> bool:
    """'denied that it had sent', 'wants to buy', 'is expected to', 'demonstrates that': no act of its own."""
    clauses = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}]
    if lemma == "deny":
        return any(c.dep_ == "ccomp" or c.tag_ == "VBG" or _has_having(c) for c in clauses)
    if lemma == "want":
        return thing is None and any(c.dep_ == "xcomp" and not _acts_itself(c) for c in clauses)
    if lemma == "expect":
        return thing is not None and thing.dep_ == "nsubjpass"
    if lemma in MARCHING:
        return any(c.dep_ == "ccomp" for c in clauses) or (lemma == "demonstrate" and thing is not None)
    return False


def _rings(verb: Token, thing: Token | None) -> bool:
    """'called Petro', not 'called it a shame', not 'called the meeting'."""
    if thing is None or any(c.dep_ in {"oprd", "ccomp"} for c in verb.children):
        return False
    return _visits(thing) or span_at(thing.doc, thing.i) is not None


def _has_having(verb: Token) -> bool:
    return any(c.lower_ == "having" for c in verb.children)


def _acts_itself(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" for c in verb.children)


def _moves_forces(verb: Token, thing: Token | None) -> bool:
    """'deployed troops', 'troops deployed'."""
    thing = thing or next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return thing is not None and (thing.lemma_.lower() in FORCE_LEMMAS or thing.lower_ in FORCES)


def _visits(thing: Token) -> bool:
    """A person or a delegation, not a decision."""
    span = span_at(thing.doc, thing.i)
    if span is not None and span.label_ == "person":
        return True
    return thing.lemma_.lower() in TITLES | VISITORS or thing.ent_type_ == "PERSON"


def _goods_from(verb: Token, thing: Token) -> bool:
    if any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children) or span_at(thing.doc, thing.i) is not None:
        return False
    return any(c.lower_ == "from" for holder in (verb, thing) for c in holder.children)


def of_noun(noun: Token, *, carried: bool = False) -> Frame | None:
    """The event that a noun names: with the word before it, the preposition behind it, or alone."""
    known = tables().carried if carried else tables().nouns
    if noun.ent_type_ in {"DATE", "TIME"}:
        return None  # 'announced in March'
    lemma = word(noun)
    before = [f"{c.lemma_.lower()} {lemma}" for c in noun.children if c.i < noun.i and c.dep_ in BEFORE]
    behind = [f"{lemma} {c.lower_}" for c in noun.children if c.dep_ in {"prep", "agent"} and c.i > noun.i]
    found = next((known[key] for key in (*before, *behind, lemma) if key in known), None)
    return Frame(found.type, found.mode, f"“{noun.text}”") if found else None


def _objects(verb: Token) -> Iterator[tuple[Token, str | None, bool]]:
    """Direct and passive objects with what belongs to them, then objects of prepositions with these.

    Each with its preposition, and whether that hangs on an object: "held civilians as shields".
    """
    behind: list[tuple[Token, str | None, bool]] = []
    if verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ not in RELATIVES for c in verb.children):
        yield verb.head, None, False  # 'the loan that Russia granted'
    for child in verb.children:
        dep = child.dep_
        if dep in DIRECT:
            for thing in (child, *child.conjuncts):
                yield from ((t, None, False) for t in _with_modifiers(thing))
            behind += [(t, p.lower_, True) for p in child.children if p.dep_ == "prep" for t in p.children]
        elif dep in {"ccomp", "xcomp"} and child.i - verb.i < 6:
            thing = next((c for c in child.children if c.pos_ == "ADJ"), child)  # 'let them go free'
            if thing.pos_ in {"ADJ", "NOUN"}:
                yield thing, None, False
        elif dep == "prep":
            for t in (t for t in child.children if t.dep_ == "pobj"):
                behind.append((t, child.lower_, False))
                behind += [(c, child.lower_, False) for c in t.children if c.dep_ in BEFORE]
    yield from behind


def _with_modifiers(thing: Token) -> Iterator[Token]:
    """'an arrest warrant', 'a list of demands': the noun, what stands before it and what it is of."""
    inside = [p for c in thing.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children]
    if thing.lemma_.lower() in CONTAINERS:
        yield from inside
    yield thing
    yield from (c for c in thing.children if c.dep_ in BEFORE and c.lower_ != "military")
    yield from inside
