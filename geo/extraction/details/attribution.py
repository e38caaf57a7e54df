"""Who says so: a chain, outermost first, from outlets and agencies down to the speaker."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from geo.extraction import lexicons
from geo.extraction.entities import noun_phrases
from geo.extraction.entities.mentions import PARTICLES, span_at, text_of
from geo.extraction.entities.noun_phrases import SAYING
from geo.extraction.lexicons import words
from geo.extraction.results import Attribution, AttributionKind

AGENCIES = {f"outlet:{name}" for name in words("speech", "agencies")}
CITING = words("speech", "citing")
SPEAKING_FOR = words("speech", "speaking_for")
RELATIVES = words("pronouns", "relatives")
UNNAMED = words("speech", "unnamed")
TELLING = SAYING | words("speech", "telling_also")
"""Verbs whose clause is what somebody says."""
NAMING = words("speech", "naming")
"""Verbs whose object, a noun, is what somebody tells of: 'recalled Maduro's visit'."""
MEDIA = words("speech", "media")
QUOTES = {'"', "“", "”", "«", "»", "''", "``"}
CLOSING = {"”", "»", "''"}
STRAIGHT = {'"'}
LONGEST_QUOTATION = 8
"""Sentences of a quotation that goes on over paragraphs, at most."""
PAPERS = words("speech", "papers")


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
    known = lexicons.named(text_of(doc)[start:end])
    name = known.name if known else text_of(doc)[start:end]
    return [Attribution("agency", name, known.country if known else None, start, end)]


def _outlets(verb: Token) -> list[Attribution]:
    """'as reported by EFE', 'according to the pro-government outlet Cubadebate', 'Reuters reported'."""
    found = []
    sent = verb.sent
    for span in _all_outlets(verb.doc):
        if not sent.start <= span.start < sent.end:
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


def _all_outlets(doc: Doc) -> list[Span]:
    """The outlets of the text, looked up once."""
    made: list[Span] | None = doc.user_data.get("outlets")
    if made is None:
        made = doc.user_data["outlets"] = [span for span in doc.spans["actors"] if span.label_ == "media outlet"]
    return made


def _according(token: Token) -> list[Attribution]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    obj = next((p for p in (to.children if to is not None else []) if p.dep_ == "pobj"), None)
    return [_link(obj)] if obj is not None else []


def _speakers(verb: Token) -> list[Attribution]:
    """Who says the clause that this word stands in, the outermost first; else who says the quotation that goes on."""
    up, tellers = verb, []
    for _step in range(10):
        head = up.head
        if head == up:
            break
        teller = _teller(up, head, verb)
        if teller is not None:
            tellers.append(teller)
        up = head
    if not tellers:
        aside = (_subject(c) for c in up.children if c.dep_ in {"parataxis", "ccomp"} and c != verb and _tells(c))
        tellers = [token for token in aside if token is not None][:1] or _quoted_before(verb)
    return [_link(token) for token in (*reversed(tellers), *_cited(verb.sent))]


