"""From the words of a noun phrase to the actors that it stands for, or to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc, Span, Token

from geo.extraction import lexicons
from geo.extraction.entities import coreference, participants, people
from geo.extraction.entities.mentions import FORCES, ORGANS, TITLES, entity_at, span_at
from geo.extraction.lexicons import words
from geo.extraction.results import Actor, ActorKind, Party

FIRST_PERSON = words("pronouns", "first_person")
SECOND_PERSON = words("pronouns", "second_person")
AGREEING = words("roles", "agreeing")
PERSONAL = words("pronouns", "personal")
HE_OR_SHE = words("pronouns", "he_or_she")
IT = words("pronouns", "it")
THEY = words("pronouns", "they")
ONE_SPEAKER = words("pronouns", "one_speaker")
SPEAKERS = words("pronouns", "speakers")
SAME_SUBJECT = words("pronouns", "same_subject")
RELATIVES = words("pronouns", "relatives")
BELONGING = words("states", "belonging")
IN_OR_AT = words("places", "in_or_at")
SAYING = words("speech", "saying")
OFFICIAL = ORGANS | FORCES | TITLES | words("people", "official_also")
GROUPS = lexicons.table("groups")
PEOPLE = frozenset(GROUPS["people"].split())
UNNAMED_BODIES = frozenset(GROUPS["organs"].split())
NAME_LABELS = {"ORG": "organisation", "NORP": "group", "PERSON": "person"}
HOME_ORGANS = (ORGANS | words("states", "home_organs_also")) - words("states", "organs_of_anybody")
"""Bare words that mean the state that an article is about."""
GROUNDS = words("places", "grounds")
"""'Havana harbour' is in Cuba; 'Havana talks' are not Cuba's."""
OWN_GOVERNMENT = words("states", "own_government")
HYPHENS = {"-", "–"}
NAMED_LATER = words("pronouns", "named_later")
MODIFIERS = {"poss", "amod", "nmod", "compound", "nummod"}


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party with the words that name it: character offsets in the text."""

    actor: Actor
    start: int
    end: int
    official: bool

    def party(self, text: str) -> Party:
        words = text[self.start : self.end]
        return Party(words, self.start, self.end, self.actor.name, self.actor.kind, self.actor.country, self.official)


def words_in(sentence: Span, found: PartyMention) -> Span | None:
    """The tokens of a party's words; None where they stand outside of this sentence."""
    if not sentence.start_char <= found.start < sentence.end_char:
        return None
    return sentence.doc.char_span(found.start, found.end, alignment_mode="expand")


def of_phrase(head: Token, depth: int = 0) -> list[PartyMention]:
    """The actors that the noun phrase with this head names: itself, its conjuncts, or what it belongs to."""
    if depth > 3:
        return []
    found = _one(head, depth)
    for other in _conjuncts(head):
        found = found + _one(other, depth + 1)
    return _unique(found)


def of_token(head: Token) -> list[PartyMention]:
    """The actors that this one word stands for, whatever is coordinated with it."""
    return _unique(_one(head, 0))


def _conjuncts(head: Token) -> list[Token]:
    """What is coordinated with this head and behind it: 'Germany, Russia, Sweden and Norway'."""
    found: list[Token] = []
    todo = [head]
    while todo and len(found) < 20:
        step = [c for c in todo.pop().children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}]
        found += step
        todo += step
    return found


def _unique(found: list[PartyMention]) -> list[PartyMention]:
    seen: dict[str, PartyMention] = {}
    for item in found:
        seen.setdefault(item.actor.key, item)
    return list(seen.values())


def _one(head: Token, depth: int) -> list[PartyMention]:
    doc = head.doc
    span = span_at(doc, head.i)
    if span is not None:
        return _named(doc, span, head)
    if head.pos_ == "PRON" or head.tag_ in {"PRP", "PRP$"}:
        return _pronoun(head, depth)
    several = _both(head)
    if several:
        return several
    described = _epithet(head)
    if described:
        return described
    for child in head.children:
        if child.dep_ == "appos":
            named = span_at(doc, child.i)
            if named is not None and named.label_ == "person":
                return _named(doc, named, child)
    return _belonging(head, depth)


