"""Who acts and who is acted upon: from a verb that tells an event to its parties.

Passives, relative clauses, infinitives and coordination are followed to the one who acts.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import FORCES, span_at
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.events.noun_roles import Sides, of_noun, owner
from geo.extraction.events.reach import ACTED_UPON_OF, DOMESTIC, JUDGING, PLACING, belongs_to, deeper, others, where
from geo.extraction.events.subjects import RELATIVES, WRITINGS, passive_subject, subject_of
from geo.extraction.frames import matching
from geo.extraction.frames.clauses import is_infinitive
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import words, words_by_meaning

PREPOSITIONS = words_by_meaning("roles", "prepositions")
"""By type, the prepositions that lead to whom it is done, the likeliest first."""
AFFECTING = {"AID", "ASSAULT", "COERCE", "MOBILIZE", "AGREE"}
"""What is done to the country in which it is done, too: aid to a mission in Haiti, a strike on rebels in Syria."""
HOSTING = words("roles", "hosting")
WITH_MEANS = {"AID", "MOBILIZE", "AGREE", "COOPERATE", "RETREAT"}
MEANS = words("roles", "means")
GIVING = {"SUPPORT", "AGREE", "AID", "COOPERATE"}
"""What is given is not for its giver: 'pledged Peru's support' is for nobody named."""
ABOUT = words("roles", "about")
"""Their object is what people talk about, not with whom."""
BETWEEN_SOURCES = {"CONSULT", "AGREE"}
ABOUT_A_DEED = {"ACCUSE", "PROTEST"}
"""Whoever did the deed that these are about is acted upon, if anybody."""
AT_A_PLACE = {"ASSAULT", "COERCE", "PROTEST", "RETREAT"}
ADDRESSING = words("roles", "addressing")
IN_OR_AT = words("places", "in_or_at")
DEEDS = words("roles", "deeds")
"""Nouns of deeds: what stands behind "of" or "against" suffers them."""


def of_verb(verb: Token, frame: Frame) -> Sides:
    acted_upon = passive_subject(verb)
    if acted_upon is not None:
        sources, targets = _passive_sides(verb, frame, acted_upon)
    else:
        subject = subject_of(verb)
        sources = _acting(subject) if subject is not None else []
        targets = objects_of(verb, frame, sources)
        if _is_hosting(verb, frame):
            sources, targets = targets, sources
    if frame.type not in AT_A_PLACE:
        return sources, targets
    return [_placed(f, verb) for f in sources], [_placed(f, verb) for f in targets]


def _acting(subject: Token) -> list[PartyMention]:
    """The subject, or who is behind a deed that is one: "a bombing by rebels killed"."""
    deed = matching.of_noun(subject, carried=True) if subject.pos_ == "NOUN" else None
    if subject.lemma_ in WRITINGS:
        by = [p for c in subject.children if c.dep_ in {"prep", "agent"} and c.lower_ == "by" for p in c.children]
        return [f for p in by for f in noun_phrases.of_phrase(p)] or noun_phrases.of_phrase(subject)
    if deed is None or deed.type not in ACTED_UPON_OF:
        return noun_phrases.of_phrase(subject)
    return of_noun(subject, deed)[0]


def nobody_acts(verb: Token) -> bool:
    """A passive, or a deed as the subject: it is told who suffers, perhaps not who did it."""
    if verb.pos_ != "VERB":
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.pos_ == "NOUN":
        deed = matching.of_noun(subject, carried=True)
        return deed is not None and deed.type in ACTED_UPON_OF
    return passive_subject(verb) is not None


def _placed(found: PartyMention, verb: Token) -> PartyMention:
    """People without a name belong to the country that the clause places them in."""
    if found.actor.country is not None or "@" not in found.actor.key:
        return found
    country = _only_place(verb)
    if country is None and verb.dep_ in {"conj", "advcl"} and verb.head.pos_ == "VERB":
        country = _only_place(verb.head) or _whose(verb.head)
    return replace(found, actor=replace(found.actor, country=country)) if country else found


def _only_place(verb: Token) -> str | None:
    """The only country in which the words around a verb place it."""
    spans = {span_at(t.doc, t.i) for t in verb.subtree if t.dep_ == "pobj" and t.head.lower_ in PLACING}
    actors = verb.doc._.actors
    named = {actors[s.id_].country for s in spans if s is not None and s.label_ != "person" and s.id_ in actors}
    return next(iter(named)) if len(named) == 1 else None


