"""Every test runs on a real PostgreSQL: the one that DATABASE_URL names, else an embedded server of the tests' own.

A pytest plugin and no conftest.py: the address must be there before Django's settings are read, and processes that
tests start inherit it.
"""

import os

import pytest

from geo.server.embedded import Server, SetupError
from geo.server.env import read_env, var_folder


def start() -> None:
    read_env()
    if os.environ.get("DATABASE_URL"):
        return
    # Not the server of `make run`; and a test database needs no safety against a power cut.
    server = Server(var_folder() / "test-postgres", "fsync=off", "full_page_writes=off", "synchronous_commit=off")
    try:
        os.environ["DATABASE_URL"] = server.use()
    except SetupError as error:
        pytest.exit(str(error), returncode=3)


start()
