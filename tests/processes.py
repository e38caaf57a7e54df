"""Processes that tests start, found by a variable of their environment, whoever their parent is by now."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_started: list[tuple[Path, subprocess.Popen[str]]] = []


def environment(var: Path, **variables: str) -> dict[str, str]:
    """As in a fresh checkout whose data are in `var`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LAZOS_", "MAKE"))}
    return kept | {"DATABASE_URL": "", "LAZOS_VAR": str(var), "PYTHONUNBUFFERED": "1", **variables}


def start(*command: str, var: Path, **variables: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(var, **variables),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    _started.append((var, process))
    return process


def living(var: Path, words: str = "") -> list[int]:
    """The processes that work on the data in `var` and have `words` in their command line."""
    return [pid for pid, command in _commands(var) if words in command]


def _commands(var: Path) -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"LAZOS_VAR={var}\0".encode() in (folder / "environ").read_bytes() + b"\0":
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command:  # a zombie has none
                    yield int(folder.name), command
        except OSError:
            continue


def wait_for(condition: Callable[[], object], seconds: float = 120) -> object:
    """What `condition` returns as soon as that is true."""
    end = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < end, f"not within {seconds} s: {condition}"
        time.sleep(0.05)
    return result


def kill_all(var: Path) -> None:
    for pid in living(var):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for process in [process for used, process in _started if used == var]:
        process.communicate(timeout=10)
