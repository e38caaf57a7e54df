"""Who is named: lexicon names, then the model's people and bodies, each linked to an actor of this text.

Fills `doc._.actors` (key -> Actor) and `doc.spans["actors"]`: sorted spans that do not overlap, with `span.id_` the
actor's key, `span.label_` its kind and `span._.how` what linked it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from geo.extraction import lexicons, places
from geo.extraction.claims import Actor, FoundActor
from geo.extraction.lines import in_dateline

PARTICLES = {
    "de",
    "del",
    "la",
    "las",
    "los",
    "da",
    "dos",
    "do",
    "van",
    "von",
    "der",
    "bin",
    "al",
    "el",
    "ibn",
    "y",
    "e",
}
TITLES = set(
    "president vice minister premier secretary ambassador general admiral colonel captain major senator deputy "
    "chancellor king queen prince princess pope bishop archbishop cardinal governor mayor judge prosecutor spokesman "
    "spokeswoman spokesperson chairman chairwoman chief commander "
    "director adviser advisor envoy counterpart leader lawmaker "
    "congressman congresswoman sheikh ayatollah dr mr mrs ms sir foreign prime defence defense interior finance energy "
    "economy trade health justice then-president ex-president former".split()
)
POSTED = {"ambassador", "envoy", "counterpart", "general", "director"}
COUNTRY_TITLES = TITLES - {"mr", "mrs", "ms", "sir", "dr", "former", "foreign", "major", "leader"}
FORCES = set(
    "troops forces soldiers army navy military fighters warships warship jets bombers marines vessels ships submarine "
    "frigate missiles drones paratroopers commandos airmen warplanes aircraft artillery fleet squadron flotilla".split()
)
ORGANS = set(
    "ministry parliament congress senate government cabinet court tribunal police authorities embassy consulate "
    "administration agency council assembly bank customs prosecutors officials officers diplomats delegation regime "
    "watchdog secretariat chancellery presidency intelligence".split()
)
PLACES = set("port city town village province state district island bay valley region department canton coast".split())
CALENDAR = {name.lower() for name in (*calendar.day_name, *calendar.month_name)} - {"may", "april", "june", "august"}
COUNTRY_WORDS = {"name", "acronym", "capital", "demonym", "city"}

Doc.set_extension("actors", default=None, force=True)
Doc.set_extension("home", default=None, force=True)
Span.set_extension("how", default="", force=True)
Span.set_extension("named", default=True, force=True)


@Language.factory("actors", assigns=["doc.spans", "doc._.actors"])
def make_actors(nlp: Language, name: str) -> ActorFinder:
    return ActorFinder(nlp)


class ActorFinder:
    def __init__(self, nlp: Language) -> None:
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self.meaning: dict[str, tuple[str, str]] = {}
        self.surnames: dict[str, str] = {}
        traps = lexicons.table("traps")
        self.traps = set(traps["phrases"])
        self.regions = set(traps["namesake_regions"])
        for actor in lexicons.actors():
            for alias in actor.aliases:
                for text in _spellings(alias.text, alias.kind):
                    self.meaning.setdefault(text, (actor.key, alias.kind))
            if actor.kind == "person" and actor.by_surname and actor.kind == "person":
                self._add_surname(actor.name, actor.key)
        phrases = sorted({*self.meaning, *self.traps})
        self.matcher.add("lexicon", [nlp.make_doc(text) for text in phrases])

    def _add_surname(self, name: str, key: str) -> None:
        surname = name.split()[-1]
        self.surnames[surname] = "" if surname in self.surnames and self.surnames[surname] != key else key

    def __call__(self, doc: Doc) -> Doc:
        doc._.actors = {}
        spans = self._lexicon_spans(doc)
        people = self._people(doc, spans)
        spans = filter_spans([*people, *spans])
        spans = filter_spans([*spans, *self._places(doc, spans)])
        spans = [s for s in spans if not in_dateline(doc, s.start_char)]
        doc.spans["actors"] = spans
        for span in spans:
            self._register(doc, span)
        doc._.home = self._home(doc, spans)
        self._link_people(doc)
        self._add_surname_mentions(doc)
        return doc

    def _register(self, doc: Doc, span: Span) -> None:
        found = lexicons.by_key().get(span.id_)
        if found and span.id_ not in doc._.actors:
            country = office_country(found, doc.user_data.get("date")) if found.offices else found.country
            official = found.kind in ("country", "government body", "armed force") or bool(found.offices)
            doc._.actors[span.id_] = Actor(found.key, found.name, found.kind, country, official)

    def _lexicon_spans(self, doc: Doc) -> list[Span]:
        people = [ent for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1]
        inside = {token.i: ent for ent in people for token in ent}
        spans = []
        for _rule, start, end in self.matcher(doc):
            text = doc[start:end].text
            if text in self.traps:
                spans.append(Span(doc, start, end, label="trap"))
                continue
            key, how = self.meaning[text]
            if self._is_namesake(doc, start, end, how, inside.get(start)):
                continue
            kind = lexicons.by_key()[key].kind
            span = Span(doc, start, end, label=kind, span_id=key)
            span._.how = how
            spans.append(span)
        return [span for span in filter_spans(spans) if span.label_ != "trap"]

    def _is_namesake(self, doc: Doc, start: int, end: int, how: str, person: Span | None) -> bool:
        """A person called Jordan, a St. Petersburg in Florida: no power."""
        if how in COUNTRY_WORDS and person and (person.start, person.end) != (start, end) and start > person.start:
            return True
        following = doc[end : end + 3].text
        return following.startswith(", ") and any(following[2:].startswith(region) for region in self.regions)

    def _places(self, doc: Doc, known: list[Span]) -> list[Span]:
        """Cities and regions that the gazetteer knows, where the model sees a place or the words before say so."""
        taken = {token.i for span in known for token in span}
        named = {lexicons.by_key()[s.id_].country or "" for s in known if s.id_ in lexicons.by_key()}
        found = []
        for start, end in _place_names(doc):
            if any(i in taken for i in range(start, end)):
                continue
            code = places.country_of(doc[start:end].text, named)
            if code is None or f"country:{code}" not in lexicons.by_key():
                continue
            if self._is_namesake(doc, start, end, "city", None):
                continue
            span = Span(doc, start, end, label="country", span_id=f"country:{code}")
            span._.how = "city"
            found.append(span)
        return found

    def _people(self, doc: Doc, known: list[Span]) -> list[Span]:
        taken = {token.i for span in known for token in span}
        spans = []
        for ent in doc.ents:
            if ent.label_ != "PERSON" or any(token.i in taken for token in ent) or _is_place(doc, ent.start):
                continue
            spans.append(self._whole_name(doc, ent.start, ent.end, taken))
        covered = {token.i for span in spans for token in span} | taken
        for token in doc:  # names that the model calls something else, behind a title
            if token.i + 1 < len(doc) and token.lower_ in COUNTRY_TITLES and token.ent_type_ != "PERSON":
                start = token.i + 1
                if doc[start].is_punct and doc[start].text == "," and start + 1 < len(doc):
                    continue
                if start not in covered and _name_like(doc[start]) and not is_role(doc[start]):
                    span = self._whole_name(doc, start, start + 1, taken)
                    if len(span) > 1:
                        spans.append(span)
        named = []
        for span in filter_spans(spans):
            if len(span) > 1 and not any(ch.isdigit() for ch in span.text):
                fresh = Span(doc, span.start, span.end, label="person", span_id=f"person:{lexicons.slug(span.text)}")
                fresh._.how = "model"
                named.append(fresh)
        return named

    def _whole_name(self, doc: Doc, start: int, end: int, taken: set[int]) -> Span:
        """The name from its first to its last part; the model splits long Spanish names."""
        while end > start and (doc[end - 1].lower_ in {"'s", "’s"} or not doc[end - 1].text[0].isalpha()):
            end -= 1
        if start >= 2 and doc[start].text == "State" and doc[start - 2 : start].text.lower() == "secretary of":
            start += 1
        while start < end and (is_role(doc[start]) or not doc[start].text[0].isalpha() or doc[start].lower_ == "the"):
            start += 1
        while end < len(doc) and end not in taken:
            token = doc[end]
            if _name_like(token) and not is_role(token):
                end += 1
            elif (
                token.lower_ in PARTICLES and end + 1 < len(doc) and _name_like(doc[end + 1]) and end + 1 not in taken
            ) or (token.text == "-" and not doc[end - 1].whitespace_ and end + 1 < len(doc) and doc[end + 1].is_title):
                end += 2
            else:
                break
        while start > 0 and start - 1 not in taken and _name_like(doc[start - 1]) and not is_role(doc[start - 1]):
            if doc[start - 1].is_sent_start and doc[start - 1].pos_ != "PROPN":
                break
            if _is_secretary_of_state(doc, start):
                break
            start -= 1
        return doc[start : max(end, start + 1)]

    def _home(self, doc: Doc, spans: list[Span]) -> str | None:
        """The country that bare offices ("the Energy Ministry") mean: the first one named as an actor."""
        known: dict[str, Actor] = doc._.actors
        for span in spans:
            country = known[span.id_].country if span.id_ in known else None
            if country and span.label_ != "media outlet" and span._.how != "city":
                return country
        return None

    def _link_people(self, doc: Doc) -> None:
        """Give people that no list knows their country, by title, apposition, possessive or demonym."""
        kept: list[Span] = []
        by_key: dict[str, Actor] = {}
        for span in doc.spans["actors"]:
            if span._.how != "model":
                kept.append(span)
                continue
            country, titled = self._country_of(doc, span)
            key = span.id_
            known = by_key.get(key)
            if known is None or (country and not known.country):
                by_key[key] = Actor(key, span.text, "person", country, titled and country is not None)
            kept.append(span)
        doc._.actors.update(by_key)
        doc.spans["actors"] = kept

    def _country_of(self, doc: Doc, span: Span) -> tuple[str | None, bool]:
        before = self._country_before(doc, span)
        if before[0]:
            return before
        after = self._country_after(doc, span)
        if after[0]:
            return after
        titled = before[1] or after[1]
        if not titled or self._is_abroad(doc, span):
            return None, titled
        return ("USA" if _is_secretary_of_state(doc, span.start) else only_country_near(doc, span.start)), titled

    def _is_abroad(self, doc: Doc, span: Span) -> bool:
        """'Ambassador X', 'the envoy, X': the country in the sentence may be the one that they are sent to."""
        before = doc[max(span.start - 3, 0) : span.start]
        return any(token.lower_ in POSTED for token in before) or any(
            found is not None and found.label_ in {"organisation", "alliance"}
            for found in (span_at(doc, token.i) for token in before)
        )

    def _country_before(self, doc: Doc, span: Span) -> tuple[str | None, bool]:
        """'Cuba's Interior Minister X', 'the Russian ambassador, X', 'Nicaragua's X'."""
        titled = False
        for i in range(span.start - 1, max(span.start - 10, -1), -1):
            token = doc[i]
            found = span_at(doc, i)
            if found is not None:
                actor = doc._.actors.get(found.id_)
                near = titled or i >= span.start - 2
                if actor and near and actor.kind != "person" and found._.how != "city":
                    return actor.country, titled or doc[i + 1].lower_ in {"'s", "’s"}
                return None, titled
            if token.lower_ in COUNTRY_TITLES:
                titled = True
            elif token.text == "," and i == span.start - 1:
                continue
            elif (
                token.pos_ in {"VERB", "AUX", "CCONJ"} or token.text in {",", ".", ";", ":", ")", '"'} or token.is_space
            ):
                return None, titled
        return None, titled

    def _country_after(self, doc: Doc, span: Span) -> tuple[str | None, bool]:
        """'X, the Nicaraguan foreign minister', 'X, president of Bolivia'."""
        if span.end >= len(doc) or doc[span.end].text != ",":
            return None, False
        found_country, titled = None, False
        for i in range(span.end + 1, min(span.end + 10, len(doc))):
            token = doc[i]
            if token.text in {",", ".", ";"} or token.pos_ in {"VERB", "AUX"} or token.lower_ == "who":
                break
            titled = titled or token.lower_ in COUNTRY_TITLES or token.lower_ in {"leader", "head"}
            found = span_at(doc, i)
            if found is not None and found_country is None:
                actor = doc._.actors.get(found.id_)
                if actor and actor.kind != "person" and found._.how != "city":
                    found_country = actor.country
        return (found_country, True) if titled else (None, False)

    def _add_surname_mentions(self, doc: Doc) -> None:
        """A surname alone, of somebody named in full here, or of note."""
        local: dict[str, str] = {}
        for span in doc.spans["actors"]:
            if span.label_ == "person":
                for surname in surnames(span):
                    local[surname] = "" if local.get(surname, span.id_) != span.id_ else span.id_
        taken = {token.i for span in doc.spans["actors"] for token in span}
        found = []
        for token in doc:
            if token.i in taken or not _name_like(token):
                continue
            for end in (token.i + 3, token.i + 1):  # "Díaz-Canel" is three tokens
                text = doc[token.i : end].text
                key = local.get(text) or self.surnames.get(text)
                if key and not self._has_other_first_name(doc, token.i, end, taken):
                    span = Span(doc, token.i, end, label="person", span_id=key)
                    span._.how = "surname"
                    found.append(span)
                    break
        if found:
            doc.spans["actors"] = filter_spans([*doc.spans["actors"], *found])
            for span in found:
                self._register(doc, span)

    def _has_other_first_name(self, doc: Doc, start: int, end: int, taken: set[int]) -> bool:
        before = doc[start - 1] if start else None
        after = doc[end] if end < len(doc) else None
        left = before is not None and _name_like(before) and not is_role(before) and before.i not in taken
        left = left and before is not None and not (before.is_sent_start and before.pos_ != "PROPN")
        return bool(left) or (after is not None and _name_like(after) and after.i not in taken and not is_role(after))


def _place_names(doc: Doc) -> Iterable[tuple[int, int]]:
    """Tokens that may name a city or region: the model's places, and capitalised words behind "in" or "near"."""
    for ent in doc.ents:
        if ent.label_ in {"GPE", "LOC", "FAC"}:
            yield ent.start + (ent[0].lower_ == "the"), ent.end
    for token in doc[1:]:
        if token.pos_ == "PROPN" and doc[token.i - 1].lower_ in {"in", "near"}:
            end = token.i + 1
            while end < len(doc) and doc[end].pos_ == "PROPN" and end - token.i < 4:
                end += 1
            for last in range(end, token.i, -1):
                yield token.i, last


