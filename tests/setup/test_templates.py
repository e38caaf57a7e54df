"""Templates can be read: a line holds what an eye takes in."""

import pytest

from tests.processes import ROOT

FILES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_line_is_longer_than_an_eye_takes_in(file) -> None:
    assert [line for line in file.read_text("utf-8").splitlines() if len(line) > 160] == []
