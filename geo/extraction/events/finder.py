"""Who did what to whom: one event for each word that tells one, with its parties. Fills `doc._.events`.

The lexicon's frames say the type, `roles` who acts and who is acted upon, `modality` the mood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import text_of
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.events import noun_roles, retyping, subjects, unlisted, verb_roles
from geo.extraction.events.retyping import DEEDS_OF_CONFLICT
from geo.extraction.frames import clauses, matching, modality, modes, play
from geo.extraction.frames.matching import Frame
from geo.extraction.lexicons import meanings, words
from geo.extraction.results import Modality

NEEDS_TARGET = {"COOPERATE", "AID", "SANCTION"}
SIGNING = words("events", "signing")
"""Words that are deeds where others of their type are speech."""

MUTUAL = {"SUPPORT", "REJECT", "ASSAULT", "CONCEDE", "RETREAT"}
SUFFERED = {"ASSAULT", "COERCE", "RETREAT"}
"""What is told without anybody who does it: "two Peruvians were killed"."""
POWERS = {"country", "government body", "armed force", "alliance", "organisation", "party"}
SUPPOSED = DEEDS_OF_CONFLICT | {"THREATEN", "RETREAT", "AID"}
BY_MODEL = "A model trained on marked passages chose these parties."
PREDICATES = {"acomp", "ROOT", "ccomp", "conj", "advcl", "attr", "relcl"}
READY_TO = words("moods", "ready_to")
MISTAKEN_LEMMAS = meanings("events", "mistaken_lemmas")

Doc.set_extension("events", default=None, force=True)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the text before dates and attribution join it. Spans are of tokens."""

    type: str
    mode: str | None
    modality: Modality
    is_speech: bool
    symmetric: bool
    trigger: Span
    verb: Token
    """The verb or noun that governs the clause: dates and attribution are looked for around it."""
    sources: tuple[PartyMention, ...]
    targets: tuple[PartyMention, ...]
    rule: str
    evidence: tuple[tuple[int, int, str], ...]
    """(start, end, what for), in characters."""
    frame: Frame
    sign: Token | None
    """The word that shows the mood."""
    confidence: float = 0.0
    """Judged when all events of the text are known."""


