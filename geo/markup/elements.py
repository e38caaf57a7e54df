"""What all of them write with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from geo.charts.scales import NOTHING
from geo.lib.addresses import address
from geo.vocabulary import Quad

CIRCLE = '<circle cx="6" cy="6" r="4.2"/>'
DIAMOND = '<path d="M6 .9 11.1 6 6 11.1.9 6z"/>'


def text(value: object) -> str:
    """Escaped for markup and attributes, as templates do it."""
    return escape(str(value))


def words(message: str) -> str:
    """gettext, escaped: each message is looked up once in each language, as a loop asks for it over and over."""
    return _words(message, get_language())


@cache
def _words(message: str, _language: str | None) -> str:
    return text(gettext(message))


def joined(pieces: Iterable[str]) -> SafeString:
    """Pieces in which everything from outside went through `text`."""
    return SafeString("".join(pieces))


def link(href: str, words: object) -> str:
    return f'<a href="{text(href)}">{text(words)}</a>'


def count(number: int) -> str:
    """A number of a table; a dash where nothing was read."""
    return str(number) if number else NOTHING


def hidden(words: str) -> str:
    """For screen readers only; `words` are escaped already."""
    return f'<span class="hidden">{words}</span>'


def swaps(href: str, scroll: str = "") -> str:
    """Attributes of a link that changes the list of claims and what follows its filters."""
    query = text(href)
    return f'href="{query}#record" hx-get="{query}" hx-target="#record" hx-swap="outerHTML{scroll}" hx-push-url="true"'


@cache
def quad_glyph(quad: Quad) -> SafeString:
    """Circle: cooperation; diamond: conflict. Hollow: words; filled: deeds. The word stands beside it."""
    shape = CIRCLE if quad.cooperates else DIAMOND
    tone = "cooperation" if quad.cooperates else "conflict"
    weight = "deed" if quad in (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT) else "word"
    frame = 'viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"'
    return SafeString(f'<svg class="glyph {tone} {weight}" {frame}>{shape}</svg>')


def label(choices: type[models.TextChoices], value: str) -> str:
    """A choice in the reader's language, escaped."""
    return _label(choices, value, get_language())


@cache
def _label(choices: type[models.TextChoices], value: str, _language: str | None) -> str:
    return text(choices(value).label)


def named(actor: Any) -> str:
    """An actor's name, a link where it has a page."""
    return link(address("actor", actor.slug), actor.name) if actor.has_page else text(actor.name)