def _is_place(doc: Doc, start: int) -> bool:
    """'in La Guaira', 'the port of La Guaira': where, not who."""
    if start < 1:
        return False
    before = doc[start - 1].lower_
    return before in {"in", "near"} or (before == "of" and start > 1 and doc[start - 2].lower_ in PLACES)


def _is_secretary_of_state(doc: Doc, start: int) -> bool:
    """'Assistant Secretary of State X': an office that goes by this name in Washington."""
    return bool(start >= 3 and doc[start - 3 : start].text.lower() == "secretary of state")


def only_country_near(doc: Doc, i: int) -> str | None:
    """The country that an office without a country's name means at the token i: the only one of its sentence, or whom
    the quoted clause before it is about, or the only one of the sentence before. None where several may be meant.
    """
    sentence = doc[i].sent
    named = _countries_in(doc, sentence.start, sentence.end)
    if len(named) > 1:
        return _whom_quote_is_about(doc, i)
    if not named and sentence.start > 0:
        before = doc[sentence.start - 1].sent
        named = _countries_in(doc, before.start, before.end)
    return next(iter(named)) if len(named) == 1 else None


def _countries_in(doc: Doc, start: int, end: int) -> set[str]:
    spans = (span for span in doc.spans["actors"] if start <= span.start < end and span.label_ != "media outlet")
    return {actor.country for span in spans if (actor := doc._.actors.get(span.id_)) and actor.country}


