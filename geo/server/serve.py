"""`make run`: database, web server and workers under one supervisor.

The supervisor starts again what dies, and stops everything when it is told to. Should it be killed itself, the kernel
ends its children (Linux) and the database's keeper notices that its last user has gone.
"""

import argparse
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import NoReturn

from geo.server.embedded import Server, SetupError, die_with_parent
from geo.server.env import ROOT, env, use_database, var_folder
from geo.server.errors import guarded
from geo.server.first_run import prepare_admin, prepare_data, prepare_schema, prepare_static

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PATIENCE = 10  # seconds that a child may take to finish what it does
DEATHS = 5  # of one child within a minute, then it is no accident
WORKER = ["manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout", "5"]


class Stop(BaseException):
    """A signal asked for the end."""


class ServerGoneError(Exception):
    """The database's keeper has ended."""


class Child:
    """A process that is started again when it ends, unless it does so again and again."""

    def __init__(self, name: str, command: list[str], **variables: str) -> None:
        self.name = name
        self.command = [sys.executable, *command]
        self.variables = variables
        self.deaths: deque[float] = deque(maxlen=DEATHS)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, pass_fds: tuple[int, ...] = ()) -> None:
        """In a process group of its own: Ctrl-C reaches the supervisor only, which stops the children once."""
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=os.environ | self.variables,
            stdin=subprocess.DEVNULL,
            pass_fds=pass_fds,
            process_group=0,
            preexec_fn=lambda: die_with_parent(signal.SIGKILL),  # a worker that is just starting loses a SIGTERM
        )

    def died(self) -> bool:
        """Note a death and say whether to try again."""
        self.deaths.append(time.monotonic())
        return len(self.deaths) < DEATHS or self.deaths[-1] - self.deaths[0] > 60

    def stop(self, end: float) -> None:
        """Wait until `end` for the process, which has its SIGTERM, then kill it."""
        if self.process:
            try:
                self.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Supervisor:
    """The children, the socket that they serve on, and the database when it is our own."""

    def __init__(self, listener: socket.socket, server: Server | None) -> None:
        self.listener = listener
        self.server = server
        bind = {"LAZOS_BIND": f"fd://{listener.fileno()}"}
        bind |= {"LAZOS_DATABASE_POOL": os.environ.get("LAZOS_DATABASE_POOL", "8")}
        self.ready, self.hold = os.pipe()
        bind |= {"LAZOS_READY": str(self.ready)}
        self.web = Child("web server", ["-m", "gunicorn", "-c", "python:geo.server.gunicorn_conf"], **bind)
        self.workers = [Child("worker", [*WORKER, "-q", "default"])]
        self.workers += [Child("reader", [*WORKER, "-q", "extraction"]) for _ in range(readers())]
        self.started: list[Child] = []
        self.server_gone = False
        self.waiting = False

    def start(self, *children: Child) -> None:
        for child in children:
            child.start(pass_fds=(self.listener.fileno(), self.ready) if child is self.web else ())
            if child not in self.started:
                self.started.append(child)

    def let_in(self) -> None:
        """The tables are there: the web server, which may have loaded meanwhile, answers from now on."""
        os.close(self.hold)
        if self.web not in self.started:
            self.start(self.web)

    def watch(self) -> NoReturn:
        """Start again what ends; returns only by an exception."""
        signal.signal(signal.SIGUSR1, self._note_server_loss)
        while True:
            try:
                self._await_server_loss()
                while True:
                    self._revive(self._next_death())
            except ChildProcessError:
                sys.exit("Nothing is left to watch.")
            except ServerGoneError:
                print("The database has gone: starting it again.", file=sys.stderr, flush=True)
                self.server_gone = False
                assert self.server
                self.server.use()
                for child in self.started:  # one that ended in that very moment
                    if child.process and child.process.poll() is not None:
                        self._revive(child.process.pid)

    def _next_death(self) -> int:
        """Wait for a child to end. Only here may the database's end interrupt: amid a restart it would lose a child."""
        self.waiting = True
        try:
            if self.server_gone:
                raise ServerGoneError
            return os.wait()[0]
        finally:
            self.waiting = False

    def _note_server_loss(self, sig: int, frame: FrameType | None) -> None:
        self.server_gone = True
        if self.waiting:
            raise ServerGoneError

    def _revive(self, pid: int) -> None:
        child = next((child for child in self.started if child.process and child.process.pid == pid), None)
        if not child:
            return
        assert child.process
        child.process.returncode = -1  # os.wait() has collected it
        if not child.died():
            sys.exit(f"The {child.name} ends again and again: read the messages above.")
        print(f"The {child.name} has ended: starting it again.", file=sys.stderr, flush=True)
        time.sleep(1)
        self._await_database()
        self.start(child)

    def _await_database(self) -> None:
        """Workers end with their database: begun again before it is back they would die until it seems no accident."""
        from django.db import OperationalError, connection

        while not self.server_gone:  # a lost keeper is for watch() to see to
            try:
                connection.ensure_connection()
                return connection.close()
            except OperationalError:
                time.sleep(0.3)

    def _await_server_loss(self) -> None:
        if self.server:
            threading.Thread(target=self._signal_server_loss, args=(self.server,), daemon=True).start()

    @staticmethod
    def _signal_server_loss(server: Server) -> None:
        server.await_keeper()
        os.kill(os.getpid(), signal.SIGUSR1)

    def stop(self) -> None:
        """End every child, then give up the database, which ends when nobody else uses it."""
        for sig in (*STOPPING, signal.SIGUSR1):
            signal.signal(sig, signal.SIG_IGN)
        for child in self.started:
            if child.process and child.process.returncode is None:
                child.process.terminate()
        end = time.monotonic() + PATIENCE
        for child in self.started:
            child.stop(end)
        self.listener.close()
        if self.server:
            self.server.leave()


