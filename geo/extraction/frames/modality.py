"""In which mood an act stands: occurred, ongoing, planned, possible, denied, conditional."""

from __future__ import annotations

from spacy.tokens import Token

from geo.extraction.lexicons import words
from geo.extraction.results import Modality

MAY = words("moods", "may")
DENYING = words("moods", "denying")
RUMOURS = words("moods", "rumours")
UNTRUE = words("moods", "untrue")
DOUBTING = words("moods", "doubting")
INTENDING = words("moods", "intending")  # fmt: skip
MEETING_TO_SAY = words("moods", "meeting_to_say")
REFUSING = words("moods", "refusing")
CAN = words("moods", "can")
WOULD = words("moods", "would")
WILL = words("moods", "will")
CONDITIONS = words("moods", "conditions")
DISMISSING = words("moods", "dismissing")
NOBODY = words("moods", "nobody")
TRUE = words("moods", "true")
SHOWING = words("moods", "showing")
DONE_AFTER = words("moods", "done_after")
POSSIBILITIES = words("moods", "possibilities")
IDEAS = words("moods", "ideas")
PLANS = words("moods", "plans")
POSSIBLE_BEFORE = words("moods", "possible_before")
PLANNED_BEFORE = words("moods", "planned_before")
SPEECH = {"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
UNDONE = {"planned", "possible", "conditional"}
"""Moods of what has not happened, and is not denied."""
TO_COME_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})


Mood = tuple[Modality, Token | None]
"""The mood and the word that shows it."""


def of_verb(verb: Token) -> Mood:
    """The mood of a verb and the word that shows it."""
    negation = _negation(verb)
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    for word in helpers:
        found = _by_helper(verb, word, negation)
        if found is not None:
            return found
    if negation is not None:
        return "denied", negation
    above = _above(verb)
    if above is not None:
        return above
    condition = _condition(verb)
    if condition is not None and verb.dep_ == "advcl" and verb.tag_ != "VBN":
        return "conditional", condition
    progressive = verb.tag_ == "VBG" and any(h.lemma_ == "be" for h in helpers)
    past = any(h.lower_ in {"was", "were"} for h in helpers)
    return ("ongoing" if progressive and not past else "occurred"), None


def _negation(verb: Token) -> Token | None:
    """'did not meet', 'never met', 'met no one', 'held no talks'."""
    for child in verb.children:
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            return child
        if child.dep_ in {"nsubj", "nsubjpass"} and (no := next((c for c in child.children if c.lower_ == "no"), None)):
            return no
        if child.dep_ == "neg" or (child.lower_ in {"never", "no"} and child.dep_ == "det"):
            return child
    return next((no for c in verb.children if c.dep_ == "dobj" for no in c.children if no.lower_ == "no"), None)


def _by_helper(verb: Token, word: Token, negation: Token | None) -> Mood | None:
    """What 'may', 'would' and 'will' before the verb say."""
    lower = word.lower_
    if lower in MAY:
        return ("denied" if negation is not None and lower in CAN else "possible"), word
    if lower in WOULD:
        condition = _condition(verb)
        if condition is not None:
            return "conditional", condition
        return ("denied", negation) if negation is not None else ("planned", word)
    if lower in WILL:
        return ("denied", negation) if negation is not None else ("planned", word)
    return None


def _condition(verb: Token) -> Token | None:
    for child in verb.children:
        if child.lower_ in CONDITIONS:
            return child
        if child.dep_ == "advcl":
            mark = next((c for c in child.children if c.lower_ in CONDITIONS), None)
            if mark is not None:
                return mark
    return None


