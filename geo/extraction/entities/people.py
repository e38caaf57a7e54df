"""People: their whole names, and the countries that those act for whom no list knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from geo.extraction import lexicons
from geo.extraction.entities.mentions import (
    APOSTROPHES,
    COUNTRY_TITLES,
    PARTICLES,
    POSTED,
    STATE_TITLES,
    is_role,
    name_like,
    span_at,
    surnames,
)
from geo.extraction.lexicons import words
from geo.extraction.results import Actor

LONGEST_NAME = 8
NAME_LABELS = {"", "PERSON", "ORG", "GPE", "LOC", "FAC"}
FIRST_NAMES = frozenset(lexicons.table_cached("traps")["first_names"])
KINDS_OF_PLACE = words("places", "kinds_of_place")
REACHED = words("places", "reached")
REACHING = words("places", "reaching")
STYLES = words("people", "styles")
LEADING_OFFICES = words("people", "leading_offices")
IN_OR_NEAR = words("places", "in_or_near")
POSTED_TO = words("places", "posted_to")
BELONGING = words("states", "belonging")
WORKS = words("people", "works")
"""Whoever is introduced by these does not act for a state."""


def find(doc: Doc, known: list[Span]) -> list[Span]:
    """The people whom the model or a title before the name shows, whole, outside the mentions known already."""
    taken = {token.i for span in known for token in span}
    spans = [_whole_name(doc, start, end, taken) for start, end in _starts(doc, known, taken)]
    named = []
    for span in filter_spans([span for span in spans if len(span) > 1]):
        if not any(ch.isdigit() or ch in "\n\t" for ch in span.text):
            key = _known_key(span) or f"person:{lexicons.slug(span.text)}"
            fresh = Span(doc, span.start, span.end, label="person", span_id=key)
            fresh._.how = "name" if key in lexicons.by_key() else "model"
            named.append(fresh)
    return named


def _starts(doc: Doc, known: list[Span], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Where names may stand, first and last token."""
    for ent in doc.ents:
        yield from _in_entity(doc, ent, taken)
    for token in doc[:-1]:  # names that the model calls something else, behind a title
        start = token.i + 1
        if start in taken or not _ends_title(doc, token):
            continue
        if name_like(doc[start]) and not is_role(doc[start]) and doc[start].ent_type_ in NAME_LABELS:
            yield start, start + 1
    for span in known:  # 'Prime Minister of the Republic of Armenia Nikol Pashinyan'
        after = span.end
        if span.label_ not in {"country", "organisation", "alliance"} or after >= len(doc) or after in taken:
            continue
        if _title_of(doc, span) and name_like(doc[after]) and doc[after].pos_ == "PROPN" and not is_role(doc[after]):
            yield after, after + 1


def _ends_title(doc: Doc, token: Token) -> bool:
    """'President', and 'Works' in 'Minister of Public Works'."""
    if token.lower_ in COUNTRY_TITLES or token.lower_ == "elect":
        return True
    if not is_role(token) or not token.text[0].isupper():
        return False
    before = [word.lower_ for word in doc[max(token.i - 6, 0) : token.i]]
    return "of" in before and any(word in COUNTRY_TITLES for word in before)


def _in_entity(doc: Doc, ent: Span, taken: set[int]) -> Iterator[tuple[int, int]]:
    free = [token.i for token in ent if token.i not in taken]
    if ent.label_ == "PERSON" and free:
        if len(free) == len(ent) and not _is_place(doc, ent.start):
            yield ent.start, ent.end
        elif len(free) < len(ent) and free[-1] - free[0] + 1 == len(free) > 1:
            yield free[0], free[-1] + 1


def _title_of(doc: Doc, span: Span) -> bool:
    """Whether the span ends an office: 'President of the State of ...'."""
    before = doc[max(span.start - 8, 0) : span.start]
    words = [token.lower_ for token in before]
    return "of" in words and any(word in COUNTRY_TITLES for word in words)


