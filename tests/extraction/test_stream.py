"""The stream of `manage.py extract`: the same answers on one process and on several, and no run ahead of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from geo.extraction.stream import AHEAD, SHARED_BATCH, answers
from geo.extraction.text import languages
from tests.processes import ROOT

TEXTS = ["Cuba invited Russia's foreign minister to Havana.", "Peru's president visited Moscow on Monday.", ""]


def lines(count: int) -> Iterator[str]:
    for number in range(count):
        yield json.dumps({"id": str(number), "text": TEXTS[number % len(TEXTS)], "date": "2024-05-15"})


@pytest.mark.slow
def test_several_processes_answer_as_one_does_and_in_order() -> None:
    count = 3 * SHARED_BATCH + 1
    alone = list(answers(lines(count)))
    assert [row["id"] for row in alone] == [str(number) for number in range(count)]
    assert sum(len(row["claims"]) for row in alone) >= count // 2
    assert list(answers(lines(count), processes=2)) == alone


def test_a_text_that_brings_the_reader_down_costs_no_other_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    real = languages.detect

    def failing(text: str) -> str | None:
        if "Peru" in text:
            raise RecursionError("too deep")
        return real(text)

    monkeypatch.setattr(languages, "detect", failing)
    first, second, third = answers(lines(3))
    assert len(first["claims"]) == 1
    assert second == {"id": "1", "error": second["error"]}
    assert "too deep" in second["error"]
    assert third["warnings"] == ["not read: the text is empty"]


def command(given: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], **variables}
    call = [sys.executable, "manage.py", "extract", *arguments]
    return subprocess.run(call, cwd=ROOT, env=env, input=given, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_the_command_needs_no_setting_and_says_of_bad_lines_what_is_wrong() -> None:
    given = "\n".join([*lines(1), "no JSON", "", '{"id": "b"}'])
    done = command(given, LAZOS_PRODUCTION="1", DATABASE_URL="nonsense")
    good, no_json, no_text = map(json.loads, done.stdout.splitlines())
    assert [claim["type"] for claim in good["claims"]] == ["REQUEST"]
    assert no_json["id"] is None
    assert no_json["error"].startswith("no JSON")
    assert no_text == {"id": "b", "error": "text is missing or no string"}
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.slow
def test_the_command_names_a_file_that_cannot_be_read() -> None:
    done = command("", "/nowhere.jsonl")
    assert done.returncode == 1
    assert "/nowhere.jsonl cannot be read (No such file or directory)" in done.stderr


@pytest.mark.slow
def test_a_model_that_is_not_installed_is_said_once() -> None:
    done = command("\n".join(lines(2)), LAZOS_SPACY_MODEL="no_such_model")
    assert (done.returncode, done.stdout) == (1, "")
    assert "name an installed one in LAZOS_SPACY_MODEL" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_long_stream_is_not_taken_in_at_once() -> None:
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in lines(100 * SHARED_BATCH):
            taken += 1
            yield line

    stream = answers(counted(), processes=2)
    next(stream)
    assert taken == 2 * AHEAD * SHARED_BATCH
    stream.close()  # type: ignore[attr-defined]
