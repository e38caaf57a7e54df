"""Who says so: a chain, outermost first, from outlets and agencies down to the speaker."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from geo.extraction import lexicons, parties
from geo.extraction.actors import PARTICLES, span_at
from geo.extraction.claims import Attribution, AttributionKind
from geo.extraction.parties import SAYING

AGENCIES = {
    f"outlet:{name}"
    for name in "efe tass reuters ap afp upi dpa xinhua interfax ria-novosti prensa-latina ansa kyodo yonhap kcna irna "
    "telam notimex andina anadolu".split()
}
REPORTING = re.compile(
    r"\b(?:according to|as reported by|reported by|citing|quoted by|as told to|told)\b", re.IGNORECASE
)
UNNAMED = {
    "official",
    "officials",
    "source",
    "sources",
    "diplomat",
    "diplomats",
    "spokesman",
    "spokeswoman",
    "aide",
    "person",
    "people",
}


def chain(verb: Token) -> tuple[Attribution, ...]:
    """The attribution of a claim told by this verb or noun: outlets of its sentence, then the speaker of its clause."""
    found = [*_dateline(verb), *_outlets(verb), *_speakers(verb)]
    seen: dict[str, Attribution] = {}
    for link in found:
        seen.setdefault(link.name, link)
    return tuple(seen.values())


def _dateline(verb: Token) -> list[Attribution]:
    """'HAVANA (EFE) - ': the agency whose report the text is from there on."""
    doc = verb.doc
    before = [line for line in doc._.datelines if line.start <= verb.idx and line.agency is not None]
    if not before or before[-1].agency is None:
        return []
    start, end = before[-1].agency
    known = lexicons.named(doc.text[start:end])
    name = known.name if known else doc.text[start:end]
    return [Attribution("agency", name, known.country if known else None, start, end)]


def _outlets(verb: Token) -> list[Attribution]:
    """'as reported by EFE', 'according to the pro-government outlet Cubadebate', 'Reuters reported'."""
    found = []
    sent = verb.sent
    for span in verb.doc.spans["actors"]:
        if span.label_ != "media outlet" or not sent.start <= span.start < sent.end:
            continue
        kind: AttributionKind = "agency" if span.id_ in AGENCIES else "outlet"
        actor = verb.doc._.actors.get(span.id_)
        name = actor.name if actor else span.text
        found.append(Attribution(kind, name, actor.country if actor else None, span.start_char, span.end_char))
    if found:
        return found
    for token in sent:
        if token.lower_ == "according" and token.i + 2 < sent.end:
            return _according(token)
    return []


def _according(token: Token) -> list[Attribution]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    obj = next((p for p in (to.children if to is not None else []) if p.dep_ == "pobj"), None)
    return [_link(obj)] if obj is not None else []


def _speakers(verb: Token) -> list[Attribution]:
    up, links = verb, []
    for _step in range(10):
        head = up.head
        if head == up:
            break
        said = up.dep_ in {"ccomp", "parataxis"} or (up.dep_ == "advcl" and up.i < head.i)
        if said and head.lemma_.lower() in SAYING and head.pos_ == "VERB":
            subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject != up:
                links.append(_link(subject))
        up = head
    for child in up.children:  # a saying in parentheses: '..., the ministry said in a statement'
        if child.dep_ in {"parataxis", "ccomp"} and child.lemma_.lower() in SAYING and child != verb:
            subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if subject is not None and not links:
                links.append(_link(subject))
    return list(reversed([link for link in links if link is not None]))


def _name_with_city(city: Span) -> Span | None:
    """The longer name that ends with a city's: an outlet's, where something is told according to it."""
    doc, start = city.doc, city.start
    while start > 0 and (doc[start - 1].text[0].isupper() or doc[start - 1].lower_ in PARTICLES):
        start -= 1
    while doc[start].lower_ in PARTICLES and doc[start].text[0].islower():
        start += 1
    return doc[start : city.end] if start < city.start and doc[start].pos_ == "PROPN" else None


def _link(token: Token) -> Attribution:
    """The speaker that a noun phrase names; an unnamed official stays unnamed."""
    doc: Doc = token.doc
    if token.lower_ in {"who", "which", "that"} and token.head.dep_ == "relcl":
        token = token.head.head
    span = span_at(doc, token.i)
    longer = _name_with_city(span) if span is not None and span._.how in {"city", "capital"} else None
    if longer is not None:  # 'El Faro de Quito'
        return Attribution("outlet", longer.text, None, longer.start_char, longer.end_char)
    if span is not None and span.id_ in doc._.actors:
        actor = doc._.actors[span.id_]
        kind: AttributionKind = "speaker" if span.label_ != "media outlet" else "outlet"
        return Attribution(kind, actor.name, actor.country, span.start_char, span.end_char)
    left = max(token.left_edge.i, token.i - 5)
    while doc[left].pos_ in {"DET", "PUNCT", "SPACE", "ADV"} and left < token.i:
        left += 1
    right = token.i + 1
    for child in token.children:
        if child.dep_ == "appos" and span_at(doc, child.i) is not None:
            return _link(child)
    while right < len(doc) and doc[right].pos_ == "PROPN":
        right += 1
    words = doc[left:right]
    found = parties.of_phrase(token)
    country = found[0].actor.country if found else None
    if token.pos_ == "PRON":
        if found:
            return Attribution("speaker", found[0].actor.name, country, token.idx, token.idx + len(token.text))
        return Attribution("unnamed", token.text, None, token.idx, token.idx + len(token.text))
    kind = "unnamed" if token.lower_ in UNNAMED else "speaker"
    return Attribution(kind, words.text, country, words.start_char, words.end_char)
