"""Words that tell names and offices apart, and which mention stands at a token."""

from __future__ import annotations

import calendar

from spacy.tokens import Doc, Span, Token

from geo.extraction.lexicons import words

PARTICLES = words("people", "particles")
TITLES = words("people", "titles")
POSTED = words("people", "posted")
STATE_TITLES = words("people", "state_titles")
COUNTRY_TITLES = (TITLES - words("people", "titles_of_no_state")) | words("people", "offices_of_a_state")
FORCES = words("states", "forces")
ORGANS = words("states", "organs")
OFFICE_WORDS = TITLES | COUNTRY_TITLES | ORGANS | FORCES | words("people", "office_words_also")  # fmt: skip
"""What stands before a name in an office's title and is no part of the name."""
CALENDAR = {name.lower() for name in (*calendar.day_name, *calendar.month_name)} - words("people", "months_as_names")
PLACE_LABELS = {"GPE", "LOC", "FAC"}
"""What the model calls a place."""
APOSTROPHES = {"'s", "’s", "'", "’"}


def index(doc: Doc) -> dict[int, Span]:
    """Token index -> the mention that covers it; made once a document and number of mentions."""
    made: dict[int, Span] | None = doc.user_data.get("mention_index")
    if made is None or doc.user_data.get("mention_count") != len(doc.spans["actors"]):
        made = {token.i: span for span in doc.spans["actors"] for token in span}
        doc.user_data["mention_index"] = made
        doc.user_data["mention_count"] = len(doc.spans["actors"])
    return made


def text_of(doc: Doc) -> str:
    """The document's text, put together once: `doc.text` joins all tokens every time that it is asked."""
    made: str | None = doc.user_data.get("text")
    if made is None:
        made = doc.user_data["text"] = doc.text
    return made


def entity_at(token: Token) -> Span | None:
    """The model's entity that the token stands in: `doc.ents` makes all of them anew every time that it is asked."""
    if not token.ent_type_:
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type_)


def span_at(doc: Doc, i: int) -> Span | None:
    """The mention that covers the token with index i."""
    return index(doc).get(i)


def name_like(token: Token) -> bool:
    """Whether the token can be part of a person's name."""
    text = token.text
    return (
        text.lower() not in CALENDAR
        and text[0].isupper()
        and text[0].isalpha()
        and (not text.isupper() or len(text) <= 2)
        and token.pos_ in {"PROPN", "NOUN", "ADJ"}
    )


def is_role(token: Token) -> bool:
    return token.lower_ in OFFICE_WORDS


def surnames(name: str) -> list[str]:
    """What a later, shorter mention of this person may say: 'Díaz-Canel', 'Álvarez Casas', 'Casas'."""
    words = name.split()
    rest = words[1:]
    found = [rest[-1]] if rest else []
    if len(words) >= 4 or (len(words) == 3 and rest[0].lower() not in PARTICLES):
        found += [rest[-2], " ".join(rest[-2:])]
    return [word for word in found if word.lower() not in PARTICLES and len(word) > 1 and not word.endswith(".")]
