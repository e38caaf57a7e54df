"""The entries of a menu of filters."""

from __future__ import annotations

from collections.abc import Iterable

from geo.browse.menus import Option
from geo.lib.markup import Markup, text
from geo.markup.elements import joined, swaps


def options(entries: Iterable[Option]) -> Markup:
    return joined(
        Markup(
            f"<li><a {swaps(one.query)}{' aria-current="true"' if one.is_current else ''}>{text(one.label)}</a></li>"
        )
        for one in entries
    )
