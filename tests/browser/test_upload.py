"""Journeys of an editor: from a file to its claims, by the real worker in a process of its own."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Page, expect

from articles.models import Article
from geo.server.env import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TEXT = """The foreign minister of Russia, Sergey Lavrov, met Cuban President Miguel Díaz-Canel in Havana on Tuesday.

Russia promised Cuba a credit line of 50 million dollars, Lavrov told reporters. Nicaragua condemned the embargo."""


def read_waiting_articles() -> None:
    """The worker of the extraction queue on the tests' database, until nothing waits."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"]).geturl()
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "-q", "extraction", "--one-shot"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, check=True, capture_output=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def upload(page: Page):
    """Logs in and opens the upload; returns what sends a file."""
    call_command("load_lexicon", verbosity=0)
    User.objects.create_superuser("ana", password="a long password")
    page.goto("/admin/")
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    page.goto("/admin/articles/article/upload/")

    def send(name: str, content: bytes) -> None:
        page.get_by_label("Files").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
        page.get_by_label("or a new source").fill("The Test Courier")
        page.get_by_label("Published").fill("2025-05-30")
        page.get_by_role("button", name="Upload").click()

    return send


def test_an_upload_is_read_and_its_claims_stand_on_the_pages(page: Page, upload) -> None:
    upload("visit.txt", TEXT.encode())
    expect(page.locator("#uploads")).to_contain_text("visit.txt")
    page.get_by_role("link", name="See where the articles stand").click()
    expect(page.locator("#result_list")).to_contain_text("queued")
    read_waiting_articles()
    page.reload()
    expect(page.locator("#result_list")).to_contain_text("read")
    page.goto("/dyads/cu-ru/")
    expect(page.locator("#claims")).to_contain_text("credit line of 50 million dollars")
    page.goto("/actors/")
    expect(page.locator("main")).to_contain_text("Nicaragua")


def test_the_same_file_again_is_known_and_links_the_article(page: Page, upload) -> None:
    upload("visit.txt", TEXT.encode())
    upload("copy.txt", TEXT.encode())
    uploads = page.locator("#uploads")
    expect(uploads).to_contain_text("copy.txt")
    uploads.get_by_role("link").click()
    expect(page).to_have_url(
        f"{page.url.split('/admin/')[0]}/admin/articles/article/{Article.objects.get().pk}/change/"
    )


def test_what_cannot_be_read_is_refused_with_a_reason_and_not_stored(page: Page, upload) -> None:
    upload("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    expect(page.locator("#uploads li.error")).to_contain_text("picture.txt")
    assert page.locator("#uploads li.error").inner_text().strip() != "picture.txt"
    assert not Article.objects.exists()
