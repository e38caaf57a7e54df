"""A real site behind its proxy: encrypted, hardened, with static files that never go stale."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from geo.server.embedded import Server
from tests.geo.server.test_serve import free_port, healthy, wait_for
from tests.processes import kill_all, start
from tests.setup.test_settings import SECRETS

pytestmark = pytest.mark.slow
PROXIED = {"Host": "lazos.example.org", "X-Forwarded-Proto": "https"}


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("production")
    var, port = folder / "var", free_port()
    given = SECRETS | {
        "DATABASE_URL": Server(folder / "elsewhere").use(),
        "LAZOS_BEHIND_PROXY": "1",
        "LAZOS_STATIC_ROOT": str(folder / "static"),
    }
    process = start("-m", "geo.server.serve", "--port", str(port), var=var, **given)
    try:
        wait_for(lambda: healthy(port), 60)
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.communicate(timeout=20)
    finally:
        kill_all(var)


def get(address: str, headers: dict[str, str]) -> tuple[int, Message, str]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_it_sends_visitors_to_the_encrypted_address(site: str) -> None:
    status, headers, _ = get(f"{site}/", {"Host": "lazos.example.org"})
    assert (status, headers["Location"]) == (301, "https://lazos.example.org/")


def test_it_refuses_another_host(site: str) -> None:
    assert get(f"{site}/", PROXIED | {"Host": "evil.example.org"})[0] == 400


def test_its_cookies_and_headers_are_strict(site: str) -> None:
    status, headers, _ = get(f"{site}/admin/login/", PROXIED)
    assert status == 200
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_its_static_files_are_named_by_their_content_and_kept_for_ever(site: str) -> None:
    _, _, page = get(f"{site}/admin/login/", PROXIED)
    [first, *_] = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)
    status, headers, _ = get(site + first, PROXIED | {"Accept-Encoding": "identity"})
    assert status == 200
    assert "immutable" in headers["Cache-Control"]


def test_a_missing_page_shows_nothing_of_the_inside(site: str) -> None:
    status, _, page = get(f"{site}/nothing-here", PROXIED)
    assert status == 404
    assert "There is no such page" in page or "<h1" in page
    assert "Traceback" not in page
    assert "urlpatterns" not in page


def test_it_does_not_start_on_an_embedded_database_by_oversight(tmp_path: Path) -> None:
    given = {name: value for name, value in SECRETS.items() if name != "DATABASE_URL"}
    output, _ = start("-m", "geo.server.serve", "--port", "0", var=tmp_path / "var", **given).communicate(timeout=30)
    assert "DATABASE_URL" in output
    assert output.count("\n") == 1
    assert not (tmp_path / "var" / "postgres").exists()
