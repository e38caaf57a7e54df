"""The rules propose, the encoder disposes: it may name other parties of an event than the rules did.

Runs behind the rules and before confidence. Where it finds other parties much likelier than those of the rules, they
take their place; what it thinks of each event is kept for its confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, islice

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Token

from geo.extraction.encoder import candidates, opinions
from geo.extraction.encoder.items import NONE
from geo.extraction.encoder.opinions import Opinion, Who, who
from geo.extraction.encoder.reader import Encoder, encoder
from geo.extraction.entities.mentions import span_at
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.events import finder, verb_roles
from geo.extraction.events.finder import Event
from geo.extraction.events.reach import JUDGING
from geo.extraction.frames import modality
from geo.extraction.frames.matching import Frame

BATCH = 16
MARGIN = 4
SURE = 0.93
"""So much likelier (in log odds) must other parties be than the rules' own."""

SURE_TYPE = 0.7
SURE_PARTIES = 0.7
"""So sure must the encoder be of the type, and of each one's part, to read an event that no rule reads."""
LEAST_POWERS = 2
NO_HEADS = {"amod", "compound", "aux", "auxpass", "nmod"}

Doc.set_extension("opinions", default=(), force=True)


@Language.factory("second_reading", requires=["doc._.events"], assigns=["doc._.events", "doc._.opinions"])
def make_second_reading(nlp: Language, name: str) -> SecondReading:
    return SecondReading(encoder())


class SecondReading(Pipe):
    """`encoder`: None where it is switched off; then the rules' word stands."""

    def __init__(self, encoder: Encoder | None) -> None:
        self.encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Several texts at once: rows of a length are encoded together, whatever text they are of."""
        if self.encoder is None:
            yield from stream
            return
        for docs in batched(stream, batch_size):
            free = [list(_free(doc, doc._.events)) for doc in docs]
            asked = [
                [*(event.trigger for event in doc._.events), *(doc[token.i : token.i + 1] for token in tokens)]
                for doc, tokens in zip(docs, free, strict=True)
            ]
            thought = iter(opinions.of_triggers(self.encoder, [trigger for triggers in asked for trigger in triggers]))
            for doc, tokens, triggers in zip(docs, free, asked, strict=True):
                yield _read_again(doc, tokens, list(islice(thought, len(triggers))))


def _read_again(doc: Doc, free: Sequence[Token], thought: Sequence[Opinion]) -> Doc:
    """`thought`: of the rules' events, then of the words that no rule read."""
    events: list[Event] = doc._.events
    kept = [(_corrected(event, opinion), opinion) for event, opinion in zip(events, thought, strict=False)]
    for token, opinion in zip(free, thought[len(events) :], strict=True):
        event = _told(token, opinion)
        if event is not None and not any(_is_part_of(event, other) for other, _opinion in kept):
            kept.append((event, opinion))
    kept.sort(key=lambda one: one[0].trigger.start)
    doc._.events = [event for event, _opinion in kept]
    doc._.opinions = tuple(opinion for _event, opinion in kept)
    return doc


def _free(doc: Doc, events: Sequence[Event]) -> Iterator[Token]:
    """Words that no rule read, in sentences where two powers are named."""
    told = {token.i for event in events for token in (event.trigger.root, *event.trigger.root.children)}
    objects = {event.frame.object for event in events}
    for sentence in doc.sents:
        if finder.is_asked(sentence):
            continue
        powers = {who(found) for one in candidates.of_sentence(sentence) for found in one.found if found.actor.country}
        if len(powers) < LEAST_POWERS:
            continue
        for token in sentence:
            plain = token.pos_ in {"VERB", "NOUN"} and token.i not in told and token.i not in objects
            if (
                plain
                and any(map(str.isalpha, token.text))
                and not token.ent_type_
                and token.dep_ not in NO_HEADS
                and span_at(doc, token.i) is None
            ):
                yield token


def _told(token: Token, opinion: Opinion) -> Event | None:
    """What the encoder alone reads here, where it is sure of the event and of everybody in it."""
    kind, chance = max(opinion.types.items(), key=lambda one: one[1])
    if kind == NONE or chance < SURE_TYPE or opinion.sureness() < SURE_PARTIES:
        return None
    mood, sign = modality.of_verb(token) if token.pos_ == "VERB" else modality.of_noun(token)
    frame = Frame(kind, None, f"“{token.text}” and the words around it, weighed by a model trained on marked passages,")
    sides = opinion.likeliest()
    chosen = [_in_order(opinion.roles[name].found for name in side) for side in sides]
    return finder.checked_event(token, frame, chosen[0], chosen[1], mood, sign)


def _is_part_of(event: Event, other: Event) -> bool:
    """Whether a word only belongs to what another of its sentence tells: 'talks resumed', 'asked for access'."""
    if event.verb.sent.start != other.verb.sent.start:
        return False
    mine, theirs = ({who(f) for f in (*one.sources, *one.targets)} for one in (event, other))
    return mine <= theirs or (event.type == other.type and bool(mine & theirs))


def _corrected(event: Event, opinion: Opinion) -> Event:
    """The event with the likelier parties, where the vocabulary allows an event between them."""
    sources, targets = names(event.sources), names(event.targets)
    others = opinion.likeliest()
    if (sources, targets) == others or not (others[0] or others[1]) or _blames_nobody(event):
        return event
    mutual = event.symmetric
    if mutual and sources | targets == others[0] | others[1]:
        return event
    gain = opinion.likelihood(*others, mutual=mutual) - opinion.likelihood(sources, targets, mutual=mutual)
    if gain < MARGIN or opinion.sureness() < SURE:
        return event
    chosen = [_found(event, opinion, side) for side in others]
    return finder.between_others(event, chosen[0], chosen[1]) or event


def _blames_nobody(event: Event) -> bool:
    """'condemned the attack on Cuba': whom a deed was done to is not who is blamed for it, however near they stand."""
    return event.type in JUDGING and not event.targets and verb_roles.judged_deed(event.verb) is not None


def names(side: tuple[PartyMention, ...]) -> frozenset[Who]:
    return frozenset(map(who, side))


def _found(event: Event, opinion: Opinion, side: frozenset[Who]) -> list[PartyMention]:
    """In the order of the text; the rules' own words for whoever they named, too."""
    own = {who(found): found for found in (*event.targets, *event.sources)}
    return _in_order(own.get(name) or opinion.roles[name].found for name in side)


def _in_order(side: Iterable[PartyMention]) -> list[PartyMention]:
    """As the text names them; those whom one word names by their names, so that the order is always the same."""
    return sorted(side, key=lambda found: (found.start, found.end, found.actor.key))
