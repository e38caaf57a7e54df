"""The classes of words that decide readings: every one that code names is there, and none stands there for nothing."""

import ast
import re
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from geo.extraction import lexicons

CODE = Path(lexicons.__file__).parent
FILES = {file.stem.removeprefix("words_"): file for file in lexicons.FOLDER.glob("words_*.toml")}
LISTED = {theme: tomllib.loads(file.read_text("utf-8")) for theme, file in FILES.items()}
CLASSES = {
    (theme, name): text.split()
    for theme, names in LISTED.items()
    for name, text in names.items()
    if isinstance(text, str)
}
BY_MEANING = {
    (theme, name): {meaning: text.split() for meaning, text in rows.items()}
    for theme, names in LISTED.items()
    for name, rows in names.items()
    if not isinstance(rows, str)
}
READERS = {"words": CLASSES, "words_by_meaning": BY_MEANING, "meanings": BY_MEANING}


def calls() -> list[tuple[str, tuple[str, str]]]:
    """Every look-up in code: which function, and theme and name, which are always spelt out."""
    return [
        (node.func.id, tuple(arg.value for arg in node.args))
        for file in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS
        if all(isinstance(arg, ast.Constant) for arg in node.args)
    ]


def test_every_class_that_code_names_is_there() -> None:
    assert [(reader, where) for reader, where in calls() if where not in READERS[reader]] == []


def test_every_class_is_named_in_code() -> None:
    assert {*CLASSES, *BY_MEANING} - {where for _reader, where in calls()} == set()


def test_a_constant_bears_the_name_of_its_class() -> None:
    assigned = (
        (file.name, node.targets[0].id, node.value.args[1].value)
        for file in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id in READERS
    )
    assert [row for row in assigned if row[1].lower() != row[2]] == []


@pytest.mark.parametrize("where", CLASSES, ids=".".join)
def test_a_class_has_words_each_once_and_in_small_letters(where: tuple[str, str]) -> None:
    found = CLASSES[where]
    assert len(found) > 1
    assert len(found) == len(set(found))
    assert [word for word in found if word != word.lower()] == []


@pytest.mark.parametrize("where", BY_MEANING, ids=".".join)
def test_every_meaning_has_words_in_small_letters(where: tuple[str, str]) -> None:
    for meaning, found in BY_MEANING[where].items():
        assert found, meaning
        assert len(found) == len(set(found)), meaning
        assert [word for word in found if word != word.lower()] == []


def test_the_same_words_do_not_stand_under_two_names() -> None:
    assert [(a, b) for a, b in combinations(CLASSES, 2) if set(CLASSES[a]) == set(CLASSES[b])] == []


@pytest.mark.parametrize("theme", FILES)
def test_every_class_says_what_it_decides(theme: str) -> None:
    """A comment on the line above."""
    lines = FILES[theme].read_text("utf-8").splitlines()
    named = {
        m[1] or m[2]: before for before, line in pairwise(lines)
        if (m := re.match(r"(\w+) = |\[(\w+)\]$", line))
    }  # fmt: skip
    assert [name for name in LISTED[theme] if not named[name].startswith("# ")] == []


@pytest.mark.parametrize("theme", ["moods", "nothing"])
def test_a_class_that_is_missing_is_named(theme: str) -> None:
    with pytest.raises(KeyError, match=f"words_{theme}.toml has no class 'nothing'"):
        lexicons.words(theme, "nothing")


def test_a_blank_within_an_entry_is_written_as_a_line() -> None:
    assert all("_" not in word for theme, name in CLASSES for word in lexicons.words(theme, name))
