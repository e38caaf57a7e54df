"""scripts/install chooses an interpreter that runs, and says in one sentence when it cannot go on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a b"
    (folder / "scripts").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "scripts" / "install", folder / "scripts")
    (folder / "requirements" / "dev.txt").touch()
    return folder


def install(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(checkout / "scripts" / "install"), *arguments],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_shim_that_refuses_to_run_is_passed_over(checkout: Path) -> None:
    tools = checkout / "bin"
    tools.mkdir()
    (tools / "python3.13").write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    (tools / "python3.13").chmod(0o755)
    (tools / "python3.12").symlink_to(sys.executable)
    done = install(checkout, "which", PATH=f"{tools}:{os.environ['PATH']}")
    assert done.returncode == 0
    assert str(tools / "python3.13") not in done.stdout
    assert Path(done.stdout.strip()).exists()


def test_a_missing_python_is_one_sentence(checkout: Path) -> None:
    done = install(checkout, PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.13 or 3.12" in done.stderr


def test_an_unwritable_folder_is_one_sentence(checkout: Path) -> None:
    (checkout / ".venv").touch()
    done = install(checkout)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr


def test_nothing_is_done_when_nothing_changed(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (checkout / ".venv" / ".installed").touch()
    done = install(checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