def _named(doc: Doc, span: Span, head: Token) -> list[PartyMention]:
    actor: Actor | None = doc._.actors.get(span.id_)
    if actor is None or span.label_ == "media outlet":
        return []
    if span._.how == "city":  # as what is hit, entered or held, never as one who acts (the caller sees to it)
        return [PartyMention(actor, span.start_char, span.end_char, False)]
    if span._.how == "demonym" and head.pos_ == "ADJ" and head.head.pos_ in {"NOUN", "PROPN"} and head.dep_ == "amod":
        return []
    people = span._.how == "demonym" and head.tag_ in {"NNS", "NNPS"}  # 'Venezuelans' are no state
    return [PartyMention(actor, span.start_char, span.end_char, actor.official and not people)]


def _belonging(head: Token, depth: int) -> list[PartyMention]:
    """'Russian troops', 'Cuba's embassy', 'the government of Bolivia', 'the US embargo', 'exporters from Ecuador'."""
    return (
        (_behind_colon(head) if head.lower_ in NAMED_LATER else [])
        or _modified(head, depth)
        or _of_whom(head, depth)
        or (_right_behind(head) if is_people(head) or head.lower_ in OFFICIAL else [])
        or _own_government(head)
        or (_home(head) if head.lower_ in HOME_ORGANS else [])
        or ([] if depth else unlisted(head))
    )


def is_people(head: Token) -> bool:
    return head.lower_ in PEOPLE or head.lemma_.lower() in PEOPLE


def unlisted(head: Token) -> list[PartyMention]:
    """Somebody whom no list knows: a name, or "rebels" and "a court". A party without a country."""
    words = entity_at(head) if head.pos_ == "PROPN" else None
    if words is not None:
        kind = NAME_LABELS.get(head.ent_type_)
        if kind is None or words.text[0].islower() or (kind == "organisation" and _holds_country(words)):
            return []
        actor = Actor(f"words:{words.text.lower()}", words.text, cast(ActorKind, kind))
        return [PartyMention(actor, words.start_char, words.end_char, False)]
    lemma = head.lemma_.lower()
    if head.pos_ != "NOUN" or not (is_people(head) or lemma in UNNAMED_BODIES):
        return []
    start = next((c.i for c in head.lefts if c.dep_ in {"compound", "amod"}), head.i)
    words = head.doc[start : head.i + 1]
    actor = Actor(f"words:{words.text.lower()}@{head.i}", words.text, "group")
    return [PartyMention(actor, words.start_char, words.end_char, False)]


def _holds_country(words: Span) -> bool:
    """'Air France': a company, but a reader would take its name for the country's."""
    known = (lexicons.named(token.text) for token in words)
    return any(actor is not None and actor.kind == "country" for actor in known)


def _modified(head: Token, depth: int) -> list[PartyMention]:
    doc = head.doc
    for child in sorted(_modifiers(head), key=lambda c: c.tag_ == "PRP$"):  # 'his Mexican counterpart' is Mexican
        if child.dep_ in MODIFIERS or (child.dep_ in {"advmod", "npadvmod"} and child.i < head.i):
            found = span_at(doc, child.i)
            if found is not None and found.label_ != "media outlet":
                actor = doc._.actors.get(found.id_)
                if actor is not None and (found._.how != "city" or depth or head.lower_ in GROUNDS):
                    return [_standing(head, actor, found), *_coordinated(child), *_chained(doc, found)]
            if child.dep_ == "poss" and found is None:
                owners = _one(child, depth + 1)
                if owners:
                    return owners
    return []


def _coordinated(adjective: Token) -> list[PartyMention]:
    """'Nicaraguan' in 'Russian and Nicaraguan troops'."""
    spans = [span_at(adjective.doc, t.i) for t in adjective.conjuncts if t.pos_ in {"ADJ", "PROPN"}]
    actors_of = adjective.doc._.actors
    return [
        PartyMention(actors_of[s.id_], s.start_char, s.end_char, actors_of[s.id_].official)
        for s in spans
        if s is not None and s.id_ in actors_of and s._.how == "demonym"
    ]


