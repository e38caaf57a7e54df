"""Who is named: lexicon names, then the model's people and bodies, each linked to an actor of this text.

Fills `doc._.actors` (key -> Actor) and `doc.spans["actors"]`: sorted spans that do not overlap, with `span.id_` the
actor's key, `span.label_` its kind and `span._.how` what linked it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from geo.extraction import lexicons
from geo.extraction.entities import bodies, gazetteer, people
from geo.extraction.entities.mentions import ORGANS, PLACE_LABELS, is_role, name_like
from geo.extraction.entities.people import IN_OR_NEAR
from geo.extraction.lexicons import words
from geo.extraction.results import Actor, FoundActor
from geo.extraction.text.sentence_starts import in_dateline

GEORGIA_IN_THE_US = words("states", "georgia_in_the_us")
"""Words that tell Georgia the state of the US from Georgia the country."""
COMPANIES_BEFORE = words("states", "companies_before")
COMPANIES_BEHIND = words("states", "companies_behind")
BANKS = words("states", "banks")
COUNTRY_WORDS = {"name", "acronym", "capital", "demonym", "city"}
WHERE = {"capital", "city"}
NAMES_OF_THINGS = {"ORG", "PRODUCT", "WORK_OF_ART"}
OFFICIAL_KINDS = {"country", "government body", "armed force"}

Doc.set_extension("actors", default=None, force=True)
Doc.set_extension("home", default=None, force=True)
Span.set_extension("how", default="", force=True)
Span.set_extension("named", default=True, force=True)


@Language.factory("actors", assigns=["doc.spans", "doc._.actors"])
def make_actors(nlp: Language, name: str) -> ActorFinder:
    return ActorFinder(nlp)


def _phrase(nlp: Language, text: str) -> Doc:
    """A name's tokens. Most are plain words, which need no tokenizer: thousands of names are read at every start."""
    words = text.split(" ")
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    if all(word.isalpha() and word not in tokenizer.rules for word in words):
        return Doc(nlp.vocab, words=words)
    return nlp.make_doc(text)


def _is_first_name(doc: Doc, end: int, can_be: bool) -> bool:
    """'Israel Mendoza, a driver': a name goes on behind it that is no office and no other country's."""
    if not can_be or end + 1 >= len(doc):
        return False
    following, after = doc[end], doc[end + 1]
    known = lexicons.named(following.text)
    if not (following.is_title and following.is_alpha and doc[end - 1].whitespace_) or is_role(following):
        return False
    is_city = known is not None and any(a.text == following.text and a.kind == "city" for a in known.aliases)
    found = after.text in {",", "'s", "’s"} and (known is None or known.kind == "person" or is_city)
    if found:
        doc.user_data.setdefault("first names", set()).add(end - 1)
    return found


def _is_in_company(doc: Doc, start: int, end: int) -> bool:
    """'Air France', 'Telecom Argentina', 'Banco de Chile', 'Turkish Airlines': the company acts, not the country."""
    before = start - 1
    if before > 0 and doc[before].lower_ in {"de", "of", "do"} and doc[before - 1].lower_ in BANKS:
        return doc[before - 1].text[0].isupper()
    if before >= 0 and doc[before].lower_ in COMPANIES_BEFORE and doc[before].text[0].isupper():
        return before == 0 or doc[before].lower_ != "bank"
    following = doc[end] if end < len(doc) else None
    return following is not None and following.text[0].isupper() and following.lower_ in COMPANIES_BEHIND


