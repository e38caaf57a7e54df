"""The demo corpus keeps the promises of demo/README.md."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from articles.models import Article

DEMO = Path(__file__).parents[2] / "demo"
FILES = sorted((DEMO / "articles").glob("*.txt"))
KEYS = {"title", "source", "url", "byline", "published", "language", "rights", "basis"}
QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
OUTLETS = {row["name"]: row for row in tomllib.loads((DEMO / "sources.toml").read_text(encoding="utf-8"))["source"]}


def parts(path: Path) -> tuple[dict[str, str], str]:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), body.strip()


HEADS = {path: parts(path)[0] for path in FILES}


def ids(path: Path) -> str:
    return path.stem


def test_there_is_enough_to_browse():
    assert len(FILES) >= 36


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_head_is_complete_and_true_to_the_outlets(path):
    head = HEADS[path]
    assert set(head) == KEYS
    assert all(head.values())
    assert head["source"] in OUTLETS
    assert head["rights"] in Article.Rights.values
    published = date.fromisoformat(head["published"])
    assert published < date.today()
    assert path.name.startswith(f"{published:%Y-%m}-")


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_address_is_the_outlets_own_and_leads_nowhere(path):
    head = HEADS[path]
    host = urlsplit(head["url"]).hostname
    assert host.endswith(".example")
    assert host == urlsplit(OUTLETS[head["source"]]["homepage"]).hostname


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_body_is_short_and_quotes_nobody(path):
    body = parts(path)[1]
    assert 120 <= len(body.split()) <= 350
    assert not set(QUOTES) & set(path.read_text(encoding="utf-8"))
    assert not re.search(r"(?<!\w)['\u2018]\w[^'\u2019]*['\u2019](?!\w)", body), "speech in single quotation marks"


def test_dateline_agencies_are_invented_outlets():
    """A dateline names an outlet of the demo, by its name or a word of it, never a real agency."""
    words = {word for name in OUTLETS for word in name.split()}
    for path in FILES:
        dateline = re.match(r"[^\n]{0,60}\(([^)\n]+)\) --", parts(path)[1])
        assert dateline is None or set(dateline[1].split()) <= words, path.name


def test_every_outlet_is_invented_and_marked():
    assert all(urlsplit(row["homepage"]).hostname.endswith(".example") for row in OUTLETS.values())


def test_about_a_third_may_be_shown_as_excerpts_only():
    rights = Counter(head["rights"] for head in HEADS.values())
    assert 0.2 <= rights["excerpts"] / len(FILES) <= 0.45


def test_one_is_spanish_and_the_rest_is_read():
    assert Counter(head["language"] for head in HEADS.values()) == {"en": len(FILES) - 1, "es": 1}


def test_one_text_is_revised_and_the_revision_loads_last():
    addresses = Counter((head["source"], head["url"]) for head in HEADS.values())
    (address,) = (key for key, count in addresses.items() if count > 1)
    first, second = (path for path in FILES if (HEADS[path]["source"], HEADS[path]["url"]) == address)
    assert "revised" in second.name
    assert parts(first)[1] != parts(second)[1]
