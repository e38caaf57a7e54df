"""The event lexicons as look-up tables: events.toml (words), patterns.toml (verb and object), operators.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.extraction import lexicons

KEEPS = "="


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word tells. A weak one tells it only between two named powers."""

    type: str
    mode: str | None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a verb tells with one object; the type "NONE" tells nothing. Empty sets of words ask for nothing."""

    type: str
    mode: str | None
    through: frozenset[str]
    subject: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tables:
    verbs: dict[str, Sense]
    nouns: dict[str, Sense]
    carried: dict[str, Sense]
    patterns: dict[str, dict[str, list[Pattern]]]
    """By verb ("call_off" with its particle), then by object."""
    operators: dict[str, dict[str, str]]
    """By verb: from the type of the object's event to the type that the whole tells."""


@cache
def tables() -> Tables:
    """A word listed twice keeps its first sense, in the order of the file's tables; strong ones go first."""
    verbs: dict[str, Sense] = {}
    nouns: dict[str, Sense] = {}
    carried: dict[str, Sense] = {}
    words = lexicons.table_cached("events")
    for name, into, weak in (("verbs", verbs, False), ("weak", verbs, True), ("nouns", nouns, False)):
        _fill(words, name, into, weak)
    _fill(words, "carried", carried, False)
    return Tables(verbs, nouns, nouns | {k: v for k, v in carried.items() if k not in nouns}, _patterns(), _operators())


def _fill(words: dict[str, Any], name: str, into: dict[str, Sense], weak: bool) -> None:
    for kind, row in words.items():
        for entry in row.get(name, []):
            word, _, mode = entry.partition("/")
            into.setdefault(word, Sense(kind, mode or None, weak))


def _patterns() -> dict[str, dict[str, list[Pattern]]]:
    table = lexicons.table_cached("patterns")
    classes = {name: row.split() for name, row in table["classes"].items()}
    found: dict[str, dict[str, list[Pattern]]] = {}
    for row in table["pattern"]:
        pattern = Pattern(
            row["type"],
            row.get("mode"),
            frozenset(row.get("through", "").split()),
            frozenset(_spelt(row.get("subject", ""), classes)),
            frozenset(_spelt(row.get("near", ""), classes)),
        )
        for verb in row["verbs"].split():
            for thing in _spelt(row["objects"], classes):
                found.setdefault(verb, {}).setdefault(thing, []).append(pattern)
    return found


def _spelt(words: str, classes: dict[str, list[str]]) -> list[str]:
    """The words with each "@name" replaced by its class."""
    return [word for part in words.split() for word in (classes[part[1:]] if part[0] == "@" else [part])]


def _operators() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in lexicons.table_cached("operators")["operators"].values():
        for verb in row["verbs"].split():
            found.setdefault(verb, {}).update({k: v for k, v in row["becomes"].items() if k not in found[verb]})
    return found
