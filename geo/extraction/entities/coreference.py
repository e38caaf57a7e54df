"""Whom "she", "the two leaders", "the island" mean: an actor named before, or nobody.

Nothing here makes actors up: whoever cannot be settled by the words before stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from geo.extraction import lexicons
from geo.extraction.entities import participants
from geo.extraction.entities.mentions import text_of
from geo.extraction.lexicons import words
from geo.extraction.results import Actor

SUBJECTS = {"nsubj", "nsubjpass"}
SIDES = words("pronouns", "sides")
LEADERS = words("pronouns", "leaders")  # fmt: skip
PLURALS = SIDES | LEADERS
HE = words("pronouns", "he")
SHE = words("pronouns", "she")
NOT_AFTER = 120
"""Tokens between a pronoun and whom it means, at most."""
SENTENCES_BACK = 6
WOMEN = words("people", "women")
MEN_IN_A = words("people", "men_in_a")
ENDINGS_OF_WOMEN = tuple(words("people", "endings_of_women"))
ENDINGS_OF_MEN = tuple(words("people", "endings_of_men"))
BOTH = words("pronouns", "both")
THE_COUNTRY = words("pronouns", "the_country")


@cache
def gender(name: str) -> str | None:
    """Which sex, "f" or "m", as far as a person's first name tells, None where it does not."""
    words = lexicons.slug(name).split("-")
    if len(words) < 2:
        return None
    first, last = words[0], words[-1]
    if first in WOMEN or last.endswith(ENDINGS_OF_WOMEN):
        return "f"
    if first.endswith("a") and first not in MEN_IN_A:
        return "f"
    return "m" if first in MEN_IN_A or first.endswith(ENDINGS_OF_MEN) else None


def fits(token: Token, name: str) -> bool:
    """Whether the pronoun can mean a person of that name: "she" is no Sergei."""
    word, sex = token.lower_, gender(name)
    return not (word in HE and sex == "f") and not (word in SHE and sex == "m")


def person(token: Token) -> Actor | None:
    """Whom "he" or "she" means. A subject goes before other mentions; at the head of a paragraph the subject of the
    paragraph before, which it goes on about.
    """
    if _opens_paragraph(token) and not _people(token, token.sent.start, token.i):
        for first in _earlier_openings(token):
            found = next((s for s in _people(token, first.start, first.end) if s.root.dep_ in SUBJECTS), None)
            if found is not None:
                return _actor(found)
    return _latest(token, _people(token, max(0, token.i - NOT_AFTER), token.i))


def power(token: Token) -> Actor | None:
    """Whom "it" means: the latest country, body or company, a subject first."""
    kinds = {"country", "government body", "company", "organisation", "alliance"}
    return _latest(token, _mentions(token.doc, max(0, token.i - NOT_AFTER), token.i, kinds))


def _people(token: Token, first: int, last: int) -> list[Span]:
    return [s for s in _mentions(token.doc, first, min(last, token.i), {"person"}) if fits(token, _actor(s).name)]


def _mentions(doc: Doc, first: int, last: int, kinds: Iterable[str]) -> list[Span]:
    """The mentions of actors of these kinds between two tokens, in order. A city is where, not who."""
    return [
        span
        for span in doc.spans["actors"]
        if first <= span.start < last and span.label_ in kinds and span._.how != "city" and span.id_ in doc._.actors
    ]


def _actor(span: Span) -> Actor:
    found: Actor = span.doc._.actors[span.id_]
    return found


def _latest(token: Token, mentions: list[Span]) -> Actor | None:
    own = [span for span in mentions if span.root.head != token.head or span.root.dep_ not in SUBJECTS]
    subjects = [span for span in own if span.root.dep_ in SUBJECTS and span.root.head != token.head]
    chosen = subjects or own
    return _actor(chosen[-1]) if chosen else None


def _opens_paragraph(token: Token) -> bool:
    start = token.sent.start
    while start < token.i and token.doc[start].is_space:
        start += 1
    before = token.doc[: token.sent.start]
    text = text_of(token.doc)[before.end_char if len(before) else 0 : token.doc[start].idx]
    return start > 0 and ("\n" in text or (len(before) > 0 and "\n" in before[-1].text))