class ActorFinder:
    def __init__(self, nlp: Language) -> None:
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self.meaning: dict[str, tuple[str, str]] = {}
        self.surnames: dict[str, tuple[str, ...]] = {}
        traps = lexicons.table("traps")
        self.traps = set(traps["phrases"])
        self.regions = set(traps["namesake_regions"])
        self.first_names = set(traps["first_names"])
        for actor in lexicons.actors():
            for alias in actor.aliases:
                for text in lexicons.spellings(alias, actor.kind):
                    self.meaning.setdefault(text, (actor.key, alias.kind))
            if actor.kind == "person" and actor.by_surname:
                for surname in {actor.name.split()[-1], lexicons.plain(actor.name.split()[-1])}:
                    self.surnames[surname] = (*self.surnames.get(surname, ()), actor.key)
        phrases = sorted({*self.meaning, *self.traps})
        self.matcher.add("lexicon", [_phrase(nlp, text) for text in phrases])

    def __call__(self, doc: Doc) -> Doc:
        doc._.actors = {}
        spans = self._lexicon_spans(doc)
        spans = filter_spans([*people.find(doc, spans), *spans])
        spans = filter_spans([*spans, *self._places(doc, spans)])
        self._keep(doc, [span for span in spans if not in_dateline(doc, span.start_char)])
        doc._.home = self._home(doc)
        people.link(doc)
        self._keep(doc, filter_spans([*bodies.find(doc), *doc.spans["actors"]]))
        self._keep(doc, filter_spans([*doc.spans["actors"], *people.by_surname(doc, self.surnames)]))
        return doc

    def _keep(self, doc: Doc, spans: list[Span]) -> None:
        doc.spans["actors"] = spans
        doc.user_data.pop("mention_index", None)
        for span in spans:
            self._register(doc, span)

    def _register(self, doc: Doc, span: Span) -> None:
        found = lexicons.by_key().get(span.id_)
        if found and span.id_ not in doc._.actors:
            country = office_country(found, doc.user_data.get("date"))
            official = found.kind in OFFICIAL_KINDS or (bool(found.offices) and country is not None)
            doc._.actors[span.id_] = Actor(found.key, found.name, found.kind, country, official)

    def _lexicon_spans(self, doc: Doc) -> list[Span]:
        entities = {token.i: ent for ent in doc.ents if len(ent) > 1 for token in ent}
        spans = []
        for _rule, start, end in self.matcher(doc):
            text = doc[start:end].text
            if text in self.traps:
                spans.append(Span(doc, start, end, label="trap"))
                continue
            key, how = self.meaning[text]
            if self._is_namesake(doc, start, end, how, entities.get(start)):
                continue
            kind = lexicons.by_key()[key].kind
            if kind == "person":
                end = _with_second_surname(doc, end)
            span = Span(doc, start, end, label=kind, span_id=key)
            span._.how = how
            spans.append(span)
        return [span for span in filter_spans(spans) if span.label_ != "trap"]

    def _is_namesake(self, doc: Doc, start: int, end: int, how: str, ent: Span | None) -> bool:
        """A person called Jordan, a St. Petersburg in Florida, a Bank of Moscow: no power."""
        text = doc[start:end].text
        if start - 1 in doc.user_data.get("first names", ()):
            return True
        if how in COUNTRY_WORDS and ent is not None and (ent.start, ent.end) != (start, end):
            if ent.label_ == "PERSON" and (start > ent.start or text in self.first_names):
                return start == 0 or doc[start - 1].lower_ != "of"
            outlet = self.meaning.get(text, ("", ""))[0].startswith("outlet:")
            if (how in WHERE or outlet) and ent.label_ in NAMES_OF_THINGS and _is_longer_name(ent, start, end):
                return True
        if text in self.first_names and end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "B":
            return start == 0 or doc[start - 1].lower_ != "of"
        if how in COUNTRY_WORDS and (
            _is_first_name(doc, end, text in self.first_names) or _is_in_company(doc, start, end)
        ):
            return True
        if text in {"Georgia", "Georgia's", "Georgian"} and any(t.lower_ in GEORGIA_IN_THE_US for t in doc[start].sent):
            return True
        if text == "Georgia" and start > 1 and doc[start - 1].text == "," and doc[start - 2].text[0].isupper():
            return "GEO" not in gazetteer.countries_of(doc[start - 2].text)
        following = doc[end : end + 3].text
        return following.startswith(", ") and any(following[2:].startswith(region) for region in self.regions)

    def _places(self, doc: Doc, known: list[Span]) -> list[Span]:
        """Cities and regions that the gazetteer knows, where the model sees a place or the words before say so."""
        taken = {token.i for span in known for token in span}
        named = {lexicons.by_key()[s.id_].country or "" for s in known if s.id_ in lexicons.by_key()}
        found = []
        for start, end in _place_names(doc):
            if any(i in taken for i in range(start, end)) or start - 1 in doc.user_data.get("first names", ()):
                continue
            code = gazetteer.country_of(doc[start:end].text, named)
            if code is None or self._is_namesake(doc, start, end, "city", None):
                continue
            span = Span(doc, start, end, label="country", span_id=f"country:{code}")
            span._.how = "city"
            found.append(span)
        return found

    def _home(self, doc: Doc) -> str | None:
        """The country that bare offices ("the Energy Ministry") mean: the first one named as an actor."""
        known: dict[str, Actor] = doc._.actors
        for span in doc.spans["actors"]:
            country = known[span.id_].country if span.id_ in known else None
            if country and span.label_ != "media outlet" and span._.how != "city":
                return country
        return None