def readers() -> int:
    """How many processes read articles: each holds the language model, about half a gigabyte."""
    return max(1, int(os.environ.get("LAZOS_READERS", "1")))


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else: visitors wait in its queue until the web server is there."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, proto)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SetupError(
            f"Port {port} of {host} cannot be used ({reason}): stop what uses it, or take another, "
            f"e.g. make run PORT={port + 1 if port < 65535 else 8123}."
        ) from None
    return listener


def run(host: str, port: int) -> NoReturn:
    """Start everything and watch it until a signal comes."""
    import django
    from django.db import connections

    listener = listen(host, port)
    server = use_database()
    supervisor = Supervisor(listener, server)
    try:
        if not env.bool("LAZOS_PRODUCTION", default=False):  # there it needs the collected files to load
            supervisor.start(supervisor.web)
        django.setup()
        prepare_schema()
        prepare_static()
        login = prepare_admin(var_folder() / "admin-password")
        supervisor.let_in()
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104
        print(f"Lazos: http://{shown}:{port}/\nAdmin: http://{shown}:{port}/admin/\n{login}", flush=True)
        prepare_data()
        connections.close_all()
        supervisor.start(*supervisor.workers)
        supervisor.watch()
    finally:
        supervisor.stop()


def watch_terminal() -> None:
    """End with the terminal: make, where a terminal runs nothing else (`ssh -t host make run`), tells nobody."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return  # started by no terminal

    def wait() -> None:
        hangup = select.poll()
        hangup.register(terminal, 0)  # nothing but its end
        hangup.poll()
        os.kill(os.getpid(), signal.SIGHUP)

    threading.Thread(target=wait, daemon=True).start()


def raise_error(error: type[BaseException], sig: int, frame: FrameType | None) -> NoReturn:
    raise error


def main() -> None:
    parser = argparse.ArgumentParser(prog="geo.server.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if "MAKELEVEL" in os.environ:
        die_with_parent()  # make killed alone would leave its recipe running
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo.settings")
    if options.host not in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("LAZOS_ALLOWED_HOSTS", "*")
    stopping = [sig for sig in STOPPING if signal.getsignal(sig) != signal.SIG_IGN]  # nohup stays nohup
    for sig in stopping:
        signal.signal(sig, partial(raise_error, Stop))
    if signal.SIGHUP in stopping:
        watch_terminal()
    try:
        guarded(lambda: run(options.host, options.port))
    except Stop:
        with suppress(OSError):  # the terminal may be closed
            print("Lazos has stopped.", flush=True)


if __name__ == "__main__":
    main()
