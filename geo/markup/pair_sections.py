"""The sections of a pair's page that are fetched when the reader comes to them, before they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.functional import Promise

from geo.lib.markup import Markup, text
from geo.markup.elements import hidden, joined
from geo.markup.elements import words as _


class Section(Protocol):
    """`what` says in a sentence what the section holds, before it is opened."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str | Promise: ...
    @property
    def what(self) -> str | Promise: ...


def contents(parts: Iterable[tuple[Section, str]]) -> Markup:
    return joined(Markup(f'<li><a href="#{part.name}">{text(part.title)}</a></li>') for part, _href in parts)


def sections(parts: Iterable[tuple[Section, str]]) -> Markup:
    """What each holds, and the way to it: htmx takes it when it comes into view."""
    return joined(_section(part.name, text(part.title), text(part.what), text(href)) for part, href in parts)


def _section(name: str, title: str, what: str, href: str) -> Markup:
    fetch = f'hx-get="{href}" hx-trigger="intersect once" hx-target="this" hx-swap="outerHTML"'
    printed = f'<span class="in-print">{_("Not printed here:")}</span>'
    return Markup(
        f'<section class="part" id="{name}" aria-labelledby="{name}-h" {fetch}> <h2 id="{name}-h">{title}</h2>'
        f' <p class="what">{what} {printed} <a href="{href}">{_("Open")}{hidden(Markup(f": {title}"))}</a></p>'
        " </section>"
    )