def _whole_name(doc: Doc, start: int, end: int, taken: set[int]) -> Span:
    """The name from its first to its last part; the model splits long Spanish names and adds offices."""
    while end > start and (doc[end - 1].lower_ in APOSTROPHES or not doc[end - 1].text[0].isalpha()):
        end -= 1
    for i in range(start, end):
        if is_role(doc[i]) or doc[i].lower_ == "the" or not (doc[i].text[0].isalnum() or doc[i].text == "-"):
            start = i + 1
    end = _end_of_name(doc, start, max(end, start + 1), taken)
    while start > 0 and start - 1 not in taken and name_like(doc[start - 1]) and not is_role(doc[start - 1]):
        before = doc[start - 1]
        other = before.ent_type_ in {"ORG", "GPE", "NORP", "LOC"} and before.text not in FIRST_NAMES
        if before.pos_ != "PROPN" or other or end - start > LONGEST_NAME:
            break
        start -= 1
    return doc[start:end]


def _end_of_name(doc: Doc, start: int, end: int, taken: set[int]) -> int:
    seen = {token.lower_ for token in doc[start:end]}
    while end < len(doc) and end not in taken and end - start < LONGEST_NAME:
        token, more = doc[end], end + 1 < len(doc) and end + 1 not in taken
        if token.lower_ in seen or doc[end - 1].is_sent_end:
            break
        if (name_like(token) and not is_role(token) and token.pos_ == "PROPN") or (token.text == "\xa0" and more):
            end += 1
        elif more and _joins(token) and name_like(doc[end + 1]) and not is_role(doc[end + 1]):
            end += 2
        else:
            break
        seen |= {doc[end - 1].lower_}
    return end


def _joins(token: Token) -> bool:
    """'de' in 'Lula da Silva', the hyphen in 'Díaz-Canel'."""
    return token.lower_ in PARTICLES or (token.text == "-" and not token.nbor(-1).whitespace_ and not token.whitespace_)


def _known_key(span: Span) -> str | None:
    """A known person, here with an initial or a second surname: 'Joseph R. Biden', 'Iván Duque Márquez'."""
    words = [word for word in span.text.split() if not (len(word) == 2 and word.endswith("."))]
    for last in range(len(words), 1, -1):
        known = lexicons.named(" ".join(words[:last]))
        if known is not None and known.kind == "person":
            return known.key
    return None


def _is_place(doc: Doc, start: int) -> bool:
    """'in La Guaira', 'the port of La Guaira': where, not who."""
    if start < 1:
        return False
    before = doc[start - 1].lower_
    return before in IN_OR_NEAR or (before == "of" and start > 1 and doc[start - 2].lower_ in KINDS_OF_PLACE)


def link(doc: Doc) -> None:
    """Give people that no list knows their country, by title, apposition, possessive or demonym."""
    unlisted = [span for span in doc.spans["actors"] if span._.how == "model"]
    used: set[int] = set()
    told = [_told_country(doc, span, used) for span in unlisted]
    by_key: dict[str, Actor] = {}
    doc_country = _dominant(doc)
    for span, (country, titled) in zip(unlisted, told, strict=True):
        if country is None and titled and not _is_abroad(doc, span):
            country = "USA" if is_secretary_of_state(doc, span.start) else _only_country(doc, span, used, doc_country)
        known = by_key.get(span.id_)
        if known is None or (country and not known.country):
            by_key[span.id_] = Actor(
                span.id_, " ".join(span.text.split()), "person", country, titled and country is not None
            )
    doc._.actors.update(by_key)


def _told_country(doc: Doc, span: Span, used: set[int]) -> tuple[str | None, bool]:
    """The country that the words around the name say, and whether an office is named. `used` gains those words."""
    before, after = _country_before(doc, span), None
    if before[0] is None:
        after = _country_after(doc, span)
    found, titled = before[0] or (after[0] if after else None), before[1] or bool(after and after[1])
    found = found or _nationality(doc, span)
    if found is not None:
        used.add(found.start)
        actor = doc._.actors.get(found.id_)
        return (actor.country if actor else None), titled
    return None, titled


def _is_abroad(doc: Doc, span: Span) -> bool:
    """'Ambassador X', 'the envoy, X': the country in the sentence may be the one that they are sent to."""
    before = doc[max(span.start - 3, 0) : span.start]
    return any(token.lower_ in POSTED for token in before) or any(
        found is not None and found.label_ in {"organisation", "alliance"}
        for found in (span_at(doc, token.i) for token in before)
    )


