"""Who acts and who is acted upon: from a verb or a noun that tells an event to its parties.

Passives, relative clauses, infinitives and coordination are followed to the one who acts.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.extraction import frames, parties
from geo.extraction.actors import FORCES, span_at
from geo.extraction.frames import Frame
from geo.extraction.parties import Found

PREPOSITIONS = {
    kind: words.split()
    for kind, words in {
        "AGREE": "with to for",
        "CONSULT": "with to in at between among",
        "SUPPORT": "with for to of in",
        "CONCEDE": "with to on against in from of",
        "COOPERATE": "with to from for alongside",
        "AID": "to for with",
        "RETREAT": "from to in out",
        "REQUEST": "from of to on upon against with",
        "ACCUSE": "against over for of to into on at",
        "REJECT": "from by of with to for",
        "THREATEN": "against to on with of",
        "PROTEST": "against at outside in to with",
        "SANCTION": "against on from with to of in",
        "MOBILIZE": "against to near off along in toward towards around on over with opposite",
        "COERCE": "in from on against of",
        "ASSAULT": "against on in at into with inside near of over",
    }.items()
}
"""By type, the prepositions that lead to whom it is done, the likeliest first."""
HOSTING = {"receive", "welcome", "host"}
RELATIVES = {"who", "which", "that"}
DOMESTIC = {"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "COERCE", "ASSAULT", "RETREAT", "CONCEDE", "SANCTION", "REQUEST"}
"""What a state also does to its own people."""
WITH_MEANS = {"AID", "MOBILIZE", "AGREE", "COOPERATE", "RETREAT"}
MEANS = {"doctor", "expert", "adviser", "peacekeeper", "engineer", "instructor", "company", "troop", "force", "soldier"}
AT_A_PLACE = {"ASSAULT", "COERCE", "PROTEST", "RETREAT"}
PLACING = {"in", "at", "near", "outside", "inside", "across", "throughout"}
ACTED_UPON_OF = {"SANCTION", "ASSAULT", "COERCE"}  # "the bombing of X": X suffers it
CAUSING = set(
    "ask urge order tell call appeal push rely count press pressure force compel allow permit let help want expect "
    "invite request require encourage persuade convince instruct direct lead enable cause get make have beg implore "
    "warn advise authorise authorize forbid prompt oblige pay train arm see hear lobby challenge dare command".split()
)
"""Verbs whose object does what the infinitive says. With others the subject does: "summoned X to complain"."""
SUFFERING = set("bear endure face suffer resist weather withstand survive mitigate overcome alleviate cope".split())
WRITINGS = set(
    "report statement letter resolution article lawsuit bill speech tweet note motion message suit complaint decree "
    "declaration communique decision petition editorial".split()
)
ADDRESSING = {"summon", "call", "phone", "telephone", "meet", "visit", "write", "receive", "contact", "invite"}
JUDGING = {"ACCUSE", "REJECT", "PROTEST", "SUPPORT"}
DEEDS = set(
    "violation aggression interference intervention war threat pressure destruction annexation occupation abuse crime "
    "breach meddling hostility provocation harassment persecution siege".split()
)
"""Nouns of deeds: what stands behind "of" or "against" suffers them."""
CLOSED = {"relcl", "nsubj", "nsubjpass", "punct", "npadvmod", "parataxis"}
ASIDE = frozenset("after since following during according amid before despite as by until because like unlike".split())
"""Prepositions that lead away from whom it is done to."""
AT_TABLE = ASIDE | {"in", "at", "on", "about", "over", "of"}
"""Where people talk and what about is not with whom."""
Sides = tuple[list[Found], list[Found]]
"""Sources, targets."""


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


def _acting(subject: Token) -> list[Found]:
    """The subject, or who is behind a deed that is one: "a bombing by rebels killed"."""
    deed = frames.of_noun(subject, carried=True) if subject.pos_ == "NOUN" else None
    if deed is None or deed.type not in ACTED_UPON_OF:
        return parties.of_phrase(subject)
    return of_noun(subject, deed)[0]


def nobody_acts(verb: Token) -> bool:
    """A passive, or a deed as the subject: it is told who suffers, perhaps not who did it."""
    if verb.pos_ != "VERB":
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.pos_ == "NOUN":
        deed = frames.of_noun(subject, carried=True)
        return deed is not None and deed.type in ACTED_UPON_OF
    return passive_subject(verb) is not None


def _placed(found: Found, verb: Token) -> Found:
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
    frame = frames.of_verb(verb)
    if frame is None or frame.type not in ACTED_UPON_OF:
        return None
    named = {f.actor.country for f in objects_of(verb, frame, [])}
    return next(iter(named)) if len(named) == 1 else None


def _is_hosting(verb: Token, frame: Frame) -> bool:
    return frame.type == "CONSULT" and verb.lemma_ in HOSTING


def _passive_sides(verb: Token, frame: Frame, acted_upon: Token) -> Sides:
    """'Y was visited by X', 'Y was received in Moscow'."""
    agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    sources = parties.of_phrase(agent) if agent is not None else []
    targets = parties.of_phrase(acted_upon) or _behind_prepositions(verb, frame, acted_upon, sources)
    if not _is_hosting(verb, frame):
        return sources, targets
    guests = {f.actor.key for f in targets}
    return targets, sources or [f for f in _behind(verb, {"in", "at"}) if f.actor.key not in guests]


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
    """'The minister, Rosa Paz, called on ...': the parser hangs the main verb on the subject between its commas."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ in {"VBD", "VBN"}
        and verb.head.dep_ == "ROOT"
        and verb.i > 0
        and verb.nbor(-1).text == ","
        and any(c.dep_ == "appos" and c.i < verb.i for c in verb.head.children)
        and not any(c.dep_ in {"agent", "auxpass"} for c in verb.children)
    )