def _whom_quote_is_about(doc: Doc, i: int) -> str | None:
    """'Russia promised to invest in Cuba, the deputy minister X said': X is Russian."""
    verb = doc[i].head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    for quoted in (c for c in verb.children if c.dep_ in {"ccomp", "parataxis"}):
        subject = next((c for c in quoted.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        named = _countries_in(doc, subject.left_edge.i, subject.right_edge.i + 1) if subject is not None else set()
        if len(named) == 1:
            return next(iter(named))
    return None


def _spellings(text: str, kind: str) -> Iterable[str]:
    yield text
    if kind == "demonym" and not text.endswith(("s", "ese", "sh", "ch", "men", "man", "x", "z")):
        yield text + "s"
    if kind in ("name", "capital", "city") and text.upper() != text and len(text) > 4:
        yield text.upper()


def _name_like(token: Token) -> bool:
    text = token.text
    return (
        text.lower() not in CALENDAR
        and text[0].isupper()
        and text[0].isalpha()
        and (not text.isupper() or len(text) <= 2)
        and token.pos_
        in {
            "PROPN",
            "NOUN",
            "ADJ",
        }
    )


def is_role(token: Token) -> bool:
    return token.lower_ in TITLES or token.lower_ in ORGANS or token.lower_ in FORCES


def surnames(span: Span) -> list[str]:
    """What a later, shorter mention of this person may say: 'Díaz-Canel', 'Álvarez Casas', 'Casas'."""
    words = span.text.split()
    rest = words[1:]
    found = [rest[-1]] if rest else []
    if len(words) >= 4 or (len(words) == 3 and rest[0].lower() not in PARTICLES):
        found += [rest[-2], " ".join(rest[-2:])]
    return [word for word in found if word.lower() not in PARTICLES]


def office_country(actor: lexicons.LexiconActor, date: str | None) -> str | None:
    """The country that the person acts for on that ISO date; the last office's where none covers it."""
    for office in actor.offices:
        if date and (not office.starts or office.starts <= date) and (not office.ends or date <= office.ends):
            return office.country
    return actor.country


def index(doc: Doc) -> dict[int, Span]:
    """Token index -> the mention that covers it; made once a document."""
    made: dict[int, Span] | None = doc.user_data.get("mention_index")
    if made is None or doc.user_data.get("mention_count") != len(doc.spans["actors"]):
        made = {token.i: span for span in doc.spans["actors"] for token in span}
        doc.user_data["mention_index"] = made
        doc.user_data["mention_count"] = len(doc.spans["actors"])
    return made


def span_at(doc: Doc, i: int) -> Span | None:
    """The mention that covers the token with index i."""
    return index(doc).get(i)


MODIFIERS = {"poss", "amod", "nmod", "compound", "nounmod"}


def actor_at(token: Token) -> Span | None:
    """The mention that the noun phrase headed by this token names: itself, else whom it belongs to ("Moscow's offer").

    Conjuncts are left out: ask for each of them.
    """
    found = span_at(token.doc, token.i)
    if found is not None:
        return found
    for child in token.children:
        if child.dep_ == "appos" and (found := span_at(token.doc, child.i)) is not None and found.label_ == "person":
            return found
    for child in token.children:
        if child.dep_ in MODIFIERS and (found := span_at(token.doc, child.i)) is not None:
            return found
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "from"}:
            for child in prep.children:
                if child.dep_ == "pobj" and (found := actor_at(child)) is not None:
                    return found
    return None


def found_actors(doc: Doc, used: Iterable[str] = ()) -> tuple[FoundActor, ...]:
    """Named actors with the character spans that name them.

    A person that no list knows counts with a country or when `used` (keys of parties) holds them.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for span in doc.spans["actors"]:
        if span.id_ in doc._.actors and span._.how != "city" and span._.named:
            places.setdefault(span.id_, []).append((span.start_char, span.end_char))
    found = []
    for key, mentions in places.items():
        actor: Actor = doc._.actors[key]
        if actor.kind == "person" and actor.country is None and key not in used and key not in lexicons.by_key():
            continue
        found.append(FoundActor(replace(actor), tuple(mentions)))
    return tuple(found)