def _is_country_word(span: Span, doc: Doc) -> bool:
    actor = doc._.actors.get(span.id_)
    return actor is not None and actor.kind not in {"person", "media outlet"} and span._.how != "city"


def _country_before(doc: Doc, span: Span) -> tuple[Span | None, bool]:
    """'Cuba's Interior Minister X', 'the Russian ambassador, X', 'Nicaragua's X', 'President of Senegal X'."""
    titled, found, plain = False, None, False
    for i in range(span.start - 1, max(span.start - 12, -1), -1):
        token, mention = doc[i], span_at(doc, i)
        if mention is not None:
            if _is_where(doc, mention):
                continue
            if found is None and (titled or i >= span.start - 2) and not plain and _is_country_word(mention, doc):
                found = mention
            if found is not mention:
                break
            titled = titled or (i + 1 < len(doc) and doc[i + 1].lower_ in APOSTROPHES)
        elif token.lower_ in COUNTRY_TITLES | WORKS:
            titled, plain = titled or token.lower_ in COUNTRY_TITLES, plain or token.lower_ in WORKS
        elif _ends_office(token, i == span.start - 1):
            break
    return found, titled and not plain


def _nationality(doc: Doc, span: Span) -> Span | None:
    """'X of Liechtenstein', 'the Kosovo delegate, X', 'X, an Indian employee': where they are from, office or not."""
    if span.end + 1 < len(doc) and doc[span.end].lower_ == "of":
        near = span_at(doc, span.end + 1)
        if near is not None and near.label_ == "country" and _is_country_word(near, doc):
            return near
    return _explained_before(doc, span) or _explained_behind(doc, span)


def _explained_before(doc: Doc, span: Span) -> Span | None:
    start = span.start
    while start > 1 and doc[start - 1].lower_ in STYLES | COUNTRY_TITLES:
        start -= 1
    if start < 3 or doc[start - 1].text != ",":
        return None
    for i in range(start - 2, max(start - 9, -1), -1):
        mention = span_at(doc, i)
        if mention is not None:
            return mention if _is_country_word(mention, doc) and not _is_where(doc, mention) else None
        if doc[i].pos_ not in {"NOUN", "ADJ", "PROPN"} and doc[i].lower_ not in {"of", "for", *APOSTROPHES}:
            return None
    return None


def _explained_behind(doc: Doc, span: Span) -> Span | None:
    if span.end + 2 >= len(doc) or doc[span.end].text != "," or doc[span.end + 1].pos_ not in {"DET", "PRON"}:
        return None
    for i in range(span.end + 1, min(span.end + 6, len(doc))):
        mention = span_at(doc, i)
        if mention is not None:
            demonym = mention._.how == "demonym" and mention.root.head.pos_ == "NOUN"
            return mention if demonym and mention.end < len(doc) else None
        if doc[i].text in {",", "."} or doc[i].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _ends_office(token: Token, is_next: bool) -> bool:
    """Whether the words of an office cannot reach beyond this token, going left from the name."""
    if token.text == ",":
        return not is_next
    if token.lower_ == "and" and not is_next and token.i > 0:  # 'Minister of Resources and Environment X'
        return not token.nbor(-1).text[:1].isupper()
    stops = {".", ";", ":", ")", '"', "“", "”"}
    return token.text in stops or token.is_space or (token.pos_ in {"VERB", "AUX", "CCONJ"} and token.is_lower)


def _is_where(doc: Doc, mention: Span) -> bool:
    """'the Russian ambassador to Ecuador, X', 'in Quito, X': where somebody is posted."""
    return mention.label_ == "country" and mention.start > 0 and doc[mention.start - 1].lower_ in POSTED_TO


