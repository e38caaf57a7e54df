"""Ask a running production server for pages, and note how long it took."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from geo import review
from geo.embedded import die_with_parent
from geo.env import ROOT, var_folder
from geo.models import Actor, ActorTotal, Claim, ClaimActor, ClaimPair, EventTotal, Relationship

PAGES = "bare home actor actor_worst dyad event article".split()
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


def measure(claims: int, rounds: int) -> list[dict[str, Any]]:
    pages = addresses()
    editor, _new = User.objects.get_or_create(username="bench")
    with server() as port:
        browser = Browser(port)
        times: dict[str, list[float]] = {page: [] for page in pages}
        sizes = {}
        for turn in range(WARM_UP + rounds):
            for page, (path, _ref) in pages.items():
                took, sizes[page] = browser.get(path)
                if turn >= WARM_UP:
                    times[page].append(took)
        firsts = first_views(browser, pages, editor)
    bare, bare_first = statistics.median(times["bare"]), statistics.median(firsts["bare"])
    return [
        {
            "page": page, "claims": claims,
            "p50_ms": round(statistics.median(times[page]), 2),
            "p95_ms": round(statistics.quantiles(times[page], n=20)[18], 2),
            "queries": queries(path), "bytes": sizes[page],
            "ratio_to_bare": round(statistics.median(times[page]) / bare, 2),
            "first_p50_ms": round(statistics.median(firsts[page]), 2),
            "first_ratio": round(statistics.median(firsts[page]) / bare_first, 2),
        }
        for page, (path, _ref) in pages.items()
    ]  # fmt: skip


def first_views(browser: Browser, pages: dict[str, tuple[str, str]], editor: User) -> dict[str, list[float]]:
    """After a decision about a claim that stands on the page, with nothing kept."""
    times: dict[str, list[float]] = {page: [] for page in pages}
    for _turn in range(FIRST_VIEWS):
        for page, (path, ref) in pages.items():
            decide(ref, editor)
            browser.connect()
            browser.get("/bench/forget/")
            times[page].append(browser.get(path)[0])
    return times


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
    with (var_folder() / "bench.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:geo.gunicorn_conf"],
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