@Language.factory("events", requires=["doc.spans"], assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> EventFinder:
    return EventFinder()


class EventFinder:
    def __call__(self, doc: Doc) -> Doc:
        events: list[Event | None] = []
        used: set[int] = set()
        nouns: list[Token] = []
        _mend_lemmas(doc)
        for token in doc:
            if token.pos_ == "NOUN":
                nouns.append(token)
            elif token.pos_ == "VERB":
                ready = _readiness(token)
                events += [ready] if ready is not None else [self._verb_event(token, used), _demand(token)]
            elif token.pos_ in {"ADJ", "AUX"}:
                events += [_readiness(token), _presence(token)]
        events += [self._noun_event(token) for token in nouns if token.i not in used]
        found = [event for event in events if event is not None and not is_asked(event.verb.sent)]
        doc._.events = _without_echoes(sorted(found, key=lambda event: event.trigger.start))
        return doc

    def _verb_event(self, verb: Token, used: set[int]) -> Event | None:
        frame = matching.of_verb(verb)
        if frame is None:
            told = unlisted.of_verb(verb)
            return unchecked_event(verb, *told, *modality.of_verb(verb)) if told is not None else None
        if verb.dep_ == "amod" and not list(verb.children):
            return None
        frame = clauses.stands(verb, frame)
        if frame is None:
            return None
        if frame.object is not None:
            used.add(frame.object)
        sources, targets = verb_roles.of_verb(verb, frame)
        mood, sign = modality.of_verb(verb)
        if _is_alleged(verb):
            if not targets:
                return None
            mood, sign = "possible" if mood == "occurred" else mood, verb.head.head
        frame, mood = retyping.announced(verb, frame, mood)
        frame = retyping.by_who_acts(verb, frame, sources)
        return checked_event(verb, frame, sources, targets, mood, sign)

    def _noun_event(self, noun: Token) -> Event | None:
        frame = matching.of_noun(noun)
        if frame is None or noun.dep_ == "compound" or (frame.type != "SANCTION" and clauses.is_only_meant(noun)):
            return None
        sources, targets = noun_roles.of_noun(noun, frame)
        targets = targets or self._in_infinitive(noun, frame, sources)
        if not sources or not (targets or len(sources) > 1):
            return None
        mood, sign = modality.of_noun(noun)
        if frame.type == "SANCTION" and mood == "occurred":
            mood = "ongoing"  # one that is only named is in force
        return checked_event(noun, frame, sources, targets, mood, sign)

    def _in_infinitive(self, noun: Token, frame: Frame, sources: list[PartyMention]) -> list[PartyMention]:
        """'its offer to supply gas to Peru': whom the infinitive concerns."""
        below = (c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB")
        found = (verb_roles.objects_of(c, matching.of_verb(c) or frame, sources) for c in below)
        return next((targets for targets in found if targets), [])


def _is_alleged(verb: Token) -> bool:
    """'accused Peru of attacking Chile': what somebody is accused of is done by that account only."""
    if verb.dep_ != "pcomp" or verb.head.head.pos_ != "VERB":
        return False
    above = matching.of_verb(verb.head.head)
    return above is not None and above.type == "ACCUSE"


def is_asked(sentence: Span) -> bool:
    """A question states nothing: 'How does Peru plan to help Chile?'"""
    return any(token.text == "?" for token in sentence[-3:])


def _mend_lemmas(doc: Doc) -> None:
    for token in doc:
        if token.lemma_ in MISTAKEN_LEMMAS and token.pos_ == "VERB":
            token.lemma_ = MISTAKEN_LEMMAS[token.lemma_]


def _demand(verb: Token) -> Event | None:
    """'X said that Y must do': X asks it of Y."""
    duty = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in clauses.DUTY), None)
    if duty is None or not retyping.is_said(verb):
        return None
    speaker = subjects.subject_of(verb.head)
    sources = noun_phrases.of_phrase(speaker) if speaker is not None else []
    subject = subjects.subject_of(verb) if subjects.passive_subject(verb) is None else None
    keys = {f.actor.key for f in sources} | {f"country:{f.actor.country}" for f in sources}
    targets = [f for f in (noun_phrases.of_phrase(subject) if subject is not None else []) if f.actor.key not in keys]
    if not targets and not any(c.dep_ == "auxpass" for c in verb.children):
        return None
    return checked_event(verb, Frame("REQUEST", None, f"“{duty.text} {verb.text}”"), sources, targets, "occurred", duty)


def _readiness(token: Token) -> Event | None:
    """'is ready to help', 'is committed to sending': an intention, whatever follows."""
    if token.dep_ not in PREDICATES or not (token.lemma_ in clauses.READY or token.lower_ in clauses.READY):
        return None
    is_predicate = token.dep_ == "acomp" and token.head.lemma_ == "be"
    if token.pos_ == "VERB" and not is_predicate and not any(c.lemma_ == "be" for c in token.children):
        return None
    below = [c for c in token.children if c.dep_ == "xcomp"]
    preps = [c for c in token.children if c.dep_ == "prep" and c.lower_ in READY_TO]
    below += [p for c in preps for p in c.children if p.dep_ == "pcomp"]
    if not below:
        return None
    copula = token.head if token.dep_ == "acomp" else token
    subject = subjects.subject_of(copula) or subjects.passive_subject(copula)
    sources = noun_phrases.of_phrase(subject) if subject is not None else []
    frame = Frame("AGREE", None, f"“{token.text} to {below[0].text}”")
    deed = matching.of_verb(below[0]) or frame
    if deed.type in DEEDS_OF_CONFLICT:
        return None
    negated = any(c.dep_ == "neg" for c in copula.children)
    kind = replace(frame, type="REJECT") if negated else frame
    said: Modality = "occurred" if negated or retyping.is_said(copula) else "planned"
    mine = {f.actor.country for f in sources} - {None}
    targets = [f for f in verb_roles.objects_of(below[0], deed, sources) if f.actor.country not in mine]
    thing = next((c for c in below[0].children if c.dep_ == "dobj"), None)
    inner = matching.of_noun(thing) if thing is not None and not targets else None
    if inner is not None and thing is not None:  # 'ready to resume the talks between A and B'
        targets = [f for side in noun_roles.of_noun(thing, inner) for f in side if f.actor.country not in mine]
    return checked_event(token, kind, sources, targets, said, None)


