"""`make bench`: how long pages take over HTTP with ten thousand, a hundred thousand and a million claims.

Each size has a database and a web server of its own. One client on kept connections asks for every page of every size
in turn, the bare view too, so that whatever else the machine does meets all of them; it sends no validators, so that no
answer is a 304. `first`: a claim of the page has just been
accepted or taken back, and every fragment that the server kept was dropped.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from typing import Any

import django
from django.db import connection

from geo.server.embedded import Server
from geo.server.env import EMBEDDED_OPTIONS, read_env, var_folder

SIZES = (10_000, 100_000, 1_000_000)
ACTORS = 3000
LOADING = (
    "fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB",
    "autovacuum=off", "shared_buffers=1GB",
)  # fmt: skip
"""Of a server whose data may be lost. Pages are measured when it has stopped, with the options of `make run`."""
COLUMNS = "page claims p50_ms p95_ms queries bytes ratio_to_bare first_p50_ms first_ratio".split()


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of claims")
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--keep", action="store_true", help="keep the databases, for looking closer")
    parser.add_argument("--reuse", action="store_true", help="measure what was kept")
    options = parser.parse_args()
    name_database()
    from benchmarks import database, measure  # Django knows its database by now

    try:
        if not options.reuse:
            database.create_empty(use_server(*LOADING))
            for claims in options.sizes:
                load(claims)
        stop()
        use_server()
        results = measure.measure(options.sizes, options.rounds)
        print_table(results)
        write(results)
    finally:
        if not (options.keep or options.reuse):
            database.drop(use_server(), [database.EMPTY, *map(database.of_size, options.sizes)])


def load(claims: int) -> None:
    from benchmarks import database

    seconds = database.fill(use_server(*LOADING), claims, ACTORS)
    start = time.perf_counter()
    stop()
    seconds["to disk"] = round(time.perf_counter() - start, 1)
    steps = ", ".join(f"{name} {took}" for name, took in seconds.items())
    print(f"{claims:,} claims loaded in {sum(seconds.values()):.0f} s: {steps}", flush=True)


def stop() -> None:
    """Whatever the server holds in memory is written when it stops."""
    connection.close()
    server().leave(patience=120)


def server(*options: str) -> Server:
    return Server(var_folder() / "bench-postgres", *EMBEDDED_OPTIONS, *options)


def use_server(*options: str) -> str:
    """Start a server of the benchmark's own, and return the address of a database that is always there."""
    return server(*options).use()


def name_database() -> None:
    """Point Django at that server, which has the same address whenever it runs."""
    read_env()
    os.environ["DATABASE_URL"] = use_server(*LOADING)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()


def print_table(results: list[dict[str, Any]]) -> None:
    print("".join(f"{name:>14}" for name in COLUMNS))
    for one in results:
        print("".join(f"{one[name]:>14}" for name in COLUMNS), flush=True)


def write(results: list[dict[str, Any]]) -> None:
    (var_folder() / "bench.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
