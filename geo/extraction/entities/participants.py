"""Who takes part in what a text is about, and who speaks in it: readouts, joint statements, transcripts.

A readout tells in its first sentences who talked with whom; "they", "the leaders", "it was agreed" mean these two for
the rest of it. A statement says in its heading whose it is; "we" outside of quotations are they. A transcript names
the speaker before a colon; "I" and "our country" are theirs until the next one speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from geo.extraction.entities.mentions import span_at
from geo.extraction.lexicons import words
from geo.extraction.results import Actor

OPENING = 4
"""Sentences from the beginning in which a text says who talks with whom."""
TALKS = words("speech", "talks")
STATEMENTS = words("speech", "statements")
KINDS = frozenset({"person", "country", "government body"})
LABEL = 16
"""Tokens before the colon that names who speaks, at most."""
HEADING = 45
"""Tokens of a heading, at most."""


@dataclass(frozen=True, slots=True)
class Participants:
    """`sides`: the two that the text is about, by country; empty where it is not about two. `issuers`: whose text it
    is. `turns`: where each speaker of a transcript begins, with their mention.
    """

    sides: tuple[Actor, ...]
    issuers: tuple[Actor, ...]
    turns: tuple[tuple[int, Span], ...]


Doc.set_extension("participants", default=None, force=True)


def of(doc: Doc) -> Participants:
    """Found once a document."""
    made: Participants | None = doc._.participants
    if made is None:
        made = doc._.participants = Participants(_sides(doc), _issuers(doc), tuple(_turns(doc)))
    return made


def speaker_at(token: Token) -> Span | None:
    """Who speaks where this word stands in a transcript."""
    turns = of(token.doc).turns
    place = bisect_right(turns, token.i, key=lambda turn: turn[0])
    return turns[place - 1][1] if place else None


def other_than(actor: Actor, doc: Doc) -> Actor | None:
    """The one that the actor talks with, where the text is about two."""
    others = [side for side in of(doc).sides if side.country != actor.country]
    return others[0] if len(others) == 1 and len(of(doc).sides) == 2 else None


def _sides(doc: Doc) -> tuple[Actor, ...]:
    for n, sentence in enumerate(doc.sents):
        if n >= OPENING:
            break
        if any(token.lemma_.lower() in TALKS for token in sentence):
            found = _powers(doc, sentence.start, sentence.end)
            if len(found) == 2:
                return tuple(found.values())
    return ()


def _powers(doc: Doc, start: int, end: int) -> dict[str, Actor]:
    """The actors between two tokens, one a country: a person before the country itself."""
    found: dict[str, Actor] = {}
    for span in doc.spans["actors"]:
        actor: Actor | None = doc._.actors.get(span.id_)
        if not start <= span.start < end or actor is None or span.label_ not in KINDS or span._.how == "city":
            continue
        if actor.country and (actor.country not in found or (found[actor.country].kind != "person" == actor.kind)):
            found[actor.country] = actor
    return found


def _issuers(doc: Doc) -> tuple[Actor, ...]:
    """'Joint Statement by A and B', 'Readout of A's Call with B', 'Statement from NSC Spokesperson A on ...'."""
    sentence = next(doc.sents, None)
    if sentence is None or len(sentence) > HEADING:
        return ()
    named = next((t for t in sentence[:4] if t.lower_ in STATEMENTS), None)
    if named is None:
        return ()
    found = list(_powers(doc, named.i, sentence.end).values())
    is_joint = any(t.lower_ == "joint" for t in doc[sentence.start : named.i])
    return tuple(found[:2] if is_joint else found[:1])


def _turns(doc: Doc) -> list[tuple[int, Span]]:
    """'President of Russia Vladimir Putin: Mr President, ...', at the beginning of a sentence or behind a full stop."""
    found = []
    for token in doc:
        if token.text != ":" or token.i + 1 >= len(doc) or not doc[token.i + 1].text[:1].isupper():
            continue
        speaker = span_at(doc, _before_parentheses(doc, token.i) - 1) if token.i else None
        if speaker is None or speaker.label_ != "person" or not _is_label(doc, speaker):
            continue
        found.append((token.i, speaker))
    return found


def _before_parentheses(doc: Doc, i: int) -> int:
    """'Jair Bolsonaro (retranslated):': where the name ends."""
    if i and doc[i - 1].text == ")":
        opening = next((n for n in range(i - 2, max(i - 8, 0), -1) if doc[n].text == "("), i)
        return opening
    return i


def _is_label(doc: Doc, speaker: Span) -> bool:
    """Whether nothing but the speaker's office stands before the name."""
    first = speaker.start
    while first > 0 and speaker.start - first < LABEL and not _ends(doc[first - 1]):
        first -= 1
    return (
        all(token.pos_ not in {"VERB", "AUX"} for token in doc[first : speaker.start]) and speaker.start - first < LABEL
    )


def _ends(token: Token) -> bool:
    return token.is_space or token.text in {".", "!", "?", "***", "*"}
