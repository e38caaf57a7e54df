"""Pictures of the main pages, taken with a real browser of this checkout's own data, for the README.

Shows what `make run` has loaded: run that first. The pages are served by this process; nothing else needs to run.
"""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {1280: 860, 390: 844}
PICTURES = [  # page, width, theme
    ("home", 1280, "light"), ("dyad", 1280, "light"), ("claim", 1280, "light"), ("article", 1280, "dark"),
    ("actor", 390, "light"),
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

    from articles.models import Article
    from geo.models import Claim

    readable = Article.objects.current().filter(rights=Article.Rights.FULL)
    article = readable.order_by("-claim_count", "pk").first() or Article.objects.order_by("-claim_count", "pk").first()
    shown = Claim.objects.shown().filter(article=article).order_by("sentence_start", "pk")
    claim = shown.filter(attributions__isnull=False).first() or shown.first()
    connection.close()
    if article is None or claim is None:
        sys.exit("No article has been read yet: make run loads the demo and reads it.")
    return {
        "home": "/", "actor": "/actors/russia/", "dyad": "/dyads/cu-ru/",
        "article": f"/articles/{article.pk}/", "claim": claim.get_absolute_url(),
    }  # fmt: skip


def take(site: str, pages: dict[str, str], browser_path: str) -> None:
    from playwright.sync_api import sync_playwright

    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        for name, width, theme in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": SIZES[width]}, color_scheme=theme)  # type: ignore[arg-type]
            page.goto(site + pages[name])
            file = TARGET / f"{name}-{width}-{theme}.png"
            page.screenshot(path=file)
            print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} kB")
            page.close()
        browser.close()


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo.settings")
    browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser_path is None:
        sys.exit("Chromium is missing: install it (e.g. apt-get install chromium).")
    import django

    from geo.env import use_database

    use_database()
    django.setup()
    pages = addresses()
    with served() as site:
        take(site, pages, browser_path)


if __name__ == "__main__":
    main()