def _country_after(doc: Doc, span: Span) -> tuple[Span | None, bool]:
    """'X, the Nicaraguan foreign minister', 'X, president of Bolivia', 'President X of Brazil'."""
    if span.end >= len(doc):
        return None, False
    if (
        doc[span.end].lower_ in BELONGING
        and span.start > 0
        and doc[span.start - 1].lower_ in COUNTRY_TITLES | {"elect"}
    ):
        near = next((m for i in range(span.end + 1, min(span.end + 6, len(doc))) if (m := span_at(doc, i))), None)
        return (near, True) if near is not None and _is_country_word(near, doc) else (None, True)
    if doc[span.end].text != ",":
        return None, False
    found, titled = None, False
    for i in range(span.end + 1, min(span.end + 12, len(doc))):
        token = doc[i]
        if token.text in {",", ".", ";"} or token.pos_ in {"VERB", "AUX"} or token.lower_ == "who":
            break
        titled = titled or token.lower_ in COUNTRY_TITLES or token.lower_ in LEADING_OFFICES
        mention = span_at(doc, i)
        if mention is not None and found is None and _is_country_word(mention, doc):
            found = mention
    return (found, True) if titled else (None, False)


def is_secretary_of_state(doc: Doc, start: int) -> bool:
    """'Assistant Secretary of State X': an office that goes by this name in Washington."""
    return bool(start >= 3 and doc[start - 3 : start].text.lower() == "secretary of state")


def _dominant(doc: Doc) -> str | None:
    """The country that a text is about nearly alone: named often, and four times as often as all others together."""
    counts = Counter(a.country for s in doc.spans["actors"] if s._.how != "city" and (a := doc._.actors.get(s.id_)))
    del counts[None]
    if not counts:
        return None
    code, times = counts.most_common(1)[0]
    return code if times >= 4 and times >= 0.8 * counts.total() else None


def _only_country(doc: Doc, span: Span, used: set[int], dominant: str | None) -> str | None:
    """'President Noboa': the country of the sentence, where nobody else is said to be of it and it is the only one."""
    in_state = any(token.lower_ in STATE_TITLES for token in doc[max(span.start - 4, 0) : span.start])
    if not in_state and (span.end >= len(doc) or doc[span.end].text != ","):
        return None
    near = only_country_near(doc, span.start, used)
    if near is None:
        return dominant
    return None if _is_visited(doc, span, near) or _is_of_another(doc, span, near) else near


def _is_visited(doc: Doc, span: Span, code: str) -> bool:
    """'travelled to Havana', 'was received in Moscow', 'met in Lima', 'telephoned Belgrade': no sign of nationality."""
    for other in doc.spans["actors"]:
        actor = doc._.actors.get(other.id_)
        if other.sent != span.sent or actor is None or actor.country != code or other.start < span.end:
            continue
        before = doc[other.start - 1] if doc[other.start - 1].lower_ != "the" else doc[other.start - 2]
        if before.lower_ in REACHED or before.lemma_.lower() in REACHING:
            return True
    return False


def _is_of_another(doc: Doc, span: Span, code: str) -> bool:
    """Whether somebody else of the sentence is of that country and nothing else of it is named there."""
    here = [s for s in doc.spans["actors"] if s.sent == span.sent and s != span]
    of_code = [s for s in here if (actor := doc._.actors.get(s.id_)) is not None and actor.country == code]
    return bool(of_code) and all(s.label_ == "person" for s in of_code)


def only_country_near(doc: Doc, i: int, used: set[int] | None = None) -> str | None:
    """The country that an office without a country's name means at the token i: the only one of its sentence, or whom
    the quoted clause before it is about, or the only one of the sentence before. None where several may be meant.
    """
    sentence = doc[i].sent
    named = _countries_in(doc, sentence.start, sentence.end, used)
    if len(named) > 1:
        return _whom_quote_is_about(doc, i)
    if not named and sentence.start > 0:
        before = doc[sentence.start - 1].sent
        named = _countries_in(doc, before.start, before.end, used)
    return next(iter(named)) if len(named) == 1 else None


def names_only_people(doc: Doc, i: int) -> bool:
    """Whether the sentence names countries by their people alone: 'police arrested a Cuban' says not whose police."""
    sentence = doc[i].sent
    spans = [span for span in doc.spans["actors"] if sentence.start <= span.start < sentence.end]
    spans = [span for span in spans if (actor := doc._.actors.get(span.id_)) and actor.country and span._.how != "city"]
    return bool(spans) and all(span._.how == "demonym" and _describes_people(span) for span in spans)


def _describes_people(span: Span) -> bool:
    """'a Cuban', 'a Chilean businessman', not 'Chilean police'."""
    root = span.root
    if root.dep_ in {"amod", "compound", "nmod"}:
        return root.head.pos_ == "NOUN" and not is_role(root.head) and root.head.i > root.i
    return root.tag_ in {"NN", "NNS", "NNP", "NNPS"} and any(c.dep_ in {"det", "nummod"} for c in root.children)


