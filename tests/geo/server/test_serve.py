"""`make run`'s supervisor: everything starts, ends together, and heals."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT, environment, kill_all, living, start, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes in /proc")]
JOBS = """
import time
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
task = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
jobs = [app.configure_task(task, queue=queue).defer(max_hours=100) for queue in ("default", "extraction")]
while ProcrastinateJob.objects.filter(id__in=jobs).exclude(status="succeeded").exists():
    time.sleep(0.2)
print("done")
"""
PARTS = ("gunicorn", "-q default", "-q extraction", "geo.server.database_parent", "bin/postgres -D")


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data outlive each start, as in a checkout."""
    folder = tmp_path_factory.mktemp("serve") / "a b"
    yield folder
    kill_all(folder)


@pytest.fixture
def port() -> int:
    return free_port()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(var: Path, port: int) -> subprocess.Popen[str]:
    site = start("-m", "geo.server.serve", "--port", str(port), var=var)
    wait_for(lambda: healthy(port) and all(living(var, part) for part in PARTS))
    return site


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def assert_all_gone(site: subprocess.Popen[str], var: Path, port: int) -> str:
    output, _ = site.communicate(timeout=90)
    wait_for(lambda: not living(var))
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    return output


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_everything_ends_with_the_supervisor_and_starts_again(var: Path, port: int, sig: signal.Signals) -> None:
    site = serve(var, port)
    file = var / "admin-password"
    assert file.stat().st_mode & 0o077 == 0
    password = file.read_text()
    site.send_signal(sig)
    output = assert_all_gone(site, var, port)
    assert f"http://localhost:{port}/admin/" in output
    assert "Login: " in output
    assert "Traceback" not in output
    assert file.read_text() == password


def test_a_closed_terminal_ends_everything_though_make_alone_hears_of_it(var: Path, port: int) -> None:
    """Only the session's leader gets the kernel's SIGHUP: here a shell that waits and passes nothing on."""
    command = [sys.executable, "-m", "geo.server.serve", "--port", str(port)]
    leader, terminal = pty.fork()
    if leader == 0:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        waits = "import signal, subprocess, sys; signal.signal(1, lambda *_: None); subprocess.run(sys.argv[1:])"
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-c", waits, *command], environment(var))
    wait_for(lambda: healthy(port))
    os.close(terminal)
    wait_for(lambda: not living(var))
    os.waitpid(leader, 0)


def test_what_is_killed_is_started_again(var: Path, port: int) -> None:
    site = serve(var, port)
    for part in PARTS:
        old = living(var, part)
        for pid in old:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda part=part, old=old: set(living(var, part)) - set(old))
        wait_for(lambda: healthy(port))
    jobs = start("manage.py", "shell", "--no-imports", "--command", JOBS, var=var)
    wait_for(lambda: jobs.poll() is not None or site.poll() is not None, 300)
    assert site.poll() is None, site.communicate()[0]
    assert "done" in jobs.communicate()[0]
    site.terminate()
    output = assert_all_gone(site, var, port)
    assert "The reader has ended: starting it again." in output


def test_a_port_in_use_is_one_sentence(var: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        output, _ = start("-m", "geo.server.serve", "--port", str(port), var=var).communicate(timeout=90)
    assert output.count("\n") == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in output
    assert f"make run PORT={port + 1}" in output


@pytest.mark.parametrize("address", ["nonsense", "mysql://somebody@localhost/lazos"])
def test_a_database_of_another_kind_is_one_sentence(tmp_path: Path, address: str) -> None:
    output, _ = start("manage.py", "migrate", var=tmp_path / "var", DATABASE_URL=address).communicate(timeout=90)
    assert output.count("\n") == 1
    assert "DATABASE_URL must name a PostgreSQL" in output


@pytest.mark.parametrize("command", [["-m", "geo.server.serve", "--port", "0"], ["manage.py", "migrate"]])
def test_a_database_that_refuses_is_one_sentence(tmp_path: Path, command: list[str]) -> None:
    address = "postgresql://somebody:secret@127.0.0.1:1/lazos"
    output, _ = start(*command, var=tmp_path / "var", DATABASE_URL=address).communicate(timeout=90)
    assert output.count("\n") == 1
    assert "The database that DATABASE_URL names refuses" in output
    assert "secret" not in output


def test_a_command_alone_starts_the_database_and_leaves_nothing(tmp_path: Path) -> None:
    command = start("manage.py", "showmigrations", "auth", var=tmp_path / "var")
    output, _ = command.communicate(timeout=90)
    assert "0001_initial" in output
    assert command.returncode == 0
    wait_for(lambda: not living(tmp_path / "var"))