def _chained(doc: Doc, found: Span) -> list[PartyMention]:
    """'Peru' and 'Chile' beside 'Bolivia' in 'the Peru-Chile-Bolivia talks'."""
    chain = []
    for step in (-1, 1):
        at = found
        while True:
            hyphen = at.start - 1 if step < 0 else at.end
            if not 0 < hyphen < len(doc) - 1 or doc[hyphen].text not in HYPHENS:
                break
            following = span_at(doc, hyphen + step)
            if following is None or following.id_ not in doc._.actors:
                break
            chain.append(following)
            at = following
    actors_of = doc._.actors
    return [PartyMention(actors_of[s.id_], s.start_char, s.end_char, actors_of[s.id_].official) for s in chain]


def _behind_colon(head: Token) -> list[PartyMention]:
    """'its neighbours in the south: Chile, Peru and Bolivia': the names that a colon announces."""
    doc, end = head.doc, head.sent.end
    colon = next((t.i for t in doc[head.i + 1 : end] if t.text == ":" or t.pos_ in {"VERB", "AUX"}), end)
    if colon >= end or doc[colon].text != ":":
        return []
    named: list[PartyMention] = []
    at = colon + 1
    while at < end:
        span = span_at(doc, at)
        if span is not None and span.id_ in doc._.actors:
            actor = doc._.actors[span.id_]
            named.append(PartyMention(actor, span.start_char, span.end_char, actor.official))
            at = span.end
        elif doc[at].lower_ in {",", "and", "the"}:
            at += 1
        else:
            break
    return named


def _modifiers(head: Token) -> list[Token]:
    """What stands before a noun, and what stands before that: 'Russian' in 'a Russian Defence Ministry official'."""
    found: list[Token] = []
    for child in head.children:
        found.append(child)
        if child.i < head.i and child.dep_ in {"compound", "nmod", "amod"}:
            found += [inner for inner in child.children if inner.dep_ in MODIFIERS and inner.i < child.i]
    return found


def _of_whom(head: Token, depth: int) -> list[PartyMention]:
    for prep in head.children:
        if prep.dep_ != "prep" or prep.lower_ not in BELONGING | IN_OR_AT:
            continue
        for child in prep.children:
            inner = of_phrase(child, depth + 1) if child.dep_ == "pobj" else []
            if inner and (prep.lower_ in BELONGING or inner[0].actor.kind == "country"):
                return [PartyMention(i.actor, i.start, i.end, i.official and not is_people(head)) for i in inner]
    return []


def _right_behind(head: Token) -> list[PartyMention]:
    """'diplomats from Japan', whatever the parser hangs the preposition on."""
    doc = head.doc
    if head.i + 2 >= len(doc) or head.nbor().lower_ != "from":
        return []
    span = span_at(doc, head.i + 2) or (span_at(doc, head.i + 3) if head.i + 3 < len(doc) else None)
    actor = doc._.actors.get(span.id_) if span is not None else None
    if span is None or actor is None or actor.country is None:
        return []
    return [PartyMention(actor, span.start_char, span.end_char, actor.official and not is_people(head))]


def _own_government(head: Token) -> list[PartyMention]:
    """'The Administration', 'our Department' in a statement: those of whoever issues it."""
    if head.lower_ not in OWN_GOVERNMENT or not head.text[0].isupper():
        return []
    issuers = participants.of(head.doc).issuers
    own = coreference.country(head.doc, issuers[0].country) if len(issuers) == 1 else None
    return [PartyMention(own, head.idx, head.idx + len(head.text), True)] if own is not None else []


