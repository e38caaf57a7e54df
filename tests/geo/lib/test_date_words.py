import datetime

import pytest

from geo.lib.date_words import in_words


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "words"),
    [
        ("2025-05-29", "2025-05-29", "day", "29 May 2025"),
        ("2025-05-01", "2025-05-31", "month", "May 2025"),
        ("2025-01-01", "2025-12-31", "year", "2025"),
        ("2025-05-03", "2025-05-05", "range", "3–5 May 2025"),
        ("2025-05-28", "2025-06-02", "range", "28 May – 2 June 2025"),
        ("2024-12-30", "2025-01-02", "range", "30 December 2024 – 2 January 2025"),
        ("2025-05-01", "2025-06-30", "range", "May – June 2025"),
        ("2019-01-01", "2021-12-31", "range", "2019–2021"),
        ("2024-11-01", "2025-02-28", "range", "November 2024 – February 2025"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(earliest: str, latest: str, precision: str, words: str) -> None:
    days = datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest)
    assert in_words(*days, precision) == words


def test_no_date_is_said_as_such() -> None:
    assert in_words(None, None, "unknown") == "no date given"