def _is_longer_name(ent: Span, start: int, end: int) -> bool:
    """'Bank of Moscow', 'the Moscow Exchange': other capitalised words than the city's, and no organ of state."""
    others = [token for token in ent if not start <= token.i < end and token.text[0].isalpha()]
    return any(token.text[0].isupper() for token in others) and not any(
        token.lower_ in ORGANS - {"bank"} for token in others
    )


def _with_second_surname(doc: Doc, end: int) -> int:
    """'Iván Duque Márquez' is the Iván Duque of the list, if the model takes it for one name."""
    while end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I" and name_like(doc[end]):
        if doc[end].text in {token.text for token in doc[max(end - 4, 0) : end]}:  # captions say a name twice
            break
        end += 1
    return end


def _place_names(doc: Doc) -> Iterable[tuple[int, int]]:
    """Tokens that may name a city or region: the model's places, and capitalised words behind "in" or "near"."""
    for ent in doc.ents:
        if ent.label_ in PLACE_LABELS:
            yield ent.start + (ent[0].lower_ == "the"), ent.end
    for token in doc[1:]:
        if token.pos_ == "PROPN" and doc[token.i - 1].lower_ in IN_OR_NEAR:
            end = token.i + 1
            while end < len(doc) and doc[end].pos_ == "PROPN" and end - token.i < 4:
                end += 1
            for last in range(end, token.i, -1):
                yield token.i, last


def office_country(actor: lexicons.LexiconActor, date: str | None) -> str | None:
    """The country that the person acts for on that ISO date; the last office's where none covers it."""
    if date and any(first <= date and (not last or date <= last) for first, last in actor.international):
        return None
    for office in actor.offices:
        if date and (not office.starts or office.starts <= date) and (not office.ends or date <= office.ends):
            return office.country
    return actor.country


def found_actors(doc: Doc, used: Iterable[str] = ()) -> tuple[FoundActor, ...]:
    """Named actors with the character spans that name them.

    A person that no list knows counts with a country or when `used` (keys of parties) holds them. An organ of state
    names its country, too, where nothing else does: "the White House accused" is the United States accusing.
    """
    known: dict[str, Actor] = doc._.actors
    found: dict[str, list[tuple[int, int]]] = {}
    organs_of: dict[str, list[tuple[int, int]]] = {}
    for span in doc.spans["actors"]:
        actor = known.get(span.id_)
        if actor is None or span._.how == "city" or not span._.named:
            continue
        where = (span.start_char, span.end_char)
        found.setdefault(span.id_, []).append(where)
        if actor.kind == "government body" and actor.country:
            organs_of.setdefault(f"country:{actor.country}", []).append(where)
    rows = [FoundActor(known[key], tuple(mentions)) for key, mentions in found.items() if _counts(known[key], used)]
    for key, mentions in organs_of.items():
        state = lexicons.by_key().get(key)
        if key not in found and state is not None:
            rows.append(FoundActor(Actor(key, state.name, "country", state.country, True), tuple(mentions)))
    return tuple(rows)


def _counts(actor: Actor, used: Iterable[str]) -> bool:
    return actor.kind != "person" or bool(actor.country) or actor.key in used or actor.key in lexicons.by_key()
