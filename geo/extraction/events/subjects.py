"""Who acts: from a verb to its grammatical subject, its own or the one it shares with the clause above."""

from __future__ import annotations

from spacy.tokens import Token

from geo.extraction.lexicons import words

RELATIVES = words("pronouns", "relatives")
CAUSING = words("roles", "causing")
"""Verbs whose object does what the infinitive says. With others the subject does: "summoned X to complain"."""
BLAMING = words("roles", "blaming")
"""Whoever is accused or praised did what the gerund behind it says."""
WRITINGS = words("roles", "writings")
BLAMED_FOR = words("roles", "blamed_for")
CALLING_UPON = words("roles", "calling_upon")
UPON = words("roles", "upon")
OF_A_PERSON = words("pronouns", "of_a_person")


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The one who acts: the verb's own subject, or the one it shares with the clause above."""
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None) or _subject_at_helper(verb)
    if own is not None:
        return verb.head if own.lower_ in RELATIVES and verb.dep_ == "relcl" else own
    if depth > 5 or verb.head == verb:
        return None
    head = verb.head
    if head.dep_ == "acomp":  # 'are due to meet'
        head = head.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "prep"} and head.pos_ in {"VERB", "AUX"}:
        return _shared_subject(verb, head, depth)
    if verb.dep_ == "acl":
        if is_main_clause(verb):
            return head
        return _subject_of_clause_on_noun(verb, head, depth)
    if verb.dep_ == "pcomp" and head.lower_ in BLAMED_FOR and head.head.lemma_.lower() in BLAMING:
        blamed = next((c for c in head.head.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        return blamed or (head.head.head if head.head.dep_ == "acl" else None)
    if verb.dep_ == "pcomp":
        governor = head.head.head if head.head.dep_ == "acomp" else head.head  # 'are guilty of violating'
        return subject_of(governor, depth + 1) if governor.pos_ in {"VERB", "AUX"} else None
    is_bare = not any(c.dep_ == "nsubjpass" for c in verb.children)
    return head if verb.dep_ == "relcl" and is_bare else None


def _subject_at_helper(verb: Token) -> Token | None:
    """The parser hangs the subject of 'Russia is committed' on 'is' now and then."""
    helpers = (c for c in verb.children if c.dep_ in {"aux", "auxpass"})
    return next((c for helper in helpers for c in helper.children if c.dep_ == "nsubj"), None)


def is_main_clause(verb: Token) -> bool:
    """A main verb that the parser hangs on its subject: 'The minister, Rosa Paz, called', 'the army trained with'."""
    if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or verb.head.dep_ != "ROOT":
        return False
    if any(c.dep_ in {"agent", "auxpass"} for c in verb.children):
        return False
    if verb.i > 0 and verb.nbor(-1).text == ",":
        return any(c.dep_ == "appos" and c.i < verb.i for c in verb.head.children)
    is_last = not any(c.pos_ in {"VERB", "AUX"} and c != verb for c in verb.head.children)
    return is_last and any(c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ == "with") for c in verb.children)


def _shared_subject(verb: Token, head: Token, depth: int) -> Token | None:
    if verb.dep_ == "xcomp" and head.lemma_.lower() in CAUSING:  # 'asked Iran to free': the object acts
        asked = next((c for c in head.children if c.dep_ == "dobj"), None) or _called_upon(head)
        if asked is not None:
            return asked
    passive = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    shared = passive or subject_of(head, depth + 1)
    in_speech = verb.dep_ == "conj" and head.dep_ == "ccomp"
    if in_speech and shared is not None and shared.ent_type_ in {"GPE", "ORG"} and _is_of_a_person(verb):
        return subject_of(head.head, depth + 1) or shared
    return shared


def _is_of_a_person(verb: Token) -> bool:
    """'Boric said that Moscow had broken the treaty and expressed his regret': the parser joins the wrong verbs."""
    objects = (c for c in verb.children if c.dep_ == "dobj")
    return any(c.dep_ == "poss" and c.lower_ in OF_A_PERSON for thing in objects for c in thing.children)


def _called_upon(verb: Token) -> Token | None:
    """'called on Peru to', 'appealed to Iran to': the one who is to act."""
    if verb.lemma_ not in CALLING_UPON:
        return None
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in UPON]
    return next((p for prep in preps for p in prep.children if p.dep_ == "pobj"), None)


def _subject_of_clause_on_noun(verb: Token, noun: Token, depth: int) -> Token | None:
    """'soldiers patrolling', 'its offer to send', 'put out a report accusing': who wrote it."""
    if verb.tag_ == "VBG" and noun.lemma_.lower() in WRITINGS:
        writer = next((c for c in noun.children if c.dep_ == "poss"), None)
        return writer or (subject_of(noun.head, depth + 1) if noun.head.pos_ == "VERB" else noun)
    if verb.tag_ == "VBG":
        return noun
    if verb.tag_ != "VB":
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and noun.head.pos_ == "VERB":
        return subject_of(noun.head, depth + 1)
    return owner


def passive_subject(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is not None:
        return verb.head if subject.lower_ in RELATIVES and verb.dep_ == "relcl" else subject
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not is_main_clause(verb):
        return verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children):
        return subject_of(verb.head)  # 'Accused by Peru of spying, Bolivia recalled'
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children):
        return passive_subject(verb.head) if verb.head.pos_ == "VERB" else None
    if verb.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in verb.children):
        return subject_of(verb.head)
    return None
