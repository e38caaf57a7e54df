"""The classes of words that decide readings: every one that code names is there, and none stands there for nothing."""

import ast
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from geo.extraction import lexicons

CODE = Path(lexicons.__file__).parent
LISTED = tomllib.loads((lexicons.FOLDER / "words.toml").read_text("utf-8"))
CLASSES = {(module, name): text.split() for module, names in LISTED.items() for name, text in names.items()}


def asked() -> set[tuple[str, str]]:
    """Module and name of every class that code looks up."""
    calls = (
        node
        for file in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words"
    )
    return {
        tuple(arg.value for arg in call.args) for call in calls if all(isinstance(a, ast.Constant) for a in call.args)
    }


def test_every_class_that_is_asked_for_is_there_and_the_other_way_round() -> None:
    assert asked() == set(CLASSES)


def test_a_class_is_named_after_the_module_that_asks_for_it() -> None:
    for module in LISTED:
        assert (CODE / f"{module.replace('.', '/')}.py").is_file(), module


@pytest.mark.parametrize("where", CLASSES, ids=".".join)
def test_a_class_has_words_each_once_and_in_small_letters(where: tuple[str, str]) -> None:
    found = CLASSES[where]
    assert len(found) > 1
    assert len(found) == len(set(found))
    assert [word for word in found if word != word.lower()] == []


def test_no_module_has_one_class_under_two_names() -> None:
    twins = [(a, b) for a, b in combinations(CLASSES, 2) if a[0] == b[0] and set(CLASSES[a]) == set(CLASSES[b])]
    assert twins == []


def test_a_class_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="no class 'nothing' under"):
        lexicons.words("frames.modality", "nothing")


def test_a_blank_within_an_entry_is_written_as_a_line() -> None:
    assert "latin america" not in lexicons.words("frames.modality", "may")
    assert all("_" not in word for module, name in CLASSES for word in lexicons.words(module, name))
