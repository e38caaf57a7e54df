"""What the encoder learns from, made of marked sentences and marked passages with the help of the rules' own parse.

Two kinds: a marked pair with its type, and a window of text with triggers, mentions and who is party to what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from geo.extraction.classifier import features
from geo.extraction.classifier.linear import SISTERS
from geo.extraction.encoder.items import NEITHER, NONE, SOURCE, TARGET, MarkedPair, Words
from geo.extraction.events.finder import Event
from geo.extraction.training.encoder.passages import Mention, Passage, Trigger
from geo.extraction.training.sentences import Marked

MUTUAL = {"CONSULT", "COOPERATE", "AGREE"}
"""Either may be named first: turned round they are no example of nothing."""
BESIDE = 2
"""Tokens: nearer to a trigger, a word is not said to tell nothing."""
NAMES = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"}


@dataclass(frozen=True, slots=True)
class PairExample:
    pair: MarkedPair
    type: str


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger of a window: its words, its type, and the role of each actor that is not neither."""

    words: Words
    type: str
    roles: dict[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: every way to cut its words out, the whole phrase first, and the actor that it stands for."""

    words: tuple[Words, ...]
    actor: int


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence with the one before it, and what is told in the sentence.

    `idle`: verbs and nouns of the sentence that nobody marked, far enough from those that are.
    `one_of`: only one of what is told is, by a word that nobody marked.
    """

    text: str
    told: tuple[Told, ...]
    named: tuple[Named, ...]
    idle: tuple[Words, ...] = ()
    one_of: bool = False


def of_sentences(nlp: Language, rows: Sequence[Marked]) -> Iterator[Window]:
    """A window for each marked sentence that tells something: of the word by which a rule sees it, or of several.

    The other names are neither source nor target, unless they are coordinated with one.
    """
    for row, doc in zip(rows, nlp.pipe([row.text for row in rows], batch_size=64), strict=True):
        triggers = _triggers(doc, row) if row.type != NONE else []
        if not triggers:
            continue
        told = tuple(Told(words, row.type, {0: SOURCE, 1: TARGET}) for words in triggers)
        named = [Named(_cuts(doc, words), n) for n, words in enumerate((row.source, row.target))]
        others = (span for span in doc.ents if span.label_ in NAMES and not _shares(doc, span, row))
        named += [Named(((span.start_char, span.end_char),), n) for n, span in enumerate(others, 2)]
        yield Window(row.text, told, tuple(named), one_of=len(told) > 1)


def _triggers(doc: Doc, row: Marked) -> list[Words]:
    """The word of a rule that reads the sentence as it was marked; else all that govern the two in the parse."""
    event = next((e for e in doc._.events if _tells(e, row)), None)
    if event is not None:
        return [(event.trigger.start_char, event.trigger.end_char)]
    source, target = (doc.char_span(*words, alignment_mode="expand") for words in (row.source, row.target))
    if source is None or target is None:
        return []
    tokens = (t for t in features.pair_of(source, target).predicates if t.pos_ in {"VERB", "NOUN", "ADJ"})
    return [(token.idx, token.idx + len(token.text)) for token in tokens]


def _tells(event: Event, row: Marked) -> bool:
    same = event.type == row.type or {event.type, row.type} <= set(SISTERS)
    sides = (event.sources, row.source), (event.targets, row.target)
    return same and all(any(p.start < end and p.end > start for p in found) for found, (start, end) in sides)


def _shares(doc: Doc, name: Span, row: Marked) -> bool:
    """Whether a name is part of a marked party, or coordinated with one."""
    for start, end in (row.source, row.target):
        if name.start_char < end and name.end_char > start:
            return True
        party = doc.char_span(start, end, alignment_mode="expand")
        if party is not None and (name.root in party.root.conjuncts or name.root.head in party.root.conjuncts):
            return True
    return False


def _cuts(doc: Doc, words: Words) -> tuple[Words, ...]:
    """The phrase, and the shorter names with the same head by which the rules may know it."""
    phrase = doc.char_span(*words, alignment_mode="expand")
    if phrase is None:
        return (words,)
    names = (span for span in (*doc.spans["actors"], *doc.ents) if span.root == phrase.root)
    shorter = {(s.start_char, s.end_char) for s in names if words[0] <= s.start_char and s.end_char <= words[1]}
    return (words, *sorted(shorter - {words}))


def of_passages(nlp: Language, passages: Sequence[Passage]) -> Iterator[tuple[list[PairExample], list[Window]]]:
    """For each passage its pairs and its windows."""
    for passage, doc in zip(passages, nlp.pipe([p.text for p in passages], batch_size=64), strict=True):
        sentences = [(s.start_char, s.end_char) for s in doc.sents]
        pairs: list[PairExample] = []
        windows: list[Window] = []
        for n, (start, end) in enumerate(sentences):
            here = [t for t in passage.triggers if start <= t.words[0] < end]
            if here:
                first = sentences[max(0, n - 1)][0]
                idle = _idle(doc, passage, (start, end))
                windows.append(_window(doc, passage, here, idle, (first, end)))
            pairs += _pairs(passage, here, (start, end))
        yield pairs, windows


def _idle(doc: Doc, passage: Passage, part: Words) -> list[Words]:
    """Another word may well stand for a trigger that it governs or stands beside: 'held talks'."""
    spans = (doc.char_span(*trigger.words, alignment_mode="expand") for trigger in passage.triggers)
    told = [span.root for span in spans if span is not None]
    sentence = doc.char_span(*part, alignment_mode="expand")
    free = []
    for token in sentence if sentence is not None else ():
        beside = any(abs(token.i - one.i) <= BESIDE or token.head == one or one.head == token for one in told)
        named = any(start <= token.idx < end for mention in passage.mentions for start, end in [mention.words])
        if token.pos_ in {"VERB", "NOUN"} and not beside and not named:
            free.append((token.idx, token.idx + len(token.text)))
    return free


def _window(doc: Doc, passage: Passage, triggers: Iterable[Trigger], idle: Iterable[Words], part: Words) -> Window:
    start, end = part
    number = {actor: n for n, actor in enumerate(sorted({m.actor for m in passage.mentions}))}
    inside = [m for m in passage.mentions if start <= m.words[0] and m.words[1] <= end]
    named = (Named(tuple(_moved(cut, start) for cut in _cuts(doc, m.words)), number[m.actor]) for m in inside)
    told = tuple(_told(t, number, start) for t in triggers)
    return Window(doc.text[start:end], told, tuple(named), tuple(_moved(words, start) for words in idle))


def _told(trigger: Trigger, number: dict[str, int], start: int) -> Told:
    roles = {number[actor]: TARGET for actor in trigger.targets if actor in number}
    roles |= {number[actor]: SOURCE for actor in trigger.sources if actor in number}
    return Told(_moved(trigger.words, start), trigger.type, roles)


def _moved(words: Words, start: int) -> Words:
    return words[0] - start, words[1] - start


def _pairs(passage: Passage, triggers: Sequence[Trigger], part: Words) -> list[PairExample]:
    """Each source with each target of a sentence, and the others of it with nothing between them."""
    start, end = part
    told: dict[tuple[str, str], set[str]] = {}
    for trigger in triggers:
        for one, other in _sides(trigger):
            told.setdefault((one, other), set()).add(trigger.type)
    inside = [m for m in passage.mentions if start <= m.words[0] and m.words[1] <= end]
    both = {(a.actor, b.actor): (a, b) for a in inside for b in inside if a.actor != b.actor and _apart(a, b)}
    found = []
    for first, second in both.values():
        kinds = told.get((first.actor, second.actor), set())
        back = told.get((second.actor, first.actor), set())
        if len(kinds) > 1 or (not kinds and back & MUTUAL):
            continue
        pair = MarkedPair(passage.text[start:end], _moved(first.words, start), _moved(second.words, start))
        found.append(PairExample(pair, next(iter(kinds), NONE)))
    return found


def _sides(trigger: Trigger) -> Iterator[tuple[str, str]]:
    others = trigger.targets or (trigger.sources if trigger.type in MUTUAL else frozenset())
    return ((one, other) for one in trigger.sources for other in others if one != other)


def _apart(one: Mention, other: Mention) -> bool:
    return one.words[1] <= other.words[0] or other.words[1] <= one.words[0]


def neither(window: Window, told: Told) -> list[int]:
    """Actors of the window that are no party to what this trigger tells."""
    return sorted({n.actor for n in window.named if told.roles.get(n.actor, NEITHER) == NEITHER})