def _shared_subject(verb: Token, head: Token, depth: int) -> Token | None:
    if verb.dep_ == "xcomp" and head.lemma_.lower() in CAUSING:  # 'asked Iran to free': the object acts
        asked = next((c for c in head.children if c.dep_ == "dobj"), None) or _called_upon(head)
        if asked is not None:
            return asked
    passive = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    return passive or subject_of(head, depth + 1)


def _called_upon(verb: Token) -> Token | None:
    """'called on Peru to', 'appealed to Iran to': the one who is to act."""
    if verb.lemma_ not in {"call", "appeal", "push", "rely", "count"}:
        return None
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"on", "upon", "to", "for"}]
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
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children):
        return passive_subject(verb.head) if verb.head.pos_ == "VERB" else None
    if verb.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in verb.children):
        return subject_of(verb.head)
    return None


def objects_of(verb: Token, frame: Frame, sources: list[Found]) -> list[Found]:
    """Whom it is done to: the dative, the object, a phrase behind a preposition, or a party of the clause below."""
    return (
        _direct_objects(verb, frame, sources)
        or _behind_prepositions(verb, frame, None, sources)
        or _in_clause_below(verb, frame, sources)
        or _in_clause_above(verb, sources)
        or _deeper(verb, frame, sources)
    )


def _deeper(verb: Token, frame: Frame, sources: list[Found]) -> list[Found]:
    """The first other country named below the verb: 'lifted the sanctions imposed on Peru in 1998'."""
    mine = {f.actor.country for f in sources}
    if frame.type in JUDGING:
        authors = [f for f in _authors(verb) if f.actor.country not in mine]
        if authors:
            return authors
    for token in _below(verb, AT_TABLE if frame.type == "CONSULT" else ASIDE):
        found = parties.of_phrase(token, 1)
        others = [f for f in found if f.actor.country and f.actor.country not in mine]
        if others:
            return others
    return []


def _leads_away(token: Token, aside: frozenset[str]) -> bool:
    """A clause with somebody else in it, an aside, or what a known name is explained by."""
    if token.dep_ in {"prep", "agent"}:
        return token.lower_ in aside
    if token.dep_ == "appos":
        return span_at(token.doc, token.head.i) is not None
    is_clause = token.dep_ in {"ccomp", "advcl", "conj"} and token.pos_ in {"VERB", "AUX"}
    return is_clause or token.dep_ in CLOSED