def _home(head: Token) -> list[PartyMention]:
    """A bare 'the government' in an article where only one can be meant."""
    doc = head.doc
    if people.names_only_people(doc, head.i):
        return []
    home = people.only_country_near(doc, head.i) or doc._.home
    if not home:
        return []
    span = doc[head.left_edge.i : head.i + 1] if head.i - head.left_edge.i < 5 else doc[head.i : head.i + 1]
    key = f"country:{home}"
    actor = doc._.actors.get(key)
    if actor is None:
        return []
    return [PartyMention(actor, span.start_char, span.end_char, True)]


def _standing(head: Token, actor: Actor, modifier: Span) -> PartyMention:
    """A phrase that acts for the country named in it, with the words from the modifier to the head."""
    official = actor.official and (head.lower_ in OFFICIAL or head.lemma_.lower() in OFFICIAL)
    if is_people(head):
        official = False
    start, end = modifier.start_char, head.idx + len(head.text)
    acts = head.lower_ in OFFICIAL or head.lemma_.lower() in OFFICIAL or is_people(head)
    if not acts or end <= start or end - start > 80:
        end = modifier.end_char
    return PartyMention(actor, start, end, official)


def _both(head: Token) -> list[PartyMention]:
    start = head.left_edge.idx if head.i - head.left_edge.i < 4 else head.idx
    return [PartyMention(actor, start, head.idx + len(head.text), True) for actor in coreference.several(head)]


def _epithet(head: Token) -> list[PartyMention]:
    actor = coreference.described(head)
    start = head.left_edge.idx if head.i - head.left_edge.i < 5 else head.idx
    return [PartyMention(actor, start, head.idx + len(head.text), True)] if actor is not None else []


def _pronoun(token: Token, depth: int) -> list[PartyMention]:
    """Whom a pronoun means: the speaker in quoted speech, else somebody named before.

    A parse can make a pronoun part of what it stands for: `depth` ends that.
    """
    lower = token.lower_
    deeper = depth and depth + 1
    if lower in FIRST_PERSON:
        return _first_person(token, deeper)
    if (
        lower == "it"
        and token.dep_ == "nsubjpass"
        and token.head.lemma_.lower() in AGREEING
        and token.nbor(1).pos_ == "AUX"
    ):
        return _both_sides(token)
    if lower == "it" and token.dep_ == "nsubjpass" and any(c.dep_ in {"ccomp", "xcomp"} for c in token.head.children):
        return []  # 'it was agreed to continue'
    if lower in SECOND_PERSON:
        return _addressed(token)
    speaker = _speaker_again(token) if lower in SAME_SUBJECT else None
    if speaker is not None:
        return [
            PartyMention(f.actor, token.idx, token.idx + len(token.text), f.official)
            for f in of_phrase(speaker, deeper)
        ]
    if lower in THEY:
        return _they(token)
    if lower in PERSONAL:
        return _officer_before(token) or _meant(token, coreference.person(token))
    if lower in IT:
        return _meant(token, coreference.power(token))
    if lower in RELATIVES and token.head.dep_ in {"relcl", "acl"}:
        return of_phrase(token.head.head, depth + 1)
    return []


def _first_person(token: Token, depth: int) -> list[PartyMention]:
    """The speaker of the quotation, of the transcript, or whose text it is."""
    speaker = speaker_of_quote(token)
    if speaker is not None:
        return of_phrase(speaker, depth) if speaker.lower_ not in FIRST_PERSON else []
    turn = participants.speaker_at(token)
    if turn is not None:
        return _meant(token, token.doc._.actors.get(turn.id_))
    alone = token.lower_ in ONE_SPEAKER
    issuers = participants.of(token.doc).issuers
    return [f for actor in (issuers[:1] if alone else issuers) for f in _meant(token, actor)]


def _addressed(token: Token) -> list[PartyMention]:
    """'you', 'your country' in a transcript of two: the other one."""
    turn = participants.speaker_at(token)
    speaker = token.doc._.actors.get(turn.id_) if turn is not None else None
    other = participants.other_than(speaker, token.doc) if speaker is not None else None
    return _meant(token, other)


