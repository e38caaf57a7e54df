"""Ask a running production server for pages, and note how long it took."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import database
from geo.models import Actor, ActorTotal, Claim, ClaimActor, ClaimPair, EventTotal, Relationship
from geo.recording import review
from geo.server.embedded import die_with_parent
from geo.server.env import ROOT, var_folder

FIRST_VIEWS = 15
WARM_UP = 5


class Browser:
    """One kept connection without validators or cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.connect()

    def connect(self) -> None:
        """Anew, when the server may have given up waiting for the next question."""
        self.connection.close()
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> tuple[float, int]:
        """Milliseconds until the last byte, and how many bytes there were."""
        start = time.perf_counter()
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - start) * 1000
        assert answer.status == 200, f"{path} answers {answer.status}"
        return took, len(body)


@dataclass(slots=True)
class Size:
    """What is measured of one database: milliseconds of every view, by page."""

    claims: int
    browser: Browser
    pages: dict[str, tuple[str, str]]
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    firsts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    bytes: dict[str, int] = field(default_factory=dict)


def measure(sizes: Sequence[int], rounds: int) -> list[dict[str, Any]]:
    with ExitStack() as stack:
        all_sizes = [_started(claims, stack) for claims in sizes]
        for turn in range(WARM_UP + rounds):
            for size in all_sizes:
                for page, (path, _ref) in size.pages.items():
                    took, size.bytes[page] = size.browser.get(path)
                    if turn >= WARM_UP:
                        size.times[page].append(took)
        for _turn in range(FIRST_VIEWS):
            for size in all_sizes:
                first_views(size)
        return [row for size in all_sizes for row in rows(size)]


def _started(claims: int, stack: ExitStack) -> Size:
    database.turn_to(database.of_size(claims))
    return Size(claims, Browser(stack.enter_context(server())), addresses())


def rows(size: Size) -> list[dict[str, Any]]:
    """The table's rows of one size."""
    database.turn_to(database.of_size(size.claims))
    bare, bare_first = statistics.median(size.times["bare"]), statistics.median(size.firsts["bare"])
    return [
        {
            "page": page, "claims": size.claims,
            "p50_ms": round(statistics.median(size.times[page]), 2),
            "p95_ms": round(statistics.quantiles(size.times[page], n=20)[18], 2),
            "queries": queries(path), "bytes": size.bytes[page],
            "ratio_to_bare": round(statistics.median(size.times[page]) / bare, 2),
            "first_p50_ms": round(statistics.median(size.firsts[page]), 2),
            "first_ratio": round(statistics.median(size.firsts[page]) / bare_first, 2),
        }
        for page, (path, _ref) in size.pages.items()
    ]  # fmt: skip


def first_views(size: Size) -> None:
    """Each page after a decision about a claim that stands on it, with nothing kept."""
    database.turn_to(database.of_size(size.claims))
    editor, _new = User.objects.get_or_create(username="bench")
    for page, (path, ref) in size.pages.items():
        decide(ref, editor)
        size.browser.connect()
        size.browser.get("/bench/forget/")
        size.firsts[page].append(size.browser.get(path)[0])


def decide(ref: str, editor: User) -> None:
    state = Claim.objects.filter(ref=ref, shown_to=None).values_list("review", flat=True).get()
    review.decide(ref, "undone" if state == "accepted" else "accepted", by=editor)


def addresses() -> dict[str, tuple[str, str]]:
    """Each page's path, and the reference of a claim that stands on it."""
    worst = Actor.objects.get(iso3="RUS")
    middling = ActorTotal.objects.filter(claims__gt=0, actor__kind="person").order_by("-claims", "pk")[20].actor
    pair = Relationship.objects.get(countries="CUB RUS", are_countries=True)
    told_often = EventTotal.objects.order_by("-claims", "pk")[0]
    newest = Claim.objects.shown().order_by("-pk")[0]
    of_event = Claim.objects.shown().filter(event=told_often.event_id)[0]
    return {
        "bare": ("/bench/bare/", newest.ref),
        "home": ("/", newest.ref),
        "actor": (middling.get_absolute_url(), ClaimActor.objects.filter(actor=middling)[0].claim.ref),
        "actor_worst": (worst.get_absolute_url(), ClaimActor.objects.filter(actor=worst)[0].claim.ref),
        "dyad": ("/dyads/cu-ru/", ClaimPair.objects.filter(relationship=pair)[0].claim.ref),
        "event": (f"/events/{told_often.event_id}/", of_event.ref),
        "article": (f"/articles/{newest.article_id}/", newest.ref),
    }


def queries(path: str) -> int:
    from django.core.cache import cache

    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        Client(headers={"host": "localhost"}).get(path)
    return len(captured)


@contextmanager
def server() -> Iterator[int]:
    """gunicorn as in `make run`, on a free port, with the benchmark's addresses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    variables = {
        "LAZOS_BIND": f"127.0.0.1:{port}",
        "LAZOS_DATABASE_POOL": os.environ.get("LAZOS_DATABASE_POOL", "8"),
    }  # fmt: skip
    with (var_folder() / f"{database.name()}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:geo.server.gunicorn_conf"],
            cwd=ROOT, env=os.environ | variables, stdout=log, stderr=log, preexec_fn=die_with_parent,
        )  # fmt: skip
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    for _attempt in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server did not start.")