def _tells(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in TELLING


def _teller(up: Token, head: Token, verb: Token) -> Token | None:
    """The subject of `head`, where what hangs on it by `up` is what it tells."""
    said = up.dep_ in {"ccomp", "parataxis"} or (up.dep_ == "advcl" and up.i < head.i)
    if said and _tells(head):
        return _other(_subject(head), up)
    if up.dep_ in {"acl", "relcl"} and head.lemma_.lower() in PAPERS:  # 'said in a statement that'
        return next((_other(_subject(a), up) for a in head.ancestors if _tells(a)), None)
    if verb.pos_ == "NOUN" and up.dep_ == "dobj" and head.lemma_.lower() in NAMING and head.pos_ == "VERB":
        return _other(_subject(head), up)
    if up.dep_ == "pcomp" and head.lower_ == "as" and up.lemma_ == "say":  # 'quoted as saying', 'cited him as saying'
        return next((c for c in head.head.children if c.dep_ in {"nsubjpass", "dobj"}), None)
    if up.dep_ in {"ccomp", "dobj"} and head.lemma_ == "say" and head.dep_ == "pcomp" and head.head.lower_ == "as":
        return next((c for c in head.head.head.children if c.dep_ in {"nsubjpass", "dobj"}), None)
    return None


def _subject(verb: Token) -> Token | None:
    found = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if found is None and verb.dep_ == "conj" and verb.head.pos_ == "VERB":  # 'he met Arce and said that'
        found = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    return found


def _other(subject: Token | None, up: Token) -> Token | None:
    return subject if subject is not None and subject != up else None


def _cited(sent: Span) -> list[Token]:
    """'..., citing a Cuban official'."""
    for token in sent:
        if token.lower_ in CITING:
            return [c for c in token.children if c.dep_ == "dobj"][:1]
    return []


def _quoted_before(verb: Token) -> list[Token]:
    """The speaker of the sentence before, where this one is nothing but his quotation going on."""
    sent = verb.sent
    first = next((token for token in sent if not token.is_space), None)
    if first is None or first.text not in QUOTES or sent.start == 0 or _says_itself(sent):
        return []
    for before in _sentences_before(sent):
        outside = _outside_quotes(before)
        teller = next((_subject(t) for t in outside if _tells(t) and _subject(t) in outside), None)
        if teller is not None:
            return [teller]
        if not _opens_with_quote(before):
            return []
    return []


def _outside_quotes(sent: Span) -> list[Token]:
    """The tokens that stand in no quotation of the sentence."""
    found, inside = [], False
    for token in sent:
        if token.text in QUOTES:
            inside = token.text not in CLOSING and not (inside and token.text in STRAIGHT)
        elif not inside:
            found.append(token)
    return found


def _opens_with_quote(sent: Span) -> bool:
    return next((token.text for token in sent if not token.is_space), "") in QUOTES


def _sentences_before(sent: Span) -> Iterator[Span]:
    """Those that a quotation may run through, the nearest first."""
    start, doc = sent.start, sent.doc
    for _step in range(LONGEST_QUOTATION):
        if start == 0:
            return
        before = doc[start - 1].sent
        yield before
        start = before.start


def _says_itself(sent: Span) -> bool:
    return any(_tells(token) for token in _outside_quotes(sent))


def _medium(words: Span) -> Attribution | None:
    """'Cuban state television', 'the newspaper El Faro', 'the news agency Tierra Nueva'."""
    agency = next(
        (t for t in words if t.lower_ == "agency" and t.i > words.start and t.nbor(-1).lower_ == "news"), None
    )
    medium = agency if agency is not None else next((t for t in words if t.lower_ in MEDIA), None)
    if medium is None:
        return None
    name = words.doc[medium.i + 1 : words.end]
    if not len(name) or not name[0].text[0].isupper():
        name = words
    owner = next((span_at(words.doc, t.i) for t in words if span_at(words.doc, t.i) is not None), None)
    actor = words.doc._.actors.get(owner.id_) if owner is not None else None
    kind: AttributionKind = "agency" if agency is not None else "outlet"
    return Attribution(kind, name.text, actor.country if actor else None, name.start_char, name.end_char)


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
    if token.lower_ in RELATIVES and token.head.dep_ == "relcl":
        token = token.head.head
    span = span_at(doc, token.i)
    longer = _name_with_city(span) if span is not None and span._.how in {"city", "capital"} else None
    if longer is not None:  # 'El Faro de Quito'
        return Attribution("outlet", longer.text, None, longer.start_char, longer.end_char)
    if span is not None and span.id_ in doc._.actors:
        actor = doc._.actors[span.id_]
        kind: AttributionKind = "speaker" if span.label_ != "media outlet" else "outlet"
        return Attribution(kind, actor.name, actor.country, span.start_char, span.end_char)
    for child in token.children:
        if child.dep_ == "appos" and span_at(doc, child.i) is not None:
            return _link(child)
    words = _phrase(token)
    return _medium(words) or _unlisted(token, words)


def _phrase(token: Token) -> Span:
    """The words of a speaker in no list, without article: 'spokesman for the Foreign Ministry'."""
    doc, left, right = token.doc, max(token.left_edge.i, token.i - 5), token.i + 1
    while doc[left].pos_ in {"DET", "PUNCT", "SPACE", "ADV"} and left < token.i:
        left += 1
    while right < len(doc) and doc[right].pos_ == "PROPN":
        right += 1
    if token.lower_ in UNNAMED and right < len(doc) and doc[right].lower_ in SPEAKING_FOR:
        right = min(doc[right].right_edge.i + 1, right + 8)
    return doc[left:right]


def _unlisted(token: Token, words: Span) -> Attribution:
    found = noun_phrases.of_phrase(token)
    country = found[0].actor.country if found else None
    if token.pos_ == "PRON":
        start, end = token.idx, token.idx + len(token.text)
        if not found:
            return Attribution("unnamed", token.text, None, start, end)
        return Attribution("speaker", found[0].actor.name, country, start, end)
    kind: AttributionKind = "unnamed" if token.lower_ in UNNAMED else "speaker"
    return Attribution(kind, words.text, country, words.start_char, words.end_char)