def _earlier_openings(token: Token) -> Iterator[Span]:
    """The first sentences of the two paragraphs before, the nearer one first."""
    doc, i, given = token.doc, token.sent.start - 1, 0
    while i > 0 and given < 2:
        sentence = doc[i].sent
        if sentence.start == 0 or _opens_paragraph(doc[sentence.start]):
            yield sentence
            given += 1
        i = sentence.start - 1


def several(head: Token) -> list[Actor]:
    """Whom "both countries", "the two leaders", "the presidents" mean: two actors, or nobody."""
    word = head.lower_
    if word not in PLURALS or not _is_bare(head):
        return []
    return _two_leaders(head) if word in LEADERS else _two_countries(head)


def _is_bare(head: Token) -> bool:
    """'the two leaders', 'both sides', 'the presidents': told apart by nothing else."""
    words = {child.lower_ for child in head.children}
    described = any(
        c.dep_ in {"amod", "compound", "poss", "nmod", "relcl", "acl"} or c.lower_ == "of" for c in head.children
    )
    return not described and bool(BOTH & words or "the" in words)


def _two_leaders(head: Token) -> list[Actor]:
    """The two people of different countries in the sentences before, else their countries."""
    found: dict[str, Actor] = {}
    for span in reversed(_mentions(head.doc, 0, head.i, {"person"})):
        actor = _actor(span)
        if actor.country and actor.country not in found:
            found[actor.country] = actor
        if len(found) == 2:
            return list(reversed([c for code in found if (c := country(head.doc, code))]))
    return _two_countries(head)


def _two_countries(head: Token) -> list[Actor]:
    """The two countries that the text is about so far, or that the nearest sentence with exactly two is about."""
    doc = head.doc
    codes = _codes(doc, 0, head.i)
    if len(codes) != 2:
        codes = next((near for near in _codes_before(head) if len(near) == 2), [])
    if len(codes) != 2:
        return list(participants.of(doc).sides)
    return [found for code in codes if (found := country(doc, code))]


def _codes_before(head: Token) -> Iterator[list[str]]:
    yield _codes(head.doc, head.sent.start, head.i)
    first = head.sent.start
    for _step in range(SENTENCES_BACK):
        if first == 0:
            return
        sentence = head.doc[first - 1].sent
        yield _codes(head.doc, sentence.start, sentence.end)
        first = sentence.start


def _codes(doc: Doc, first: int, last: int) -> list[str]:
    kinds = {"country", "person", "government body"}
    found = (_actor(span).country for span in _mentions(doc, first, last, kinds))
    return list(dict.fromkeys(code for code in found if code))


def latest_country(head: Token) -> Actor | None:
    """The country named or acted for last before this word."""
    codes = [_actor(s).country for s in _mentions(head.doc, 0, head.i, {"country", "person", "government body"})]
    return country(head.doc, next((code for code in reversed(codes) if code), None))


def country(doc: Doc, code: str | None) -> Actor | None:
    """The country with this code, as the text's actor where it is one."""
    found: Actor | None = doc._.actors.get(f"country:{code}")
    known = lexicons.by_key().get(f"country:{code}")
    if found is None and known is not None:
        found = Actor(known.key, known.name, "country", known.country, True)
    return found


def described(head: Token) -> Actor | None:
    """Whom "the island", "this Andean country", "the nation" means: the only fitting country that the text names."""
    if not any(child.lower_ in {"the", "this"} for child in head.children):
        return None
    before = [c.text for c in head.children if c.dep_ in {"amod", "compound"} and c.i < head.i]
    words = " ".join([*before, head.text]).lower()
    candidates = _epithets().get(words)
    if candidates is not None:
        named = [code for code in candidates if f"country:{code}" in head.doc._.actors]
        return country(head.doc, named[0]) if len(named) == 1 else None
    return latest_country(head) if words in THE_COUNTRY else None


@cache
def _epithets() -> dict[str, list[str]]:
    return {key.lower(): value for key, value in lexicons.table_cached("traps")["epithets"].items()}