def _authors(verb: Token) -> list[Found]:
    """'vetoed a resolution drafted by Peru': who is behind what is judged."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    by = [t for thing in things for t in thing.subtree if t.lower_ == "by" and t.dep_ in {"agent", "prep"}]
    return [f for prep in by for p in prep.children if p.dep_ == "pobj" for f in parties.of_phrase(p) if f.actor.country]


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


def _in_clause_above(verb: Token, sources: list[Found]) -> list[Found]:
    """'summoned the Peruvian ambassador to complain': whom the deed was for, its words are for."""
    purpose = verb.tag_ == "VB" and verb.dep_ in {"xcomp", "advcl"} and verb.head.lemma_.lower() in ADDRESSING
    objects = [c for c in verb.head.children if c.dep_ == "dobj"] if purpose else []
    return [f for thing in objects for f in _others(parties.of_phrase(thing), sources)]


def _direct_objects(verb: Token, frame: Frame, sources: list[Found]) -> list[Found]:
    for dep in ("dative", "dobj"):
        for child in (c for c in verb.children if c.dep_ == dep):
            head = next((p for p in child.children if p.dep_ == "pobj"), child) if dep == "dative" else child
            named = _answerable(head) if frame.type in JUDGING else parties.of_phrase(head)
            found = _others(named, sources, frame.type)
            if not found or (dep == "dobj" and _is_own_means(head, frame)):
                continue
            if dep == "dobj" and _belongs_to(found, sources):
                return _behind_prepositions(verb, frame, head, sources) or (found if frame.type in DOMESTIC else [])
            better = _behind_prepositions(verb, frame, head, sources) if frame.object == head.i else []
            return better or found
    return _left_out_object(verb, frame, sources)


def _is_own_means(head: Token, frame: Frame) -> bool:
    """'sent troops', 'offered doctors': what somebody acts with, not whom they act upon."""
    return frame.type in WITH_MEANS and (head.lower_ in FORCES or head.lemma_.lower() in MEANS)


def _left_out_object(verb: Token, frame: Frame, sources: list[Found]) -> list[Found]:
    """'the diplomat it arrested': the noun that the clause describes."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.dep_ != "relcl" or subject is None or subject.lower_ in RELATIVES:
        return []
    return _others(parties.of_phrase(verb.head, 1), sources) if frame.type in ACTED_UPON_OF | {"RETREAT"} else []


def _answerable(noun: Token) -> list[Found]:
    """Who is judged with this object: 'condemned the sanctions against Russia' blames whoever imposed them."""
    if not _is_deed(noun):
        return parties.of_phrase(noun)
    by = [p for c in noun.children if c.dep_ == "prep" and c.lower_ == "by" for p in c.children if p.dep_ == "pobj"]
    return [f for child in noun.children for f in _owner(child)] + [f for p in by for f in parties.of_phrase(p)]


def _is_deed(noun: Token) -> bool:
    known = frames.of_noun(noun, carried=True)
    return noun.lemma_.lower() in DEEDS or (known is not None and known.type in ACTED_UPON_OF)


def _clauses_below(verb: Token) -> list[Token]:
    """Complements, and infinitives that hang on the object: 'took steps to help'."""
    found = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}]
    found += [p for c in verb.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pcomp"]
    things = [c for c in verb.children if c.dep_ == "dobj"]
    found += [c for thing in things for c in thing.children if c.dep_ in {"acl", "relcl"} and _is_infinitive(c)]
    return found + [c for c in verb.children if c.dep_ == "advcl" and _is_infinitive(c)]


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _in_clause_below(verb: Token, frame: Frame, sources: list[Found]) -> list[Found]:
    """'demanded that Iran free', 'promised to help Peru'."""
    for child in _clauses_below(verb):
        inner = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if inner is not None and frame.type in {"REQUEST", "ACCUSE", "THREATEN", "CONCEDE"}:
            found = _others(parties.of_phrase(inner), sources)
            if found:
                return found
        meant = frames.of_verb(child)
        if frame.type == "REJECT" and meant is not None and meant.type in {"ACCUSE", *ACTED_UPON_OF}:
            continue  # 'refused to condemn X' spares X
        if frame.type in {"AGREE", "REJECT", "THREATEN", "REQUEST", "MOBILIZE", "AID"} and child.pos_ == "VERB":
            found = objects_of(child, meant or frame, sources)
            if not found and frame.type in {"AGREE", "AID"}:  # 'promised to build a plant in Peru'
                found = _others(_where(child), sources)
            if found:
                return found
    return []


def _where(verb: Token) -> list[Found]:
    """The countries in which something is to be done: 'invest in Peru', 'build a road in Peru'."""
    holders = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
    preps = [c for h in holders for c in h.children if c.dep_ == "prep" and c.lower_ in {"in", "into", "across"}]
    found = [f for prep in preps for p in prep.children if p.dep_ == "pobj" for f in parties.of_phrase(p)]
    return [f for f in found if f.actor.country is not None]


def _others(found: list[Found], sources: list[Found], kind: str = "") -> list[Found]:
    """Without those who act; a state may act upon its own people, called by other words."""
    mine = {f.actor.key for f in sources}
    own = sources[0] if kind in DOMESTIC and len(sources) == 1 else None
    return [f for f in found if f.actor.key not in mine or (own is not None and _other_words(f, own))]


def _other_words(found: Found, own: Found) -> bool:
    """'Iran freed Iran's prisoners': the country by other words, one of the two not for the state."""
    apart = found.end <= own.start or own.end <= found.start
    return apart and not (found.official and own.official)


def _belongs_to(found: list[Found], sources: list[Found]) -> bool:
    """'sent its troops', 'Cuba praised Cuba's ...': the same country on both sides through a possessive."""
    own = {f.actor.country for f in sources if f.actor.country}
    return bool(found) and all(f.actor.country in own for f in found)


def _behind(verb: Token, words: set[str]) -> list[Found]:
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in words]
    return [f for prep in preps for p in prep.children if p.dep_ == "pobj" for f in parties.of_phrase(p)]


