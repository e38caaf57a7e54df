"""Who did what to whom: one event for each word that tells one, with its parties. Fills `doc._.events`.

The lexicon's frames say the type, `roles` who acts and who is acted upon, `modality` the mood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from geo.extraction import frames, modality, roles
from geo.extraction.claims import Modality
from geo.extraction.frames import Frame
from geo.extraction.parties import Found

HOSTILE = {"ACCUSE", "SANCTION", "ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "PROTEST"}
NEEDS_TARGET = {"COOPERATE", "AID", "SANCTION"}
SIGNING = {"sign", "ratify", "sue", "investigate", "probe", "ink", "initial", "prosecute", "veto"}
"""Words that are deeds where others of their type are speech."""

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
            if token.pos_ == "VERB":
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
        if frame is None or _only_wanted(verb):
            return None
        if frame.object is not None:
            used.add(frame.object)
        sources, targets = roles.of_verb(verb, frame)
        mood, sign = modality.of_verb(verb)
        return _made(verb, frame, sources, targets, mood, sign)

    def _noun_event(self, noun: Token) -> Event | None:
        frame = frames.of_noun(noun)
        if frame is None or noun.dep_ == "compound":
            return None
        sources, targets = roles.of_noun(noun, frame)
        if not sources or not (targets or len(sources) > 1):
            return None
        mood, sign = modality.of_noun(noun)
        return _made(noun, frame, sources, targets, mood, sign)


def _refused(verb: Token, frame: Frame) -> Frame | None:
    """'refused to sign' is a refusal, whatever follows; 'refused to condemn' refuses nothing of the one spared."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in modality.REFUSING:
        return None if frame.type in HOSTILE else replace(frame, type="REJECT", mode=None)
    return frame


def _only_wanted(verb: Token) -> bool:
    """What is asked of somebody, or threatened, is no act of its own: the asking or the threat is."""
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.head.pos_ != "VERB":
        return False
    above = frames.of_verb(verb.head)
    if above is None or above.type not in {"REQUEST", "THREATEN"}:
        return False
    mood, _sign = modality.of_verb(verb)
    return mood in {"planned", "possible", "conditional"} or verb.tag_ == "VB"


def _made(
    head: Token, frame: Frame, sources: list[Found], targets: list[Found], mood: Modality, sign: Token | None
) -> Event | None:
    """The event with the vocabulary's rules applied, or None where its parties do not suffice."""
    kind, mode, mood = _to_come(frame, mood)
    if not sources or (not targets and len(sources) < 2 and kind in NEEDS_TARGET):
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
    return kind in modality.SPEECH and head.lemma_.lower() not in SIGNING


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
