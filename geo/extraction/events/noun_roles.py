"""Who acts and who is acted upon in an event that a noun tells."""

from __future__ import annotations

from spacy.tokens import Token

from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import span_at
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.events.reach import ACTED_UPON_OF, others
from geo.extraction.events.subjects import passive_subject, subject_of
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import words

LEADING = words("roles", "leading")
WITH_WHOM = words("roles", "with_whom")
"""Behind a meeting these lead to the other side. Where people talk is not with whom."""
SUFFERING = words("roles", "suffering")
BY_WHOM = words("roles", "by_whom")
DONE_TO = words("roles", "done_to")
Sides = tuple[list[PartyMention], list[PartyMention]]
"""Sources, targets."""


def of_noun(noun: Token, frame: Frame) -> Sides:
    """'talks between A and B', 'A's visit to B', 'a visit by A to B', 'the A embargo on B', 'a meeting with B'."""
    sources = [f for child in noun.children for f in owner(child)]
    is_meeting = frame.type == "CONSULT" and frame.mode != "visit"
    targets: list[PartyMention] = _who_suffers(noun) if frame.type == "SANCTION" else []
    for prep in (*noun.children, *_agents_below(noun, frame)):
        inner = [f for p in prep.children if p.dep_ == "pobj" for f in noun_phrases.of_phrase(p)]
        if prep.dep_ == "agent" or (prep.dep_ == "prep" and _leads_to_source(prep, frame, bool(sources))):
            sources += inner
        elif prep.dep_ == "prep" and prep.lower_ in (WITH_WHOM if is_meeting else LEADING):
            targets = targets or inner
    if frame.mode == "visit" and sources and not targets:  # 'the visit of the minister to Peru'
        inside = [p for of in noun.children if of.dep_ == "prep" for t in of.children for p in t.children]
        to = [t for p in inside if p.dep_ == "prep" and p.lower_ == "to" for t in p.children if t.dep_ == "pobj"]
        targets = [f for t in to for f in noun_phrases.of_phrase(t)]
    if not sources and frame.type == "CONSULT":
        sources = _who_holds(noun)
    return sources, others(targets, sources)


def _who_suffers(noun: Token) -> list[PartyMention]:
    """'to help Peru bear the effects of the Chilean embargo': the subject of a verb of suffering above."""
    up = noun
    for _step in range(5):
        up = up.head
        if up.pos_ in {"VERB", "AUX"}:
            break
    subject = subject_of(up) if up.lemma_.lower() in SUFFERING else None
    return noun_phrases.of_phrase(subject) if subject is not None else []


def _agents_below(noun: Token, frame: Frame) -> list[Token]:
    """'the arrest of a Bolivian minister by Peru': the parser hangs the agent on the minister."""
    if frame.type not in ACTED_UPON_OF:
        return []
    of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in DONE_TO)
    inner = (t for prep in of for t in prep.children)
    return [c for t in inner for c in t.children if c.dep_ in {"prep", "agent"} and c.lower_ == "by"]


def _leads_to_source(prep: Token, frame: Frame, is_owned: bool) -> bool:
    if prep.lower_ == "of":
        return frame.type not in ACTED_UPON_OF and not (is_owned and frame.type in {"ACCUSE", "REJECT", "SUPPORT"})
    return prep.lower_ in BY_WHOM


def owner(child: Token) -> list[PartyMention]:
    """'Cuba's', 'Russian', 'US' before the noun."""
    if child.dep_ not in {"poss", "nmod", "compound", "amod"}:
        return []
    joined = [f for c in child.children if c.dep_ == "compound" and c.i < child.i for f in owner(c)]
    return joined + [f for f in _namedowner(child) if f.actor.key not in {j.actor.key for j in joined}]


def _namedowner(child: Token) -> list[PartyMention]:
    span = span_at(child.doc, child.i)
    actor = child.doc._.actors.get(span.id_) if span is not None else None
    if span is None or actor is None or span.label_ == "media outlet":
        return noun_phrases.of_phrase(child, 1) if child.dep_ in {"poss", "compound", "nmod"} else []
    if child.dep_ != "poss" and span._.how == "city":
        return []
    return [PartyMention(actor, span.start_char, span.end_char, actor.official)]


def _who_holds(noun: Token) -> list[PartyMention]:
    """'Lavrov had a meeting with', 'during talks with': the subject of the verb above."""
    governor = noun.head if noun.dep_ != "pobj" else noun.head.head
    for _step in range(3):
        if governor.pos_ in {"VERB", "AUX"}:
            break
        governor = governor.head
    if governor.pos_ not in {"VERB", "AUX"}:
        return []
    subject = subject_of(governor) or passive_subject(governor)
    return noun_phrases.of_phrase(subject) if subject is not None else []
