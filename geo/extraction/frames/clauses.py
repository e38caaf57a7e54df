"""How the clause above changes what a verb or noun tells: refused, promised, asked for, only meant, or a fact."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.extraction.frames import matching, modality
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import words

HOSTILE = {"ACCUSE", "SANCTION", "ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "PROTEST"}
DUTY = words("moods", "duty")
FAILING = modality.REFUSING | words("moods", "failing_also")
CALLING_TO_SAY = words("moods", "calling_to_say")
CONTROLLING = modality.INTENDING | modality.DOUBTING | words("moods", "controlling_also")
"""Verbs whose infinitive says what is done. Under others an infinitive only says what for."""
UNREAL = {"REQUEST", "THREATEN", "REJECT", "AGREE"}
"""What these are about has not happened."""
ALLOWING = words("moods", "allowing")
READY = words("moods", "ready")
STEPS = words("moods", "steps")
WISHES = words("moods", "wishes")
DECISIONS = words("moods", "decisions")
ONLY_INTENDING = words("moods", "only_intending")


def stands(verb: Token, frame: Frame, depth: int = 0) -> Frame | None:
    """What the verb tells where it stands, or None where the clause above tells it or nobody has done it."""
    head, dep = verb.head, verb.dep_
    if any(c.dep_ == "aux" and c.lower_ in DUTY for c in verb.children) or depth > 3:
        return None
    if dep == "conj" and head.pos_ == "VERB" and verb.tag_ == "VB" and not _own_subject(verb):
        return stands(head, frame, depth + 1)
    if dep in {"acl", "relcl"} and is_infinitive(verb):
        return _on_noun(head, frame)
    if dep == "advcl" and any(c.lower_ == "until" for c in verb.children):
        return None
    if dep == "advcl" and any(c.lower_ == "as" for c in verb.children) and not _own_subject(verb):
        return None  # 'as promised', 'as announced in May'
    if _is_readied(verb):
        return None
    if head.pos_ not in {"VERB", "AUX"} or dep not in {"xcomp", "ccomp", "advcl"}:
        return _of_governor(verb, frame)
    return _under_verb(verb, head, frame)


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def _under_verb(verb: Token, head: Token, frame: Frame) -> Frame | None:
    lemma = head.lemma_.lower()
    if verb.dep_ == "xcomp" and lemma in FAILING:
        return None if frame.type in HOSTILE else replace(frame, type="REJECT", mode=None, weak=False)
    above = matching.of_verb(head)
    if above is not None and above.type in {"REQUEST", "THREATEN"} and verb.tag_ == "VB":
        return None
    if _is_purpose(verb, lemma):
        said = frame.type in modality.SPEECH and lemma in CALLING_TO_SAY
        return frame if said or frame.mode == "investigate" else None
    if above is not None and above.type == "CONCEDE" and lemma in ALLOWING:
        return None
    if above is not None and above.type == "CONSULT" and verb.dep_ == "xcomp" and verb.tag_ == "VBG":
        return None  # 'discussed expanding': what they talked about
    if above is None or above.type not in {"REQUEST", "THREATEN", "AGREE"}:
        return frame
    if above.type == "AGREE":
        bound = verb.dep_ == "xcomp" and not (frame.type in HOSTILE and lemma in ONLY_INTENDING)
        return None if bound else frame
    mood, _sign = modality.of_verb(verb)
    return None if mood in modality.UNDONE or verb.tag_ == "VB" else frame


def _is_purpose(verb: Token, above: str) -> bool:
    return verb.dep_ in {"xcomp", "advcl"} and is_infinitive(verb) and (
        verb.dep_ == "advcl" or above not in CONTROLLING
    )  # fmt: skip


def _on_noun(noun: Token, frame: Frame) -> Frame | None:
    """'its decision to expel' where nothing else is told of the decision; an offer or a call to act is no act."""
    if noun.lemma_.lower() in STEPS:
        return frame
    if noun.lemma_.lower() not in DECISIONS:
        return None
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    return None if governor.pos_ == "VERB" and matching.of_verb(governor) is not None else frame


def _of_governor(verb: Token, frame: Frame) -> Frame | None:
    """'ruled out sending', 'the possibility of buying', 'threats of attacking'."""
    if verb.dep_ != "pcomp":
        return frame
    governor = verb.head.head
    above = matching.of_verb(governor) if governor.pos_ == "VERB" else matching.of_noun(governor)
    if above is not None and above.type in UNREAL:
        return None
    return None if governor.lemma_.lower() in WISHES else frame


def is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _is_readied(verb: Token) -> bool:
    """'ready to send', 'focused on sending': the intention is what is told."""
    governor = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return verb.dep_ in {"xcomp", "pcomp"} and governor.lemma_.lower() in READY


def is_only_meant(noun: Token) -> bool:
    """A noun that tells an event nobody has done: 'called for talks', 'the threat of an attack'."""
    up = noun
    for _step in range(3):
        if up.dep_ not in {"dobj", "pobj", "nsubjpass", "conj", "prep", "attr"}:
            return False
        up = up.head
        if up.pos_ == "VERB":
            if _is_readied(up):
                return True
            above = [up, up.head] if up.dep_ == "xcomp" and is_infinitive(up) else [up]  # 'called to resume talks'
            return any(frame is not None and frame.type in UNREAL for frame in map(matching.of_verb, above))
        if up.pos_ == "NOUN" and up.lemma_.lower() in WISHES:
            return True
    return False
