"""Pictures of the pages, taken with a real browser of this checkout's data: for the README, or all of them.

Shows what `make run` has loaded: run that first. The pages are served by this process; nothing else needs to run.
`make screenshots` renews the README's; `make screenshots ALL=folder` puts every page, whole, in both widths and
themes, into a folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {1280: 860, 390: 844}
THEMES = ("light", "dark")
COME = """() => {
  const late = document.querySelector("[hx-trigger~=intersect]");
  late?.scrollIntoView();
  return late !== null;
}"""
"""Parts of a page come when they are scrolled to: asks for the next, and says whether one was missing."""
PICTURES = [  # page, width, theme, what stands at the top of the picture
    ("home", 1280, "light", ""), ("dyad", 1280, "light", ""), ("dyad", 1280, "light", "#changes"),
    ("dyad", 1280, "light", "#pledges"), ("actor", 1280, "light", "#network"), ("event", 1280, "light", ""),
    ("claim", 1280, "light", ""), ("article", 1280, "dark", ""), ("actor", 390, "light", ""),
]  # fmt: skip


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
        pass


@contextmanager
def served() -> Iterator[str]:
    from geo.wsgi import application

    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def addresses() -> dict[str, str]:
    """The pages with the most to show; ends with a sentence when nothing has been read yet."""
    from django.db import connection
    from django.db.models import Count, Q

    from articles.models import Article
    from geo.models import Claim, Event

    readable = Article.objects.current().filter(rights=Article.Rights.FULL)
    article = readable.order_by("-claim_count", "pk").first() or Article.objects.order_by("-claim_count", "pk").first()
    shown = Claim.objects.shown().filter(article=article).order_by("sentence_start", "pk")
    claim = shown.filter(attributions__isnull=False).first() or shown.first()
    told = Count("claims__article", filter=Q(claims__shown_to=None), distinct=True)
    event = Event.objects.filter(merged_into=None).annotate(told=told).order_by("-told", "pk").first()
    connection.close()
    if article is None or claim is None or event is None:
        sys.exit("No article has been read yet: make run loads the demo and reads it.")
    return {
        "home": "/", "actors": "/actors/", "actor": "/actors/russia/", "dyad": "/dyads/cu-ru/",
        "event": f"/events/{event.pk}/", "claim": claim.get_absolute_url(), "articles": "/articles/",
        "article": f"/articles/{article.pk}/", "methods": "/methods/", "missing": "/nowhere/",
    }  # fmt: skip


def take(browser: Browser, address: str, file: Path, width: int, theme: str, part: str = "", *, whole: bool) -> None:
    """One picture: of the whole page, or of one screen of it from `part` on, as a reader would see it."""
    page = browser.new_page(viewport={"width": width, "height": SIZES[width]}, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(address)
    while (whole or part) and page.evaluate(COME):
        page.wait_for_timeout(200)
    page.evaluate("part => part ? document.querySelector(part).scrollIntoView() : scrollTo(0, 0)", part)
    page.wait_for_timeout(300)
    page.screenshot(path=file, full_page=whole)
    print(f"{file}  {file.stat().st_size // 1024} kB")
    page.close()


def take_all(browser: Browser, site: str, pages: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, width, theme in product(pages, SIZES, THEMES):
        take(browser, site + pages[name], folder / f"{name}-{width}-{theme}.png", width, theme, whole=True)


def take_few(browser: Browser, site: str, pages: dict[str, str]) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, width, theme, part in PICTURES:
        file = TARGET / f"{name}{part.replace('#', '-')}-{width}-{theme}.png"
        take(browser, site + pages[name], file, width, theme, part, whole=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every page into this folder")
    folder = parser.parse_args().all
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo.settings")
    browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser_path is None:
        sys.exit("Chromium is missing: install it (e.g. apt-get install chromium).")
    import django

    from geo.server.env import use_database

    use_database()
    django.setup()
    pages = addresses()
    from playwright.sync_api import sync_playwright

    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        take_all(browser, site, pages, folder) if folder else take_few(browser, site, pages)
        browser.close()


if __name__ == "__main__":
    main()