def _behind_prepositions(verb: Token, frame: Frame, noun: Token | None, sources: list[Found]) -> list[Found]:
    """Actors behind the verb's prepositions, or those of its object; the likeliest preposition of the type wins."""
    wanted = PREPOSITIONS[frame.type]
    if frame.type == "CONSULT" and frame.mode != "visit":  # where they talk is not with whom
        wanted = [word for word in wanted if word not in {"in", "at"}]
    holders = [verb, *(c for c in verb.children if c.dep_ in {"dobj", "prt", "advmod", "attr", "acomp", "nsubjpass"})]
    if noun is not None:
        holders.insert(1, noun)
    if frame.type in JUDGING:
        holders = [h for h in holders if h == verb or not _is_deed(h)]
    preps = [p for h in holders for p in h.children if p.dep_ in {"prep", "agent", "dative"} and p.lower_ in wanted]
    for prep in sorted(preps, key=lambda p: wanted.index(p.lower_)):
        for obj in (c for c in prep.children if c.dep_ in {"pobj", "pcomp"}):
            found = _others(parties.of_phrase(obj), sources, frame.type)
            if found:
                return found
    return []


def of_noun(noun: Token, frame: Frame) -> Sides:
    """'talks between A and B', 'A's visit to B', 'a visit by A to B', 'the A embargo on B', 'a meeting with B'."""
    sources = [f for child in noun.children for f in _owner(child)]
    targets: list[Found] = _who_suffers(noun) if frame.type == "SANCTION" else []
    for prep in noun.children:
        inner = [f for p in prep.children if p.dep_ == "pobj" for f in parties.of_phrase(p)]
        if prep.dep_ == "agent" or (prep.dep_ == "prep" and _leads_to_source(prep, frame)):
            sources += inner
        elif prep.dep_ == "prep" and prep.lower_ in {"with", "to", "on", "against", "of", "from", "in", "for", "into"}:
            targets = targets or inner
    if not sources and frame.type == "CONSULT":
        sources = _who_holds(noun)
    return sources, _others(targets, sources)


def _who_suffers(noun: Token) -> list[Found]:
    """'to help Peru bear the effects of the Chilean embargo': the subject of a verb of suffering above."""
    up = noun
    for _step in range(5):
        up = up.head
        if up.pos_ in {"VERB", "AUX"}:
            break
    subject = subject_of(up) if up.lemma_.lower() in SUFFERING else None
    return parties.of_phrase(subject) if subject is not None else []


def _leads_to_source(prep: Token, frame: Frame) -> bool:
    if prep.lower_ == "of":
        return frame.type not in ACTED_UPON_OF
    return prep.lower_ in {"between", "among", "by"}


def _owner(child: Token) -> list[Found]:
    """'Cuba's', 'Russian', 'US' before the noun."""
    if child.dep_ not in {"poss", "nmod", "compound", "amod"}:
        return []
    joined = [f for c in child.children if c.dep_ == "compound" and c.i < child.i for f in _owner(c)]
    return joined + [f for f in _named_owner(child) if f.actor.key not in {j.actor.key for j in joined}]


def _named_owner(child: Token) -> list[Found]:
    span = span_at(child.doc, child.i)
    actor = child.doc._.actors.get(span.id_) if span is not None else None
    if span is None or actor is None or span.label_ == "media outlet":
        return parties.of_phrase(child) if child.dep_ == "poss" else []
    if child.dep_ != "poss" and span._.how == "city":
        return []
    return [Found(actor, span.start_char, span.end_char, actor.official)]


def _who_holds(noun: Token) -> list[Found]:
    """'Lavrov had a meeting with', 'during talks with': the subject of the verb above."""
    governor = noun.head if noun.dep_ != "pobj" else noun.head.head
    for _step in range(3):
        if governor.pos_ in {"VERB", "AUX"}:
            break
        governor = governor.head
    if governor.pos_ not in {"VERB", "AUX"}:
        return []
    subject = subject_of(governor) or passive_subject(governor)
    return parties.of_phrase(subject) if subject is not None else []
