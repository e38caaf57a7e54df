"""Who did what to whom: one event for each word that tells one, with its parties.

Fills `doc._.events`. Rules over the parse: a frame says the type, the subject acts, the object or a phrase behind a
preposition is acted upon; passives, relative clauses, infinitives and coordination are followed to their subjects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from geo.extraction import frames, modality, parties
from geo.extraction.actors import span_at
from geo.extraction.claims import Modality
from geo.extraction.frames import Frame
from geo.extraction.parties import Found

SYMMETRIC_TYPES = {"CONSULT", "COOPERATE", "AGREE"}
TARGET_PREPS = ["against", "with", "to", "on", "upon", "at", "towards", "toward", "from", "over", "into", "in", "for", "of",
                "near", "around", "off", "inside", "between", "by", "about"]  # fmt: skip
PREPS_OF = {
    "AID": ["to", "for", "with"], "AGREE": ["with", "to", "for"], "REQUEST": ["from", "of", "to", "on", "upon", "against", "with"],
    "ACCUSE": ["against", "over", "for", "of", "to", "into", "on", "at"], "COOPERATE": ["with", "to", "from", "for", "alongside"],
    "CONSULT": ["with", "to", "in", "at", "between", "among"], "SANCTION": ["against", "on", "from", "with", "to", "of", "in"],
    "ASSAULT": ["against", "on", "in", "at", "into", "with", "inside", "near", "of", "over"],
    "MOBILIZE": ["against", "to", "near", "off", "along", "in", "toward", "towards", "around", "on", "over", "with", "opposite"],
    "RETREAT": ["from", "to", "in", "out"], "SUPPORT": ["with", "for", "to", "of", "in"],
    "CONCEDE": ["with", "to", "on", "against", "in", "from"], "REJECT": ["from", "by", "of", "with", "to", "for"],
    "THREATEN": ["against", "to", "on", "with", "of"], "PROTEST": ["against", "at", "outside", "in", "to", "with"],
    "COERCE": ["in", "from", "on", "against", "of"],
}  # fmt: skip
NO_TARGET_NEEDED = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
                    "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"}  # fmt: skip
RAISING = {
    "begin",
    "start",
    "continue",
    "seem",
    "appear",
    "manage",
    "help",
    "want",
    "plan",
    "try",
    "seek",
    "move",
    "work",
}

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
    sources: tuple[Found, ...]
    targets: tuple[Found, ...]
    rule: str
    evidence: tuple[tuple[int, int, str], ...]
    """(start, end, what for), in characters."""
    confidence: float


@Language.factory("events", requires=["doc.spans"], assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> EventFinder:
    return EventFinder()


class EventFinder:
    def __call__(self, doc: Doc) -> Doc:
        events: list[Event] = []
        used: set[int] = set()
        for token in doc:
            if token.pos_ in {"VERB", "AUX"} and token.pos_ == "VERB":
                event = self._verb_event(token, used)
                if event is not None:
                    events.append(event)
        for token in doc:
            if token.pos_ == "NOUN" and token.i not in used:
                event = self._noun_event(token)
                if event is not None:
                    events.append(event)
        doc._.events = _without_echoes(sorted(events, key=lambda event: event.trigger.start))
        return doc

    def _verb_event(self, verb: Token, used: set[int]) -> Event | None:
        frame = frames.of_verb(verb)
        if frame is None or (verb.dep_ == "amod" and not list(verb.children)):
            return None
        frame = _refused(verb, frame)
        if frame.object is not None:
            used.add(frame.object)
        sources, targets = verb_parties(verb, frame)
        mood, sign = modality.of_verb(verb)
        return _made(verb, frame, sources, targets, mood, sign)

    def _noun_event(self, noun: Token) -> Event | None:
        frame = frames.of_noun(noun)
        if frame is None or noun.dep_ == "compound":
            return None
        sources, targets = noun_parties(noun, frame)
        if not sources or not (targets or len(sources) > 1):
            return None
        mood, sign = modality.of_noun(noun)
        return _made(noun, frame, sources, targets, mood, sign)


def _refused(verb: Token, frame: Frame) -> Frame:
    """'refused to sign' is a refusal, whatever follows."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in modality.REFUSING:
        return replace(frame, type="REJECT", mode=None)
    return frame


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The one who acts: the verb's own subject, or the one it shares with the clause above."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "csubj", "expl"} and child.dep_ == "nsubj":
            if child.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
                return verb.head
            return child
    if depth > 5 or verb.head == verb:
        return None
    head = verb.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "prep"} and head.pos_ in {"VERB", "AUX"}:
        if verb.dep_ == "xcomp":
            for child in head.children:  # 'asked Iran to free': the object acts
                if child.dep_ == "dobj" and head.lemma_ not in {"promise"}:
                    return child
        if any(c.dep_ == "nsubjpass" for c in head.children):
            return next(c for c in head.children if c.dep_ == "nsubjpass")
        return subject_of(head, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return head
    if verb.dep_ == "acl" and verb.tag_ == "VB":  # 'its offer to send'
        return next((c for c in head.children if c.dep_ == "poss"), None) or (
            subject_of(head.head, depth + 1) if head.head.pos_ == "VERB" else None
        )
    if verb.dep_ == "pcomp":
        return subject_of(head.head, depth + 1) if head.head.pos_ in {"VERB", "AUX"} else None
    if verb.dep_ == "relcl" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return head
    return None


def _passive(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is not None:
        return verb.head if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl" else subject
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return verb.head
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children):
        return _passive(verb.head) if verb.head.pos_ == "VERB" else None
    if verb.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in verb.children):
        return subject_of(verb.head)
    return None


