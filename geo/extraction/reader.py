"""The door of extraction: text and a date in, a Reading out. One text, or a stream of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import batched, pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from geo.extraction.details import amounts, attribution, contexts, dates, places, retelling
from geo.extraction.details.earlier_dates import Story, is_earlier
from geo.extraction.entities import named_actors
from geo.extraction.entities.mentions import text_of
from geo.extraction.events.finder import Event
from geo.extraction.frames import modality
from geo.extraction.pipeline import build_nlp
from geo.extraction.results import Amount, Claim, EventDate, Evidence, Reading, Words
from geo.extraction.text import languages
from geo.extraction.text.given import as_given
from geo.extraction.text.reading_copy import Copy, read_as
from geo.extraction.text.sentence_starts import MOST_TOKENS
from geo.extraction.version import LANGUAGES_READ, claim_threshold

MOST_CHARACTERS = 200_000
BATCH = 16
LONGEST_TEXT = 50_000
"""Tokens that are read of one text: they take memory."""
LONGEST_RUN = 300
"""Characters without a space that are taken for words."""
ENDLESS = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


def read(
    text: str,
    *,
    date: str | None = None,
    language: str | None = None,
    source: list[list[int]] | None = None,
    target: list[list[int]] | None = None,
    outlet: str | None = None,
) -> Reading:
    """Read one text. `date` is its ISO publication date; `source` and `target` are marked character spans."""
    row = {"id": "", "text": text, "date": date, "language": language, "source": source, "target": target}
    return next(read_many([{**row, "outlet": outlet}]))[1]


def read_many(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Reading]]:
    """Read checked rows in order. Memory does not grow with their number."""
    nlp = build_nlp()
    for batch in batched(rows, BATCH):
        prepared = [_prepare(row) for row in batch]
        with nlp.memory_zone():  # words that no batch had before are forgotten with it
            docs = nlp.pipe([_doc(nlp, p) for p in prepared if p.copy is not None], batch_size=BATCH)
            readings = [_reading(next(docs), p) if p.copy is not None else _unread(p) for p in prepared]
        yield from ((p.id, reading) for p, reading in zip(prepared, readings, strict=True))


def _unread(prepared: Prepared) -> Reading:
    return Reading((), (), prepared.warnings, prepared.language)


@dataclass(frozen=True, slots=True)
class Prepared:
    id: str
    given: str
    copy: Copy | None
    """What is read; None when nothing is."""
    published: date | None
    warnings: tuple[str, ...]
    language: str | None
    outlet: str | None
    source: list[list[int]] | None
    target: list[list[int]] | None


def _prepare(row: dict[str, Any]) -> Prepared:
    text = row["text"]
    warnings: list[str] = []
    found = row.get("language") or languages.detect(text)
    published = date.fromisoformat(row["date"]) if row.get("date") else None
    readable: str | None = text
    if found and found not in LANGUAGES_READ:
        warnings.append(f"not read: the language is {found}, only {', '.join(sorted(LANGUAGES_READ))} is read")
        readable = None
    elif not text.strip():
        readable = None
        warnings.append("not read: the text is empty")
    elif len(text) > MOST_CHARACTERS:
        warnings.append(f"read up to character {MOST_CHARACTERS} of {len(text)}: the text is longer than the limit")
        readable = text[:MOST_CHARACTERS]
    if readable and ENDLESS.search(readable):
        warnings.append(f"runs of more than {LONGEST_RUN} characters without a space were cut")
    copy = read_as(readable) if readable is not None else None
    marked = [_places(copy, row.get(side)) for side in ("source", "target")] if copy else [None, None]
    return Prepared(row["id"], text, copy, published, tuple(warnings), found, row.get("outlet"), *marked)


def _places(copy: Copy, spans: list[list[int]] | None) -> list[list[int]] | None:
    """Marked spans of the text as given, where they stand in the copy."""
    return [[copy.place(start), copy.place(end - 1) + 1] for start, end in spans] if spans else None


def _doc(nlp: Language, prepared: Prepared) -> Doc:
    doc = _tokens(nlp, prepared.copy.text if prepared.copy else "")
    if len(doc) > LONGEST_TEXT:
        doc = doc[:LONGEST_TEXT].as_doc()
        doc.user_data["read_to"] = len(doc.text)
    doc.user_data["date"] = prepared.published.isoformat() if prepared.published else None
    return doc


def _tokens(nlp: Language, text: str) -> Doc:
    """The tokens of a text. Endless runs without a space are cut: the tokenizer takes the square of their length."""
    cuts = {0, len(text)}
    for run in ENDLESS.finditer(text):
        cuts |= set(range(run.start(), run.end(), LONGEST_RUN))
    if len(cuts) == 2:
        return nlp.make_doc(text)
    ordered = sorted(cuts)
    pieces = [nlp.make_doc(text[first:last]) for first, last in pairwise(ordered)]
    return Doc.from_docs(pieces, ensure_whitespace=False) or nlp.make_doc("")


def _reading(doc: Doc, prepared: Prepared) -> Reading:
    events: list[Event] = doc._.events
    if read_to := doc.user_data.get("read_to"):
        read_to = prepared.copy.span(0, read_to)[1] if prepared.copy else read_to
        least = f"read up to character {read_to}: the text has more than {LONGEST_TEXT} words and signs"
        prepared = replace(prepared, warnings=(*prepared.warnings, least))
    if doc._.cut:
        cut = f"sentences of more than {MOST_TOKENS} words were cut"
        prepared = replace(prepared, warnings=(*prepared.warnings, cut))
    if prepared.source and prepared.target:
        from geo.extraction.events.marked_pair import classify_pair

        event = classify_pair(doc, prepared.source, prepared.target)
        events = [event] if event is not None else []
    claims = _claims(doc, events, prepared)
    used = {f.actor.key for event in events for f in (*event.sources, *event.targets)}
    found = Reading(
        tuple(retelling.linked(claims)), named_actors.found_actors(doc, used), prepared.warnings, prepared.language
    )
    return as_given(found, prepared.copy, prepared.given) if prepared.copy else found


def _claims(doc: Doc, events: list[Event], prepared: Prepared) -> list[Claim]:
    claims: list[Claim] = []
    sentence, expressions, money, last = -1, [], [], None
    story = Story(doc, prepared.published)
    for event in events:
        sent = event.verb.sent
        if sent.start != sentence:
            sentence = sent.start
            expressions = dates.expressions(sent.text, sent.start_char)
            money = amounts.find(sent.text, sent.start_char)
            last = None
            story.enter(sent)
        future = event.modality in modality.UNDONE
        known = dates.Known(prepared.published, story.day, future, story.occasion)
        when = dates.of_event(event.verb, expressions, known)
        if when is None and last is not None and _follows(event):
            when = last
        if when is None and last is None and not expressions:
            when = story.goes_on(event)
        last = when or last
        story.told(event, when)
        claims.append(_claim(doc, event, when, amounts.of_event(event.verb, money), prepared))
    return claims


def _follows(event: Event) -> bool:
    """Whether a clause tells of the same time as the one that it hangs on."""
    apart = any(child.lower_ in dates.APART for child in event.verb.children)
    return event.verb.dep_ in {"conj", "advcl", "relcl", "xcomp"} and not apart and not is_earlier(event.verb)


def _claim(doc: Doc, event: Event, when: EventDate | None, amount: Amount | None, prepared: Prepared) -> Claim:
    text, sent = text_of(doc), event.verb.sent
    trigger = event.trigger
    said_by = tuple(
        link
        for link in attribution.chain(event.verb)
        if not prepared.outlet or link.name.lower() != prepared.outlet.lower()
    )
    start, end = _trimmed(text, sent.start_char, sent.end_char)
    return Claim(
        type=event.type,
        mode=event.mode,
        contexts=contexts.of_clause(event.verb),
        modality=event.modality,
        is_speech=event.is_speech,
        symmetric=event.symmetric,
        sources=tuple(f.party(text) for f in event.sources),
        targets=tuple(f.party(text) for f in event.targets),
        sentence=Words(start, end, text[start:end]),
        trigger=Words(trigger.start_char, trigger.end_char, trigger.text),
        rule=event.rule,
        confidence=event.confidence,
        date=when,
        attribution=said_by,
        amount=amount,
        place=places.of_event(event.verb, [(f.start, f.end) for f in (*event.sources, *event.targets)]),
        evidence=tuple(Evidence(*item) for item in event.evidence),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def shown(reading: Reading) -> Reading:
    """Without the claims below the threshold; `same_as` is renumbered."""
    least = claim_threshold()
    kept = [i for i, claim in enumerate(reading.claims) if claim.confidence >= least]
    place = {old: new for new, old in enumerate(kept)}
    found = [reading.claims[i] for i in kept]
    claims = [replace(c, same_as=None if c.same_as is None else place.get(c.same_as)) for c in found]
    return replace(reading, claims=tuple(claims))
