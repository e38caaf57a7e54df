"""Where the project's variables come from: the environment first, then a `.env` file beside manage.py."""

import os
from pathlib import Path

import environ

from geo.server.embedded import Server

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
EMBEDDED_OPTIONS = ("jit=off", "random_page_cost=1.1")
"""Pages ask small questions: compiling one takes longer than answering it, and today's disks do not spin."""


def read_env() -> None:
    """Take the `.env` file's lines for variables that the environment does not set."""
    if (file := ROOT / ".env").is_file():
        environ.Env.read_env(file)


def var_folder() -> Path:
    """Where the checkout keeps its data, its first login and its secret key."""
    return Path(os.environ.get("LAZOS_VAR") or ROOT / "var")


def embedded_server() -> Server:
    """The checkout's own server."""
    return Server(var_folder() / "postgres", *EMBEDDED_OPTIONS)


def use_database() -> Server | None:
    """Set DATABASE_URL to the embedded server, started if needed, unless a database is named already.

    A real site has to name one: a forgotten variable must not show an empty site.
    """
    read_env()
    if os.environ.get("DATABASE_URL") or env.bool("LAZOS_PRODUCTION", default=False):
        return None
    server = embedded_server()
    os.environ["DATABASE_URL"] = server.use()
    return server