def _whose(verb: Token) -> str | None:
    """The country of what another deed hit: "attacked an Afghan base, killing ten soldiers"."""
    frame = matching.of_verb(verb)
    if frame is None or frame.type not in ACTED_UPON_OF:
        return None
    named = {f.actor.country for f in objects_of(verb, frame, [])}
    return next(iter(named)) if len(named) == 1 else None


def _is_hosting(verb: Token, frame: Frame) -> bool:
    return frame.type == "CONSULT" and verb.lemma_ in HOSTING


def _passive_sides(verb: Token, frame: Frame, acted_upon: Token) -> Sides:
    """'Y was visited by X', 'Y was received in Moscow'."""
    agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    sources = noun_phrases.of_phrase(agent) if agent is not None else []
    if frame.type == "MOBILIZE" and not sources:  # 'the navy was sent to Peru': a state moves its own
        sources = noun_phrases.of_phrase(acted_upon)
        return sources, _behind_prepositions(verb, frame, None, sources) or deeper(verb, frame, sources)
    targets = noun_phrases.of_phrase(acted_upon) or _behind_prepositions(verb, frame, acted_upon, sources)
    if not _is_hosting(verb, frame):
        return sources, targets
    guests = {f.actor.key for f in targets}
    return targets, sources or [f for f in _behind(verb, IN_OR_AT) if f.actor.key not in guests]


def objects_of(verb: Token, frame: Frame, sources: list[PartyMention]) -> list[PartyMention]:
    """Whom it is done to: the dative, the object, a phrase behind a preposition, or a party of the clause below."""
    if frame.type in ABOUT_A_DEED and (deed := judged_deed(verb)) is not None:
        return others(_answerable(deed), sources)
    found = (
        _direct_objects(verb, frame, sources)
        or _behind_prepositions(verb, frame, None, sources)
        or _in_clause_below(verb, frame, sources)
        or _in_clause_above(verb, sources)
        or _in_clause_beside(verb, sources)
    )
    if not found and frame.type in BETWEEN_SOURCES and len({f.actor.country for f in sources} - {None}) > 1:
        return []  # who talks or agrees with whom is told
    if not found or belongs_to(found, sources):
        own = [] if frame.object is not None and frame.type in GIVING else found
        return _in_clause_above(verb, sources) or (own if frame.weak else deeper(verb, frame, sources) or own)
    if frame.type in AFFECTING and not any(f.actor.country for f in found):
        return found + deeper(verb, frame, sources)
    return found


def _in_clause_beside(verb: Token, sources: list[PartyMention]) -> list[PartyMention]:
    """'Accusing Peru of meddling, Chile recalled its ambassador': whom the participle concerns."""
    for clause in (c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i < verb.i):
        frame = matching.of_verb(clause)
        found = objects_of(clause, frame, sources) if frame is not None else []
        if found:
            return found
    return []


def _in_clause_above(verb: Token, sources: list[PartyMention]) -> list[PartyMention]:
    """'summoned the Peruvian ambassador to complain': whom the deed was for, its words are for."""
    purpose = verb.tag_ == "VB" and verb.dep_ in {"xcomp", "advcl"} and verb.head.lemma_.lower() in ADDRESSING
    objects = [c for c in verb.head.children if c.dep_ == "dobj"] if purpose else []
    return [f for thing in objects for f in others(noun_phrases.of_phrase(thing), sources)]


def _direct_objects(verb: Token, frame: Frame, sources: list[PartyMention]) -> list[PartyMention]:
    if verb.lemma_.lower() in ABOUT:
        return []
    for dep in ("dative", "dobj"):
        for child in (c for c in verb.children if c.dep_ == dep):
            head = next((p for p in child.children if p.dep_ == "pobj"), child) if dep == "dative" else child
            named = _answerable(head) if frame.type in JUDGING else noun_phrases.of_phrase(head)
            found = others(named, sources, frame.type)
            if not found or (dep == "dobj" and _is_own_means(head, frame, found, sources)):
                continue
            if dep == "dobj" and belongs_to(found, sources):
                return _behind_prepositions(verb, frame, head, sources) or (found if frame.type in DOMESTIC else [])
            means = frame.object == head.i and not matching.is_person(head)  # 'imposed sanctions on Peru'
            better = _behind_prepositions(verb, frame, head, sources) if means else []
            return better or found
    return _left_out_object(verb, frame, sources)


def _is_own_means(head: Token, frame: Frame, found: list[PartyMention], sources: list[PartyMention]) -> bool:
    """'sent troops', 'offered doctors': what somebody acts with, not whom they act upon."""
    if frame.type not in WITH_MEANS or not (head.lower_ in FORCES or head.lemma_.lower() in MEANS):
        return False
    return frame.mode != "access" and (belongs_to(found, sources) or found[0].actor.country is None)


