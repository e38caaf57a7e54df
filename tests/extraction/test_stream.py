"""The stream of `manage.py extract`: the same answers on one process and on several, and no run ahead of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from geo.extraction import language
from geo.extraction.stream import AHEAD, SHARED_BATCH, answers

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
    real = language.detect

    def failing(text: str) -> str | None:
        if "Peru" in text:
            raise RecursionError("too deep")
        return real(text)

    monkeypatch.setattr(language, "detect", failing)
    first, second, third = answers(lines(3))
    assert len(first["claims"]) == 1
    assert second == {"id": "1", "error": second["error"]}
    assert "too deep" in second["error"]
    assert third["warnings"] == ["not read: the text is empty"]


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
