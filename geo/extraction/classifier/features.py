"""What stands between two parties of a sentence, as named features and a vector: what the classifier reads.

Words are lemmas. Each feature's prefix says where its word stands; README.md of the training folder lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from geo.extraction.frames import matching

SIZE = 300
"""Dimensions of one word vector; a pair has four of them in a row."""
PREDICATES = {"VERB", "NOUN", "AUX"}
CONTENT = {"VERB", "NOUN", "ADJ", "ADV", "PROPN", "ADP"}
HELPERS = {"aux", "neg", "prt", "auxpass"}
MOST_BETWEEN = 25
MOST_PREDICATES = 6


@dataclass(slots=True)
class Features:
    """`words`: feature -> weight, at most 1. `vector`: float32, 4 x SIZE, each quarter of length 1 or 0."""

    words: dict[str, float] = field(default_factory=dict)
    vector: NDArray[np.float32] = field(default_factory=lambda: np.zeros(4 * SIZE, dtype=np.float32))

    def add(self, name: str, weight: float = 1.0) -> None:
        if self.words.get(name, 0.0) < weight:
            self.words[name] = weight


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties, the way through the parse from one to the other, and the words that govern them."""

    source: Span
    target: Span
    inside: frozenset[int]
    """Tokens of the parties themselves: their names must not tell the type."""
    path: tuple[Token, ...]
    top: Token | None
    """The lowest word that governs both."""
    governors: tuple[Token | None, Token | None, Token | None, Token | None]
    """The next predicate and the next verb above the source, then above the target."""

    @property
    def predicates(self) -> list[Token]:
        verb_source, target = self.governors[1], (self.governors[3], self.governors[2])
        found = [self.top, verb_source, self.governors[0], *target, *self.path]
        kept = [t for t in found if t is not None and t.i not in self.inside]
        return list(dict.fromkeys(kept))[:MOST_PREDICATES]


def of_pair(source: Span, target: Span) -> Features:
    """All features of a pair. Both spans are of one Doc that the whole pipeline has read."""
    pair = pair_of(source, target)
    features = Features()
    _of_parse(features, pair)
    for predicate in pair.predicates:
        _of_predicate(features, predicate, pair.inside)
    between = _of_surface(features, pair)
    _of_rules(features, pair)
    features.vector = _vector(pair, between)
    return features


def pair_of(source: Span, target: Span) -> Pair:
    inside = frozenset((*range(source.start, source.end), *range(target.start, target.end)))
    up, down = [source.root, *source.root.ancestors], [target.root, *target.root.ancestors]
    place = {token.i: n for n, token in enumerate(down)}
    top = next((token for token in up if token.i in place), None)
    upper = up[1 : up.index(top)] if top is not None else up[1:]
    lower = down[1 : place[top.i]] if top is not None else down[1:]
    middle = [top] if top is not None else []
    path = tuple(t for t in (*upper, *middle, *reversed(lower)) if t.i not in inside)
    governors = (
        _first(up, PREDICATES, inside), _first(up, {"VERB"}, inside),
        _first(down, PREDICATES, inside), _first(down, {"VERB"}, inside),
    )  # fmt: skip
    return Pair(source, target, inside, path, top, governors)


def _first(chain: list[Token], kinds: set[str], inside: frozenset[int]) -> Token | None:
    return next((t for t in chain[1:] if t.pos_ in kinds and t.i not in inside), None)


def lemma(token: Token) -> str:
    return str(token.lemma_).lower()


def _of_parse(features: Features, pair: Pair) -> None:
    for token in pair.path:
        features.add("path=" + lemma(token))
    if pair.top is not None:
        features.add("top=" + ("party" if pair.top.i in pair.inside else lemma(pair.top)))
    source, target = pair.source.root, pair.target.root
    features.add(f"roles={source.dep_}+{target.dep_}")
    features.add("source-role=" + source.dep_)
    features.add("target-role=" + target.dep_)
    above, verb, below, other_verb = pair.governors
    if above is not None:
        features.add("over-source=" + lemma(above))
        features.add(f"over-source={lemma(above)}/{source.dep_}")
    if below is not None:
        preposition = "/" + target.head.lower_ if target.dep_ == "pobj" else ""
        features.add("over-target=" + lemma(below))
        features.add(f"over-target={lemma(below)}/{target.dep_}{preposition}")
    if verb is not None:
        features.add("source-verb=" + lemma(verb))
    if other_verb is not None:
        features.add("target-verb=" + lemma(other_verb))


def _of_predicate(features: Features, predicate: Token, inside: frozenset[int]) -> None:
    """Its helpers, its objects with theirs, and its prepositions with what they govern."""
    if helped := _helpers(predicate):
        features.add("helpers=" + helped)
    for child in predicate.children:
        if child.i not in inside and child.dep_ not in {"punct", "det"}:
            _of_child(features, lemma(predicate), child, inside)


