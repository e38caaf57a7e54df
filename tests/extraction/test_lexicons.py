"""Every row of the event lexicons that carries an example sentence reads it as it says."""

import tomllib
from typing import Any

import pytest
from spacy.language import Language

from geo import vocabulary
from geo.extraction import lexicons

PATTERNS = lexicons.table("patterns")["pattern"]
OPERATORS = lexicons.table("operators")["operators"]
TYPES = {"NONE", *lexicons.table("events")}


def found(nlp: Language, sentence: str) -> list[tuple[str, str | None]]:
    return [(event.type, event.mode) for event in nlp(sentence)._.events]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: f"{row['type']}-{row['example'][:50]}")
def test_pattern_reads_its_example(nlp: Language, row: dict[str, Any]):
    events = found(nlp, row["example"])
    if row["type"] == "NONE":
        assert events == []
    elif "mode" in row:
        assert (row["type"], row["mode"]) in events
    else:
        assert row["type"] in [kind for kind, _mode in events]


@pytest.mark.parametrize("name", OPERATORS)
def test_operator_reads_its_example(nlp: Language, name: str):
    row = OPERATORS[name]
    kinds = {kind for kind, _mode in found(nlp, row["example"])}
    assert kinds & {*row["becomes"].values(), *row["becomes"]}


def test_patterns_name_types_of_the_vocabulary():
    assert {row["type"] for row in PATTERNS} <= TYPES
    assert {kind for row in OPERATORS.values() for kind in row["becomes"]} <= TYPES


def test_contexts_are_the_closed_list_of_the_vocabulary():
    assert set(lexicons.table("contexts")) == set(vocabulary.CONTEXTS)


@pytest.mark.parametrize(
    "name", ["events", "patterns", "operators", "contexts", "groups", "amounts", "dates", "first_names"]
)
def test_file_is_toml(name: str):
    assert tomllib.loads((lexicons.FOLDER / f"{name}.toml").read_text())