def verb_parties(verb: Token, frame: Frame) -> tuple[list[Found], list[Found]]:
    acted_upon = _passive(verb)
    if acted_upon is not None:
        agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        sources = actors_only(parties.of_phrase(agent)) if agent is not None else []
        targets = parties.of_phrase(acted_upon)
        if not targets:
            targets = _behind_prepositions(verb, frame, acted_upon, sources)
        if frame.type == "CONSULT" and frame.mode == "visit" and verb.lemma_ in {"receive", "welcome", "host"}:
            hosts = sources or [
                f for f in _behind(verb, {"in", "at"}) if f.actor.key not in {t.actor.key for t in targets}
            ]
            return targets, hosts
        return sources, targets
    subject = subject_of(verb)
    sources = actors_only(parties.of_phrase(subject)) if subject is not None else []
    targets = _objects(verb, frame, sources)
    if frame.type == "CONSULT" and verb.lemma_ in {"receive", "welcome", "host"}:
        return targets, sources
    return sources, targets


def actors_only(found: list[Found]) -> list[Found]:
    """Without cities: a town is where something happens, it does not act."""
    return found


def _objects(verb: Token, frame: Frame, sources: list[Found]) -> list[Found]:
    mine = {f.actor.key for f in sources}
    for dep in ("dative", "dobj"):
        for child in verb.children:
            if child.dep_ == dep:
                head = next((p for p in child.children if p.dep_ == "pobj"), child) if child.dep_ == "dative" else child
                found = [f for f in parties.of_phrase(head) if f.actor.key not in mine]
                if found and not (dep == "dobj" and _belongs_to(found, sources)):
                    better = _behind_prepositions(verb, frame, head, sources) if frame.object == head.i else []
                    return better or found
    found = _behind_prepositions(verb, frame, None, sources)
    if found:
        return found
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            inner = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if inner is not None and frame.type in {"REQUEST", "ACCUSE", "THREATEN"}:
                found = [f for f in parties.of_phrase(inner) if f.actor.key not in mine]
                if found:
                    return found
            if frame.type in {"AGREE", "REJECT", "THREATEN", "REQUEST"} and child.pos_ == "VERB":
                found = [f for f in _objects(child, frames.of_verb(child) or frame, sources) if f.actor.key not in mine]
                if found:
                    return found
    return []


def _belongs_to(found: list[Found], sources: list[Found]) -> bool:
    """'sent its troops', 'Cuba praised Cuba's ...': the same country on both sides through a possessive."""
    own = {f.actor.country for f in sources if f.actor.country}
    return bool(found) and all(f.actor.country in own for f in found)


def _behind(verb: Token, words: set[str]) -> list[Found]:
    return [
        f for c in verb.children if c.dep_ == "prep" and c.lower_ in words
        for p in c.children if p.dep_ == "pobj" for f in parties.of_phrase(p)
    ]  # fmt: skip


def _behind_prepositions(verb: Token, frame: Frame, noun: Token | None, sources: list[Found]) -> list[Found]:
    """Actors in phrases behind the verb's prepositions, or those of its object; the type says which prepositions count."""
    wanted = PREPS_OF.get(frame.type, TARGET_PREPS)
    mine = {f.actor.key for f in sources}
    holders = [verb, *(c for c in verb.children if c.dep_ in {"dobj", "prt", "advmod", "attr", "acomp", "nsubjpass"})]
    if noun is not None:
        holders.insert(1, noun)
    chosen: tuple[int, list[Found]] | None = None
    for holder in holders:
        for prep in holder.children:
            if prep.dep_ not in {"prep", "agent", "dative"} or prep.lower_ not in wanted:
                continue
            for obj in prep.children:
                if obj.dep_ not in {"pobj", "pcomp"}:
                    continue
                found = [f for f in parties.of_phrase(obj) if f.actor.key not in mine]
                rank = wanted.index(prep.lower_)
                if found and (chosen is None or rank < chosen[0]):
                    chosen = (rank, found)
    return chosen[1] if chosen else []


def noun_parties(noun: Token, frame: Frame) -> tuple[list[Found], list[Found]]:
    """'talks between A and B', 'A's visit to B', 'a visit by A to B', 'the A embargo on B', 'a meeting with B'."""
    doc = noun.doc
    sources: list[Found] = []
    targets: list[Found] = []
    for child in noun.children:
        if child.dep_ in {"poss", "nmod", "compound", "amod"}:
            span = span_at(doc, child.i)
            if child.dep_ == "poss" or (span is not None and span._.how != "city"):
                actor = doc._.actors.get(span.id_) if span is not None else None
                if actor is not None and span is not None and span.label_ != "media outlet":
                    sources += [Found(actor, span.start_char, span.end_char, actor.official)]
                elif child.dep_ == "poss":
                    sources += parties.of_phrase(child)
        if child.dep_ == "prep":
            inner = [f for p in child.children if p.dep_ == "pobj" for f in parties.of_phrase(p)]
            if (
                child.lower_ in {"between", "among"}
                or (child.lower_ in {"by", "of"} and frame.type not in {"SANCTION", "ASSAULT", "COERCE"})
                or child.lower_ == "by"
            ):
                sources += inner
            elif child.lower_ in {"with", "to", "on", "against", "of", "from", "in", "for", "into"}:
                if not targets:
                    targets += inner
        if child.dep_ == "agent":
            sources += [f for p in child.children for f in parties.of_phrase(p)]
    if not sources and frame.type == "CONSULT":
        governor = noun.head if noun.dep_ != "pobj" else noun.head.head
        for _step in range(3):
            if governor.pos_ in {"VERB", "AUX"}:
                break
            governor = governor.head
        if governor.pos_ in {"VERB", "AUX"}:
            subject = subject_of(governor) or _passive(governor)
            sources = parties.of_phrase(subject) if subject is not None else []
    mine = {f.actor.key for f in sources}
    return sources, [t for t in targets if t.actor.key not in mine]


def _made(
    head: Token, frame: Frame, sources: list[Found], targets: list[Found], mood: Modality, sign: Token | None
) -> Event | None:
    """The event with the vocabulary's rules applied, or None where its parties do not suffice."""
    kind, mode, mood = _to_come(frame, mood)
    if not sources and not (targets and kind in {"SANCTION", "ASSAULT", "COERCE"}):
        return None
    if not sources or (not targets and len(sources) < 2 and kind not in NO_TARGET_NEEDED):
        return None
    countries = {f.actor.country for f in sources} | {f.actor.country for f in targets}
    if countries == {None}:
        return None
    symmetric = (kind in {"CONSULT", "COOPERATE"} and mode != "visit") or (
        kind == "AGREE" and len(sources) > 1 and not targets
    )
    words, evidence = _words(head, frame, sources, targets, sign)
    confidence = (
        0.5 + (0.2 if targets or len(sources) > 1 else 0) + (0.15 if frame.object is not None else 0) * frame.weight
    )
    if not targets and len(sources) < 2:
        confidence -= 0.1
    return Event(
        kind, mode, mood, _is_speech(kind, head), symmetric, head.doc[head.i : head.i + 1], head,
        tuple(sources), tuple(targets), words, evidence, round(min(confidence, 0.95), 2),
    )  # fmt: skip


def _to_come(frame: Frame, mood: Modality) -> tuple[str, str | None, Modality]:
    """What is still to come: visits, support, cooperation and aid are agreed to; a retreat is conceded."""
    if mood in {"planned", "possible", "conditional"} and frame.type in modality.TO_COME_IS_AGREE:
        return "AGREE", None, mood
    if mood == "planned" and frame.type == "RETREAT":
        return "CONCEDE", None, "occurred"
    return frame.type, frame.mode, mood


def _is_speech(kind: str, head: Token) -> bool:
    if kind not in modality.SPEECH:
        return False
    return head.lemma_.lower() not in {
        "sign",
        "ratify",
        "sue",
        "investigate",
        "probe",
        "ink",
        "initial",
        "prosecute",
        "veto",
    }


def _words(
    head: Token, frame: Frame, sources: list[Found], targets: list[Found], sign: Token | None
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The rule in words, and the spans that it used."""
    text = head.doc.text
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


def _listed(found: list[Found], text: str) -> str:
    return " and ".join(f"“{text[f.start : f.end]}”" for f in found)


def _without_echoes(events: list[Event]) -> list[Event]:
    """One event of a type between the same parties a clause: the verb's, not its noun's."""
    kept: list[Event] = []
    seen: set[tuple[object, ...]] = set()
    for event in events:
        sides = (frozenset(f.actor.key for f in event.sources), frozenset(f.actor.key for f in event.targets))
        key = (event.verb.sent.start, event.type, frozenset(sides) if event.symmetric else sides)
        if key not in seen:
            seen.add(key)
            kept.append(event)
    return kept