def _of_child(features: Features, own: str, child: Token, inside: frozenset[int]) -> None:
    if child.dep_ in HELPERS:
        features.add("helper=" + child.lower_)
        features.add(f"helper={own}+{child.lower_}")
    elif child.dep_ in {"mark", "advmod"}:
        features.add("mark=" + child.lower_, 0.5)
    elif child.dep_ == "prep":
        features.add(f"with={own}+{child.lower_}")
        for thing in child.children:
            if thing.dep_ in {"pobj", "pcomp"} and thing.i not in inside:
                features.add("under=" + lemma(thing), 0.7)
                features.add(f"with={own}+{child.lower_}+{lemma(thing)}")
    else:
        features.add("child=" + lemma(child), 0.7)
        features.add(f"with={own}+{lemma(child)}")
        for thing in _below(child):
            if thing.i not in inside:
                features.add("below=" + lemma(thing), 0.5)


def _helpers(predicate: Token) -> str:
    """'will+not', 'have+be': what turns a deed into a promise or a refusal stands here."""
    return "+".join(lemma(c) for c in predicate.children if c.dep_ in HELPERS - {"prt"})


def _below(child: Token) -> Iterator[Token]:
    for thing in child.children:
        if thing.dep_ in {"compound", "amod", "dobj", "xcomp", "pobj"}:
            yield thing
        elif thing.dep_ == "prep":
            yield from thing.children


def _of_surface(features: Features, pair: Pair) -> list[Token]:
    """Words before, between and behind the parties, in the sentence and in the parties. Returns those between."""
    doc: Doc = pair.source.doc
    in_order = pair.source.start <= pair.target.start
    left, right = (pair.source, pair.target) if in_order else (pair.target, pair.source)
    features.add("order=" + ("source first" if in_order else "target first"))
    between = [t for t in doc[left.end : max(left.end, right.start)] if not t.is_punct]
    for token in between[:MOST_BETWEEN]:
        features.add("between=" + lemma(token), 0.5)
    for one, two in pairwise(between):
        features.add(f"between={lemma(one)}_{lemma(two)}", 0.5)
    _add_words(features, "behind=", doc[right.end : right.end + 6], 0.4)
    _add_words(features, "before=", doc[max(0, left.start - 4) : left.start], 0.4)
    _add_words(features, "target=", pair.target, 0.4)
    _add_words(features, "source=", pair.source, 0.3)
    sentence = pair.top.sent if pair.top is not None else doc[:]
    rest = (t for t in sentence if t.i not in pair.inside and t.pos_ in {"VERB", "NOUN", "ADJ"})
    _add_words(features, "sentence=", rest, 0.3)
    return between


def _add_words(features: Features, prefix: str, tokens: Iterable[Token], weight: float) -> None:
    for token in tokens:
        if not token.is_punct:
            features.add(prefix + lemma(token), weight)


def _of_rules(features: Features, pair: Pair) -> None:
    """What the lexicon's frames say of the words around: the rules' voice among the features."""
    told = [(token, kind) for token in pair.predicates if (kind := _framed(token)) is not None]
    for token, kind in told:
        features.add("rule=" + kind)
        if helped := _helpers(token):
            features.add(f"{helped}+rule={kind}")
        for name, governors in (("top", (pair.top,)), ("source", pair.governors[:2]), ("target", pair.governors[2:])):
            if token in governors:
                features.add(f"{name}-rule={kind}")
    if told:
        features.add("first-rule=" + told[0][1])
    for token in pair.top.sent if pair.top is not None else ():
        if token.i not in pair.inside and (kind := _framed(token)) is not None:
            features.add("any-rule=" + kind, 0.4)
    for token in pair.target:
        if token.pos_ == "NOUN" and (kind := _framed(token)) is not None:
            features.add("rule-in-target=" + kind, 0.5)


def _framed(token: Token) -> str | None:
    if token.pos_ in {"VERB", "AUX"}:
        frame = matching.of_verb(token)
    else:
        frame = matching.of_noun(token) if token.pos_ == "NOUN" else None
    return frame.type if frame is not None else None


def _vector(pair: Pair, between: list[Token]) -> NDArray[np.float32]:
    """Means over the predicates, the path, what hangs on the predicates, and the content words between."""
    predicates = pair.predicates
    path = [t for t in pair.path if t.pos_ in CONTENT]
    hanging = [c for p in predicates[:4] for c in p.children if c.pos_ in CONTENT - {"PROPN", "ADP", "ADV"}]
    outside = [t for t in hanging if t.i not in pair.inside]
    content = [t for t in between if t.pos_ in {"VERB", "NOUN", "ADJ"}]
    return np.concatenate([_mean(tokens) for tokens in (predicates[:2], path, outside, content)])


def _mean(tokens: Iterable[Token]) -> NDArray[np.float32]:
    vectors = [np.asarray(t.vector, dtype=np.float32) for t in tokens if t.has_vector]
    if not vectors:
        return np.zeros(SIZE, dtype=np.float32)
    mean: NDArray[np.float32] = np.stack(vectors).mean(axis=0, dtype=np.float32)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean
