"""Bodies that no list knows: ministries and parliaments by their country, companies by what the text calls them."""

from __future__ import annotations

from typing import cast

from spacy.tokens import Doc, Span, Token

from geo.extraction import lexicons
from geo.extraction.entities.mentions import APOSTROPHES, span_at
from geo.extraction.entities.people import only_country_near
from geo.extraction.lexicons import meanings, words
from geo.extraction.results import Actor, ActorKind

HEADS = meanings("states", "heads")
FIRST_WORDS = {head.split()[0] for head in HEADS}
SAME_MINISTRY = meanings("states", "same_ministry")
KINDS = meanings("states", "kinds")
NEWS_BEFORE_AGENCY = words("states", "news_before_agency")
LOWER_MODIFIERS = {"ADJ", "NOUN", "PROPN", "PUNCT"}


def find(doc: Doc) -> list[Span]:
    """The bodies of the text, over the mention of the country that they belong to; adds them to `doc._.actors`."""
    found = []
    for token in doc:
        made = _ministry(doc, token) or _listed_head(doc, token)
        if made is not None:
            found.append(made)
    taken = {token.i for span in found for token in span}
    for ent in doc.ents:
        if ent.label_ in {"ORG", "PRODUCT"} and not any(t.i in taken or span_at(doc, t.i) for t in ent):
            made = _called(doc, ent)
            if made is not None:
                found.append(made)
    return found


def _made(doc: Doc, start: int, end: int, name: str, kind: str, code: str) -> Span:
    key = f"body:{lexicons.slug(name)}"
    official = kind in {"government body", "armed force"}
    doc._.actors.setdefault(key, Actor(key, name, cast(ActorKind, kind), code, official))
    span = Span(doc, start, end, label=kind, span_id=key)
    span._.how = "body"
    return span


def _ministry(doc: Doc, token: Token) -> Span | None:
    """'Cuba's Foreign Ministry', 'the Russian Ministry of Health', 'the Energy Ministry' where one can be meant."""
    if token.lower_ != "ministry" or span_at(doc, token.i) is not None:
        return None
    start, end, what = token.i, token.i + 1, ""
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].text[0].isupper():
        last = _end_of_names(doc, end + 1)
        what, end = doc[end + 1 : last].text, last
    else:
        start = _start_of_names(doc, token.i)
        what = doc[start : token.i].text
    what = SAME_MINISTRY.get(what.lower().removeprefix("the "), what).strip()
    return _owned(doc, start, end, f"{what[:1].upper()}{what[1:]} Ministry", "government body") if what else None


def _end_of_names(doc: Doc, i: int) -> int:
    last = i
    while i < len(doc) and span_at(doc, i) is None and i - last < 3:
        if doc[i].text[0].isupper() and doc[i].pos_ != "VERB":
            last = i + 1
        elif doc[i].lower_ not in {"and", "of", "the", ","}:
            break
        i += 1
    return last


def _start_of_names(doc: Doc, i: int) -> int:
    start = i
    while start > 0 and span_at(doc, start - 1) is None:
        word = doc[start - 1]
        joins = word.lower_ in {"and", "&"} and start > 1 and doc[start - 2].text[0].isupper()
        if not joins and (word.pos_ not in {"PROPN", "NOUN", "ADJ"} or i - start > 5 or word.is_sent_start):
            break
        start -= 1
    return start


def _listed_head(doc: Doc, token: Token) -> Span | None:
    """'Peru's Congress', 'the Russian Navy', 'the National Assembly' where one can be meant."""
    if token.lower_ not in FIRST_WORDS or not token.text[0].isupper() or span_at(doc, token.i) is not None:
        return None
    for length in (5, 4, 3, 2, 1):
        words = doc[token.i : token.i + length]
        kind = HEADS.get(words.text.lower())
        if kind is not None and len(words) == length and words[-1].text[0].isupper():
            after = token.i + length
            longer = after < len(doc) and doc[after].text[0].isupper() and doc[after].pos_ == "PROPN"
            before = doc[token.i - 1] if token.i else None
            longer = longer or (before is not None and before.pos_ == "PROPN" and span_at(doc, before.i) is None)
            return None if longer else _owned(doc, token.i, after, words.text, kind, kind != "party")
    return None


