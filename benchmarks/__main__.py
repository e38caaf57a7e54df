"""`make bench`: how long pages take over HTTP with ten thousand, a hundred thousand and a million claims.

One client on a kept connection asks for every page in turn, the bare view too, so that whatever else the machine does
meets all of them; it sends no validators, so that no answer is a 304. `first`: a claim of the page has just been
accepted or taken back, and every fragment that the server kept was dropped.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

import django

from geo.embedded import Server
from geo.env import EMBEDDED_OPTIONS, read_env, var_folder

NAME = "lazos_bench"
SIZES = (10_000, 100_000, 1_000_000)
ACTORS = 3000
COLUMNS = "page claims p50_ms p95_ms queries bytes ratio_to_bare first_p50_ms first_ratio".split()


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of claims")
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--keep", action="store_true", help="keep the last database, for looking closer")
    parser.add_argument("--reuse", action="store_true", help="measure what was kept; name its size")
    options = parser.parse_args()
    server = use_server()
    from benchmarks import database, measure  # Django knows its database by now

    results: list[dict[str, Any]] = []
    try:
        if not options.reuse:
            database.create_empty(server)
        for claims in options.sizes:
            if not options.reuse:
                load(server, claims)
            results += measure.measure(claims, options.rounds)
            print_table(results[-len(measure.PAGES) :])
            write(results)
    finally:
        if not (options.keep or options.reuse):
            database.drop(server)


def load(server: str, claims: int) -> None:
    from benchmarks import database

    seconds = database.fill(server, claims, ACTORS)
    steps = ", ".join(f"{name} {took}" for name, took in seconds.items())
    print(f"{claims:,} claims loaded in {sum(seconds.values()):.0f} s: {steps}", flush=True)


def use_server() -> str:
    """Start a server of the benchmark's own, point Django at a database on it, and return the address of another."""
    read_env()
    server = Server(var_folder() / "bench-postgres", *EMBEDDED_OPTIONS, "max_wal_size=4GB").use()
    os.environ["DATABASE_URL"] = server.replace("/lazos?", f"/{NAME}?")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    return server


def print_table(results: list[dict[str, Any]]) -> None:
    print("".join(f"{name:>14}" for name in COLUMNS))
    for one in results:
        print("".join(f"{one[name]:>14}" for name in COLUMNS), flush=True)


def write(results: list[dict[str, Any]]) -> None:
    (var_folder() / "bench.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