def _both_sides(token: Token) -> list[PartyMention]:
    """The two that talk in this text."""
    return [f for actor in participants.of(token.doc).sides for f in _meant(token, actor)]


def _they(token: Token) -> list[PartyMention]:
    """The several that the sentence before is about, else the two that talk in this text."""
    start = token.sent.start
    before = token.doc[start - 1].sent if start > 0 else None
    subject = _main_subject(before) if before is not None else None
    if subject is not None and (subject.tag_ in {"NNS", "NNPS"} or any(True for _ in subject.conjuncts)):
        several = of_phrase(subject, 1)
        if len({f.actor.country for f in several}) > 1:
            return [PartyMention(f.actor, token.idx, token.idx + len(token.text), f.official) for f in several]
        if several or subject.lower_ not in coreference.PLURALS:
            return []
    if any(t.tag_ in {"NNS", "NNPS"} and t.dep_ in {"nsubj", "nsubjpass"} for t in token.sent if t.i < token.i):
        return []
    return [] if _subject_is_one_of(_both_sides(token), token) else _both_sides(token)


def _subject_is_one_of(several: list[PartyMention], token: Token) -> bool:
    """'Argentina accused them': an object never means the subject of its own verb too."""
    if token.dep_ not in {"dobj", "dative", "pobj"}:
        return False
    verb = next((above for above in token.ancestors if above.pos_ == "VERB"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    countries = {f.actor.country for f in of_phrase(subject, 1)} if subject is not None else set()
    return bool(countries & {f.actor.country for f in several})


def _main_subject(sentence: Span) -> Token | None:
    return next((c for c in sentence.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)


def _speaker_again(token: Token) -> Token | None:
    """'Teachers said that they', 'the army says it': the subject of the saying, where number and kind allow it."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ not in {"ccomp", "parataxis"}:
        return None
    above = verb.head
    if above.lemma_.lower() not in SAYING:
        return None
    subject = next((c for c in above.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ == "PRON" or subject.i > token.i:
        return None
    span = span_at(subject.doc, subject.i)
    is_person = (span is not None and span.label_ == "person") or subject.ent_type_ == "PERSON"
    if token.lower_ in HE_OR_SHE:
        return None if not is_person else subject
    many = subject.tag_ in {"NNS", "NNPS"} or any(True for _ in subject.conjuncts)
    if token.lower_ == "they":
        return subject if many or not is_person else None
    return subject if not many and not is_person and subject.lower_ not in TITLES else None


def _meant(token: Token, actor: Actor | None) -> list[PartyMention]:
    return [PartyMention(actor, token.idx, token.idx + len(token.text), actor.official)] if actor is not None else []


def _officer_before(token: Token) -> list[PartyMention]:
    """'Brazil's foreign minister travelled to Moscow, where he met': an office without a name that acts before."""
    doc = token.doc
    first = doc[token.sent.start - 1].sent.start if token.sent.start > 0 else token.sent.start
    for i in range(token.i - 1, first - 1, -1):
        word = doc[i]
        if word.dep_ not in {"nsubj", "nsubjpass"} or word == token or word.head == token.head:
            continue
        if span_at(doc, i) is not None or word.pos_ not in {"NOUN", "PROPN"}:
            return []
        if word.lower_ in TITLES and not any(c.dep_ == "appos" for c in word.children):
            found = _belonging(word, 1)
            return [PartyMention(f.actor, token.idx, token.idx + len(token.text), f.official) for f in found[:1]]
        return []
    return []


def speaker_of_quote(token: Token) -> Token | None:
    """Who says the quoted clause that this word stands in: the subject of the verb of saying above it."""
    up = token.head
    for _step in range(12):
        if up.dep_ in {"ccomp", "parataxis"} or any(c.dep_ == "ccomp" for c in up.children if c != token):
            for verb in (up.head, up):
                if verb.lemma_.lower() in SAYING:
                    for child in verb.children:
                        if child.dep_ == "nsubj" and child != token and child.lower_ not in SPEAKERS:
                            return child
        if up.head == up:
            return None
        up = up.head
    return None