def _countries_in(doc: Doc, start: int, end: int, used: set[int] | None) -> set[str]:
    """Without those that tell where somebody else belongs (`used`), and cities, which are where, not who."""
    spans = (
        span
        for span in doc.spans["actors"]
        if start <= span.start < end and span.label_ != "media outlet" and span._.how != "city"
    )
    if used is not None:
        spans = (s for s in spans if s.start not in used and s.label_ != "person" and not _is_anothers(doc, s))
    return {actor.country for span in spans if (actor := doc._.actors.get(span.id_)) and actor.country}


def _is_anothers(doc: Doc, span: Span) -> bool:
    """'President Sheinbaum of Mexico', 'Cuban President Díaz-Canel': the country of a person whom a list knows."""
    if span.start > 1 and doc[span.start - 1].lower_ in BELONGING:
        before = span_at(doc, span.start - 2)
        if before is not None and before.label_ == "person":
            return True
    i = span.end
    while i < len(doc) and (doc[i].lower_ in APOSTROPHES or is_role(doc[i]) or doc[i].text == "-"):
        i += 1
    after = span_at(doc, i) if i < len(doc) else None
    return after is not None and after.label_ == "person" and after._.how != "model"


def _whom_quote_is_about(doc: Doc, i: int) -> str | None:
    """'Russia promised to invest in Cuba, the deputy minister X said': X is Russian."""
    verb = doc[i].head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    for quoted in (c for c in verb.children if c.dep_ in {"ccomp", "parataxis"}):
        subject = next((c for c in quoted.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        named = (
            _countries_in(doc, subject.left_edge.i, subject.right_edge.i + 1, None) if subject is not None else set()
        )
        if len(named) == 1:
            return next(iter(named))
    return None


def by_surname(doc: Doc, noted: dict[str, tuple[str, ...]]) -> list[Span]:
    """Mentions by the surname alone: of somebody named in full in this text, or of the only person of note (`noted`:
    surname -> keys) who held an office about the publication date.
    """
    local = _local_surnames(doc)
    taken = {token.i for span in doc.spans["actors"] for token in span}
    found = []
    for token in doc:
        if token.i in taken or not name_like(token):
            continue
        for end in (token.i + 3, token.i + 2, token.i + 1):  # "Díaz-Canel" is three tokens, "López Obrador" two
            if end > len(doc):
                continue
            text = doc[token.i : end].text
            key = local[text] if text in local else _in_office(noted.get(text, ()), doc.user_data.get("date"))
            if key and not _has_other_first_name(doc, token.i, end, taken):
                span = Span(doc, token.i, end, label="person", span_id=key)
                span._.how = "surname"
                found.append(span)
                break
    return filter_spans(found)


def _local_surnames(doc: Doc) -> dict[str, str]:
    """Surname -> key of whoever is named in full here; "" where two share it."""
    local: dict[str, str] = {}
    for span in doc.spans["actors"]:
        if span.label_ == "person":
            known = doc._.actors.get(span.id_)
            for surname in {*surnames(span.text), *(surnames(known.name) if known else ())}:
                local[surname] = "" if local.get(surname, span.id_) != span.id_ else span.id_
    return local


def _in_office(keys: tuple[str, ...], date: str | None) -> str:
    if len(keys) == 1:
        return keys[0]
    if date is None:
        return ""
    active = [key for key in keys if any(_covers(office, date) for office in lexicons.by_key()[key].offices)]
    return active[0] if len(active) == 1 else ""


def _covers(office: lexicons.LexiconOffice, date: str) -> bool:
    return bool(office.starts) and office.starts <= date and (not office.ends or date <= office.ends)


def _has_other_first_name(doc: Doc, start: int, end: int, taken: set[int]) -> bool:
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    left = before is not None and name_like(before) and not is_role(before) and before.i not in taken
    left = left and before is not None and not (before.is_sent_start and before.pos_ != "PROPN")
    return bool(left) or (
        after is not None and name_like(after) and after.i not in taken and not is_role(after) and after.pos_ == "PROPN"
    )