def _owned(doc: Doc, start: int, end: int, name: str, kind: str, bare: bool = True) -> Span | None:
    """With the country before or after it; without one, where the text leaves no choice (`bare`)."""
    left = start - 1
    if left >= 0 and doc[left].lower_ in APOSTROPHES:
        left -= 1
    owner = span_at(doc, left) if left >= 0 else None
    if owner is not None and owner.label_ == "country" and owner._.how != "city":
        return _of_country(doc, owner.start, end, name, kind, owner)
    if end + 1 < len(doc) and doc[end].lower_ in {"of", "in"}:
        later = end + 1 + (doc[end + 1].lower_ == "the")
        owner = span_at(doc, later) if later < len(doc) else None
        if owner is not None and owner.label_ == "country" and owner._.how != "city" and doc[end].lower_ == "of":
            return _of_country(doc, start, owner.end, name, kind, owner)
        return None
    code = only_country_near(doc, start) if bare and owner is None else None
    if code is None:
        return None
    return _made(doc, start, end, f"{_adjective(code)} {name}", kind, code)


def _of_country(doc: Doc, start: int, end: int, name: str, kind: str, owner: Span) -> Span | None:
    code = doc._.actors[owner.id_].country if owner.id_ in doc._.actors else None
    return _made(doc, start, end, f"{_adjective(code)} {name}", kind, code) if code else None


def _adjective(code: str) -> str:
    known = lexicons.by_key()[f"country:{code}"]
    demonyms = [alias.text for alias in known.aliases if alias.kind == "demonym"]
    return "US" if code == "USA" else demonyms[0] if demonyms else known.name


def _called(doc: Doc, ent: Span) -> Span | None:
    """'the Ecuadorian oil company X', 'X, a Russian arms maker': a name with what it is and where it belongs."""
    start = ent.start + (ent[0].lower_ == "the")
    kind, code = _before(doc, start)
    if kind is None:
        kind, code = _after(doc, ent.end)
    if kind is None or code is None or start >= ent.end or not doc[start].text[0].isupper():
        return None
    return _made(doc, start, ent.end, doc[start : ent.end].text, kind, code)


def _before(doc: Doc, start: int) -> tuple[str | None, str | None]:
    if start < 2:
        return None, None
    kind = _kind(doc[start - 1])
    if kind is None:
        return None, None
    for i in range(start - 2, max(start - 8, -1), -1):
        mention = span_at(doc, i)
        if mention is not None:
            actor = doc._.actors.get(mention.id_)
            return kind, actor.country if actor and mention._.how != "city" else None
        if doc[i].pos_ not in LOWER_MODIFIERS and doc[i].lower_ not in APOSTROPHES:
            return None, None
    return None, None


def _after(doc: Doc, end: int) -> tuple[str | None, str | None]:
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in {"a", "an", "the"}:
        return None, None
    code = None
    for i in range(end + 2, min(end + 9, len(doc))):
        mention = span_at(doc, i)
        if mention is not None:
            actor = doc._.actors.get(mention.id_)
            code = actor.country if actor and mention._.how != "city" else None
        elif _kind(doc[i]) is not None and code and (i + 1 == len(doc) or doc[i + 1].pos_ not in {"NOUN", "PROPN"}):
            return _kind(doc[i]), code
        elif doc[i].pos_ not in LOWER_MODIFIERS or doc[i].text in {",", "."}:
            break
    return None, None


def _kind(token: Token) -> str | None:
    if token.lower_ == "agency" and token.i and token.nbor(-1).lower_ in NEWS_BEFORE_AGENCY:
        return "media outlet"
    return KINDS.get(token.lower_)