def _presence(token: Token) -> Event | None:
    """'The minister was in Lima on Monday': a visit, of a person to another country."""
    if token.lemma_ != "be" or token.dep_ not in {"ROOT", "ccomp", "conj", "advcl", "relcl"}:
        return None
    subject = subjects.subject_of(token)
    where = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "in"]
    if subject is None or not where or any(c.dep_ in {"attr", "acomp", "neg"} for c in token.children):
        return None
    sources = [f for f in noun_phrases.of_phrase(subject) if f.actor.kind == "person"]
    places = [f for prep in where for p in prep.children if p.dep_ == "pobj" for f in noun_phrases.of_phrase(p)]
    mine = {f.actor.country for f in sources}
    targets = [f for f in places if f.actor.kind == "country" and f.actor.country not in mine]
    if not sources or not targets or None in mine:
        return None
    mood, sign = modality.of_verb(token)
    return checked_event(token, Frame("CONSULT", "visit", f"“{token.text} in”"), sources, targets, mood, sign)


def checked_event(
    head: Token,
    frame: Frame,
    sources: list[PartyMention],
    targets: list[PartyMention],
    mood: Modality,
    sign: Token | None,
) -> Event | None:
    """The event with the vocabulary's rules applied, or None where its parties do not suffice."""
    kind, mode, mood = _to_come(frame, mood)
    mutual = _is_mutual(kind, frame, sources, targets)
    if mutual:
        sources, targets = sources[:1], sources[1:]
    if not _suffice(head, kind, mode, frame, sources, targets):
        return None
    return unchecked_event(head, replace(frame, type=kind, mode=mode), sources, targets, mood, sign, mutual=mutual)


def unchecked_event(
    head: Token,
    frame: Frame,
    sources: list[PartyMention],
    targets: list[PartyMention],
    mood: Modality,
    sign: Token | None,
    *,
    mutual: bool = False,
) -> Event:
    """The event just as the frame says it, whatever its mood."""
    kind, mode = frame.type, frame.mode
    symmetric = (
        mutual
        or (kind in {"CONSULT", "COOPERATE"} and mode != "visit")
        or (kind == "AGREE" and len(sources) > 1 and not targets)
    )
    powers = {f.actor.country or f.actor.key for f in (*sources, *targets)}
    mode = modes.of_event(head, replace(frame, type=kind, mode=mode), len(powers))
    words, evidence = _words(head, frame, sources, targets, sign)
    return Event(
        kind, mode, mood, _is_speech(kind, head, mood), symmetric, head.doc[head.i : head.i + 1], head,
        tuple(sources), tuple(targets), words, evidence, replace(frame, type=kind, mode=mode), sign,
    )  # fmt: skip


def between_others(event: Event, sources: list[PartyMention], targets: list[PartyMention]) -> Event | None:
    """The event between others than the rules named, or None where the vocabulary knows no such event between them."""
    if not _suffice(event.verb, event.type, event.mode, replace(event.frame, weak=False), sources, targets):
        return None
    mutual = event.symmetric and event.type in MUTUAL
    anew = unchecked_event(event.verb, event.frame, sources, targets, event.modality, event.sign, mutual=mutual)
    return replace(anew, rule=f"{anew.rule} {BY_MODEL}", is_speech=event.is_speech)


def _is_mutual(kind: str, frame: Frame, sources: list[PartyMention], targets: list[PartyMention]) -> bool:
    """'Peru and Chile signed', 'failed to agree': what two do is done between them."""
    if targets or len(sources) != 2 or kind not in MUTUAL:
        return False
    return len({f.actor.country for f in sources} - {None}) == 2 and (kind != "SUPPORT" or frame.object is not None)


