"""The journeys are never left out in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MISSING
from tests.processes import ROOT

JOURNEY = """
import pytest

@pytest.mark.browser
def test_journey():
    raise AssertionError("the journey ran")

def test_other():
    pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "test_example.py").write_text(JOURNEY)
    return tmp_path


def run(suite: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), str(suite)]
    env = os.environ | {"BROWSER": ""} | variables
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
def test_without_chromium_the_run_fails_with_one_sentence(suite: Path) -> None:
    done = run(suite, PATH=str(suite))
    assert done.returncode == 4
    assert f"Exit: {MISSING}" in done.stdout
    assert "the journey ran" not in done.stdout


@pytest.mark.slow
def test_browser_0_leaves_them_out_aloud(suite: Path) -> None:
    done = run(suite, PATH=str(suite), BROWSER="0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "BROWSER=0: 1 browser journeys were left out." in done.stdout
    assert "1 passed, 1 deselected" in done.stdout


@pytest.mark.browser
def test_with_chromium_they_run(suite: Path) -> None:
    assert "the journey ran" in run(suite).stdout
