"""What all of them write with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext

from geo.charts.scales import NOTHING
from geo.lib.addresses import address
from geo.lib.markup import Markup, text
from geo.vocabulary import Quad

CIRCLE = '<circle cx="6" cy="6" r="4.2"/>'
DIAMOND = '<path d="M6 .9 11.1 6 6 11.1.9 6z"/>'


def words(message: str) -> Markup:
    """gettext, escaped: each message is looked up once in each language, as a loop asks for it over and over."""
    return _words(message, get_language())


@cache
def _words(message: str, _language: str | None) -> Markup:
    return text(gettext(message))


def joined(pieces: Iterable[Markup], between: Markup | None = None) -> Markup:
    return Markup((between or "").join(pieces))


def link(href: str, words: object) -> Markup:
    return Markup(f'<a href="{text(href)}">{text(words)}</a>')


def count(number: int) -> Markup:
    """A number of a table; a dash where nothing was read."""
    return Markup(number) if number else Markup(NOTHING)


def hidden(words: Markup) -> Markup:
    """For screen readers only."""
    return Markup(f'<span class="hidden">{words}</span>')


def swaps(href: str, scroll: str = "") -> Markup:
    """Attributes of a link that changes the list of claims and what follows its filters."""
    query = text(href)
    return Markup(
        f'href="{query}#record" hx-get="{query}" hx-target="#record" hx-swap="outerHTML{scroll}" hx-push-url="true"'
    )


@cache
def quad_glyph(quad: Quad) -> Markup:
    """Circle: cooperation; diamond: conflict. Hollow: words; filled: deeds. The word stands beside it."""
    shape = CIRCLE if quad.cooperates else DIAMOND
    tone = "cooperation" if quad.cooperates else "conflict"
    weight = "deed" if quad in (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT) else "word"
    frame = 'viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"'
    return Markup(f'<svg class="glyph {tone} {weight}" {frame}>{shape}</svg>')


def tone_glyph(tone: str) -> Markup:
    """The glyph of “cooperation” or “conflict” in deeds, for keys and heads of columns."""
    return quad_glyph({"cooperation": Quad.MATERIAL_COOPERATION, "conflict": Quad.MATERIAL_CONFLICT}[tone])


def label(choices: type[models.TextChoices], value: str) -> Markup:
    """A choice in the reader's language, escaped."""
    return _label(choices, value, get_language())


@cache
def _label(choices: type[models.TextChoices], value: str, _language: str | None) -> Markup:
    return text(choices(value).label)


def named(actor: Any) -> Markup:
    """An actor's name, a link where it has a page."""
    return link(address("actor", actor.slug), actor.name) if actor.has_page else text(actor.name)