def _suffice(
    head: Token, kind: str, mode: str | None, frame: Frame, sources: list[PartyMention], targets: list[PartyMention]
) -> bool:
    """Whether these parties are enough for such an event."""
    if kind in SUPPOSED and play.is_fiction(head):
        return False
    if play.is_play(head) and not any(_is_state(f) for f in (*sources, *targets)):
        return False
    if not sources:
        return kind in SUFFERED and any(f.actor.country for f in targets) and verb_roles.nobody_acts(head)
    if not targets and len(sources) < 2 and kind in NEEDS_TARGET:
        return False
    if mode == "visit" and kind == "CONSULT":
        return bool({f.actor.country for f in targets} - {f.actor.country for f in sources} - {None})
    if kind == "CONSULT" and not targets and len(sources) < 2 and not any(map(_is_power, sources)):
        return False
    return not frame.weak or (any(map(_is_power, sources)) and any(map(_is_power, targets)))


def _is_state(found: PartyMention) -> bool:
    """One that acts for a state. The country's bare name may be its team."""
    return found.official and (found.actor.kind != "country" or found.end - found.start > len(found.actor.name))


def _is_power(found: PartyMention) -> bool:
    """A country, its people, or a body that acts in politics."""
    return found.actor.country is not None or found.actor.kind in POWERS


def _to_come(frame: Frame, mood: Modality) -> tuple[str, str | None, Modality]:
    """What is still to come: visits, support, cooperation and aid are agreed to; a retreat is conceded."""
    if mood in modality.UNDONE and frame.type in modality.TO_COME_IS_AGREE:
        return "AGREE", None, mood
    if mood == "planned" and frame.type == "RETREAT":
        return "CONCEDE", None, "occurred"
    return frame.type, frame.mode, mood


def _is_speech(kind: str, head: Token, mood: Modality) -> bool:
    """What is planned or possible has not been said by anybody."""
    if kind == "AGREE" and mood in modality.UNDONE:
        return False
    return kind in modality.SPEECH and head.lemma_.lower() not in SIGNING


def _words(
    head: Token, frame: Frame, sources: list[PartyMention], targets: list[PartyMention], sign: Token | None
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The rule in words, and the spans that it used."""
    text = text_of(head.doc)
    evidence = [(head.idx, head.idx + len(head.text), "tells the event")]
    if frame.object is not None:
        token = head.doc[frame.object]
        evidence.append((token.idx, token.idx + len(token.text), "gives the verb its meaning"))
    evidence += [(f.start, f.end, "acts") for f in sources] + [(f.start, f.end, "is acted upon") for f in targets]
    words = f"{frame.why} tells {frame.type}; {_listed(sources, text)} act" + ("s" if len(sources) == 1 else "")
    if targets:
        words += f", {_listed(targets, text)} {'is' if len(targets) == 1 else 'are'} acted upon"
    if sign is not None:
        evidence.append((sign.idx, sign.idx + len(sign.text), "shows the mood"))
        words += f"; “{sign.text}” shows the mood"
    return words + ".", tuple(evidence)


def _listed(found: list[PartyMention], text: str) -> str:
    return " and ".join(f"“{text[f.start : f.end]}”" for f in found)


def _without_echoes(events: list[Event]) -> list[Event]:
    """One event of a type between the same parties a sentence for its nouns, and none that tells less than another.

    Two verbs may tell two events: 'expelled the ambassador and closed the embassy'.
    """
    kept: list[Event] = []
    seen: dict[tuple[object, ...], Event] = {}
    aimed = {(e.verb.sent.start, e.type, _countries(e.sources)) for e in events if e.targets}
    for event in events:
        sides = (frozenset(f.actor.key for f in event.sources), frozenset(f.actor.key for f in event.targets))
        key = (event.verb.sent.start, event.type, frozenset(sides) if event.symmetric else sides)
        twin = seen.get(key)
        echoes = twin is not None and (twin.mode == event.mode or "VERB" not in {event.verb.pos_, twin.verb.pos_})
        less = not event.targets and event.type == "ASSAULT"
        if echoes or (less and (event.verb.sent.start, event.type, _countries(event.sources)) in aimed):
            continue
        seen[key] = event
        kept.append(event)
    return kept


def _countries(found: tuple[PartyMention, ...]) -> frozenset[str | None]:
    return frozenset(f.actor.country for f in found)
