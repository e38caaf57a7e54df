"""How an event is done, where its words say so: by phone, among many, for help, for change.

What is asked for, refused or threatened is read from the event below: "asked Peru to free him" wants a yielding.
"""

from __future__ import annotations

from spacy.tokens import Token

from geo.extraction.frames import matching
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import meanings, words

PHONES = words("events", "phones")
GATHERINGS = words("events", "gatherings")
WANTED = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "AGREE": "meet",
    "CONCEDE": "yield", "RETREAT": "yield",
}  # fmt: skip
"""What a request or a refusal is about, by the type of the event below."""
CHANGES = words("events", "changes")
HELP = words("events", "help")
MENACED = {"SANCTION": "relations", "COERCE": "restrict", "ASSAULT": "violence", "MOBILIZE": "violence"}
MENACES = meanings("events", "menaces")


def of_event(head: Token, frame: Frame, powers: int) -> str | None:
    """The mode that the words around a verb or noun give its event, or the one of the frame."""
    if frame.mode is not None:
        return frame.mode
    if frame.type == "CONSULT":
        return _of_meeting(head, powers)
    if frame.type in {"REQUEST", "REJECT"}:
        return _wanted(head, frame)
    return _menaced(head) if frame.type == "THREATEN" else None


def _of_meeting(head: Token, powers: int) -> str | None:
    words = {
        t.lemma_.lower() for c in head.children if c.dep_ in {"prep", "dobj", "compound"} for t in (c, *c.children)
    }
    if words & PHONES:
        return "phone"
    return "multilateral" if powers > 2 or words & GATHERINGS else None


def _wanted(head: Token, frame: Frame) -> str | None:
    for word in _about(head, frame):
        inner = matching.of_verb(word) if word.pos_ == "VERB" else matching.of_noun(word, carried=True)
        if word.lemma_.lower() in CHANGES:
            return "change"
        if word.lemma_.lower() in HELP:
            return "assist"
        if inner is not None and inner.type in WANTED:
            return WANTED[inner.type]
    return None


def _menaced(head: Token) -> str | None:
    for word in _about(head, None):
        if word.lemma_.lower() in MENACES:
            return MENACES[word.lemma_.lower()]
        inner = matching.of_verb(word) if word.pos_ == "VERB" else matching.of_noun(word, carried=True)
        if inner is not None and inner.type in MENACED:
            return MENACED[inner.type]
    return None


def _about(head: Token, frame: Frame | None) -> list[Token]:
    """What is asked for, refused or threatened: the verb below, the object, what stands behind a preposition."""
    below = {"xcomp", "ccomp", "dobj", "nsubjpass", "acl", "advcl"}
    found = [c for c in head.children if c.dep_ in below and c.i > head.i]
    preps = [c for holder in (head, *found) for c in holder.children if c.dep_ == "prep"]
    found += [t for prep in preps for t in prep.children if t.dep_ in {"pobj", "pcomp"}]
    found += [c for thing in found if thing.dep_ == "dobj" for c in thing.children if c.dep_ in {"acl", "relcl"}]
    is_refused = frame is not None and frame.type == "REJECT" and head.dep_ == "xcomp"
    return ([head] if is_refused else []) + found