def _above(verb: Token) -> Mood | None:
    """What the clause above says of this one: denied, refused, planned, only wished for."""
    head, dep = verb.head, verb.dep_
    if head == verb:
        return None
    if dep in {"ccomp", "pcomp", "xcomp", "acl"} and head.lemma_.lower() in DENYING | {"denial"}:
        return None if _is_negated(head) else ("denied", head)
    untrue = _said_untrue(verb, head)
    if untrue is not None:
        return "denied", untrue
    if head.lemma_.lower() in RUMOURS and head.dep_ in {"dobj", "pobj", "nsubjpass"}:
        doubt = head.head if head.dep_ != "pobj" else head.head.head
        if doubt.lemma_.lower() in DENYING | DISMISSING:
            return "denied", doubt
    if dep in {"xcomp", "ccomp", "acl", "advcl", "pcomp"} and any(
        c.lower_ == "to" and c.dep_ == "aux" for c in verb.children
    ):
        found = _infinitive(dep, head)
        if found is not None:
            return found
    if dep in {"xcomp", "ccomp"} and verb.tag_ == "VBG" and head.lemma_.lower() in DOUBTING:
        return "possible", head
    if dep == "conj" and head.pos_ in {"VERB", "AUX"} and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return of_verb(head)
    return _behind_preposition(head.head) if dep == "pcomp" else None


def _is_negated(verb: Token) -> bool:
    """'did not deny', 'nobody denies'."""
    return any(c.dep_ == "neg" or (c.dep_ == "nsubj" and c.lower_ in NOBODY) for c in verb.children)


def _said_untrue(verb: Token, head: Token) -> Token | None:
    """'it is not true that', 'reports that Peru bombed Chile were fabricated', 'a fake video shows Peru attacking'."""
    if verb.dep_ == "ccomp" and head.lemma_ == "be":
        word = next((c for c in head.children if c.dep_ == "acomp" and c.lower_ in TRUE), None)
        false = next((c for c in head.children if c.dep_ == "acomp" and c.lower_ in UNTRUE), None)
        return word if word is not None and _is_negated(head) else false
    if verb.dep_ in {"acl", "ccomp"} and head.lemma_.lower() in RUMOURS:
        above = head.head
        words = (above, *above.children) if head.dep_ in {"nsubj", "nsubjpass"} else ()
        return next((word for word in words if word.lower_ in UNTRUE), None)
    if verb.dep_ == "ccomp" and head.lemma_ in SHOWING:
        subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
        around = (*(subject.children if subject is not None else ()), *head.children)
        return next((word for word in around if word.lower_ in UNTRUE | {"falsely"}), None)
    return None


def _infinitive(dep: str, head: Token) -> Mood | None:
    """'to visit': planned or wished for, by the word that it hangs on; done after 'managed to', 'began to'."""
    lemma = head.lemma_.lower()
    if lemma in {"have", "be"} and any(c.lower_ == "yet" for c in head.children):
        return "denied", head  # 'has yet to release'
    if lemma in REFUSING | {"fail"} | MEETING_TO_SAY:
        return None  # refused; or said in the call that was made to say it
    if lemma == "be" or lemma in INTENDING:
        return "planned", head
    if lemma in DOUBTING:
        return "possible", head
    if dep in {"xcomp", "acl", "advcl"} and lemma not in DONE_AFTER:
        return "planned", head
    return None


def _behind_preposition(governor: Token) -> Mood | None:
    """'the possibility of buying', 'a plan for sending'."""
    lemma = governor.lemma_.lower()
    if lemma == "look" and any(c.lower_ == "forward" for c in governor.children):
        return "planned", governor
    if lemma in POSSIBILITIES | IDEAS:
        return "possible", governor
    return ("planned", governor) if lemma in INTENDING | DOUBTING | PLANS else None


def of_noun(noun: Token) -> Mood:
    """The mood of an event told by a noun: the one of the verb that it hangs on, where that changes it."""
    if any(c.lower_ == "no" for c in noun.children):
        return "denied", noun
    up = noun
    for _step in range(5):
        for child in up.children:
            if child.lower_ in POSSIBLE_BEFORE and up == noun:
                return "possible", child
            if child.lower_ in PLANNED_BEFORE and up == noun:
                return "planned", child
        if up.lemma_.lower() in POSSIBILITIES and up != noun:
            return "possible", up
        if up.pos_ == "VERB":
            mood, word = of_verb(up)
            if up.lemma_.lower() in INTENDING:
                return "planned", up
            return (mood, word) if mood in UNDONE | {"denied"} else ("occurred", None)
        if up.head == up:
            break
        up = up.head
    return "occurred", None