def _left_out_object(verb: Token, frame: Frame, sources: list[PartyMention]) -> list[PartyMention]:
    """'the diplomat it arrested': the noun that the clause describes."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.dep_ != "relcl" or subject is None or subject.lower_ in RELATIVES:
        return []
    return others(noun_phrases.of_phrase(verb.head, 1), sources) if frame.type in ACTED_UPON_OF | {"RETREAT"} else []


def judged_deed(verb: Token) -> Token | None:
    """The deed that is condemned or protested against: "condemned the attack on Cuba" blames nobody named."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    objects += [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "against" for p in c.children]
    return next((thing for thing in objects if thing.pos_ == "NOUN" and _is_deed(thing)), None)


def _answerable(noun: Token) -> list[PartyMention]:
    """Who is judged with this object: 'condemned the sanctions against Russia' blames whoever imposed them."""
    if not _is_deed(noun):
        return noun_phrases.of_phrase(noun)
    by = [
        p
        for c in noun.subtree
        if c.lower_ == "by" and c.dep_ in {"prep", "agent"}
        for p in c.children
        if p.dep_ == "pobj"
    ]
    return [f for child in noun.children for f in owner(child)] + [f for p in by for f in noun_phrases.of_phrase(p)]


def _is_deed(noun: Token) -> bool:
    known = matching.of_noun(noun, carried=True)
    return noun.lemma_.lower() in DEEDS or (known is not None and known.type in ACTED_UPON_OF)


def _clauses_below(verb: Token) -> list[Token]:
    """Complements, and infinitives that hang on the object: 'took steps to help'."""
    found = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}]
    found += [p for c in verb.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pcomp"]
    things = [c for c in verb.children if c.dep_ == "dobj"]
    found += [c for thing in things for c in thing.children if c.dep_ in {"acl", "relcl"} and is_infinitive(c)]
    found += [c for thing in things for c in thing.children if c.dep_ in {"acl", "ccomp"} and _has_subject(c)]
    return found + [c for c in verb.children if c.dep_ == "advcl" and is_infinitive(c)]


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ not in RELATIVES for c in verb.children)


def _in_clause_below(verb: Token, frame: Frame, sources: list[PartyMention]) -> list[PartyMention]:
    """'demanded that Iran free', 'promised to help Peru'."""
    for child in _clauses_below(verb):
        inner = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if inner is not None and frame.type in {"REQUEST", "ACCUSE", "THREATEN", "CONCEDE", "RETREAT"}:
            found = others(noun_phrases.of_phrase(inner), sources)
            if found:
                return found
        meant = matching.of_verb(child)
        if frame.type == "REJECT" and meant is not None and meant.type in {"ACCUSE", *ACTED_UPON_OF}:
            continue  # 'refused to condemn X' spares X
        if frame.type in {"AGREE", "REJECT", "THREATEN", "REQUEST", "MOBILIZE", "AID"} and child.pos_ == "VERB":
            found = objects_of(child, meant or frame, sources)
            if not found and frame.type in {"AGREE", "AID"}:  # 'promised to build a plant in Peru'
                found = others(where(child), sources)
            if found:
                return found
    return []


def _behind(verb: Token, words: frozenset[str]) -> list[PartyMention]:
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in words]
    return [f for prep in preps for p in prep.children if p.dep_ == "pobj" for f in noun_phrases.of_phrase(p)]


def _behind_prepositions(
    verb: Token, frame: Frame, noun: Token | None, sources: list[PartyMention]
) -> list[PartyMention]:
    """Actors behind the verb's prepositions, or those of its object; the likeliest preposition of the type wins."""
    wanted = PREPOSITIONS[frame.type]
    if frame.type == "CONSULT" and frame.mode != "visit":  # where they talk is not with whom
        wanted = tuple(word for word in wanted if word not in IN_OR_AT)
    holders = [verb, *(c for c in verb.children if c.dep_ in {"dobj", "prt", "advmod", "attr", "acomp", "nsubjpass"})]
    if noun is not None:
        holders.insert(1, noun)
    if frame.type in JUDGING:
        holders = [h for h in holders if h == verb or not _is_deed(h)]
    preps = [p for h in holders for p in h.children if p.dep_ in {"prep", "agent", "dative"} and p.lower_ in wanted]
    for prep in sorted(preps, key=lambda p: wanted.index(p.lower_)):
        for obj in (c for c in prep.children if c.dep_ in {"pobj", "pcomp"}):
            found = others(noun_phrases.of_phrase(obj), sources, frame.type)
            if found:
                return found
    return []
