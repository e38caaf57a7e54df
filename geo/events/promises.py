"""What a promise or plan is about: the types of act that its words speak of."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
ACTS = ("CONSULT", "AID", "COOPERATE", "SUPPORT", "RETREAT")
"""What can be promised, and then be done."""


@cache
def _types_by_form() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, words in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        for word in words.split():
            for form in _forms(word):
                found[form].add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


def _forms(word: str) -> set[str]:
    stem = word[:-1] if word.endswith(("e", "y")) else word
    double = word + word[-1]
    endings = {f"{word}{end}" for end in ("", "s", "es", "d", "ed", "ing")} | {f"{double}ed", f"{double}ing"}
    return endings | {f"{stem}ing", f"{stem}ies", f"{stem}ied"}


def kinds(sentence: str, trigger: int) -> frozenset[str]:
    """The types of act told by the word at `trigger` ("due to visit"), else by the words behind ("agreed to visit")."""
    by_form = _types_by_form()
    told = [by_form.get(word.lower(), frozenset()) for word in re.findall(r"[\w-]+", sentence[trigger:])]
    return told[0] if told and told[0] else frozenset().union(*told)
