"""The entries of a menu of filters."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from geo.browse.menus import Option
from geo.markup.elements import joined, swaps, text


def options(entries: Iterable[Option]) -> SafeString:
    return joined(
        f"<li><a {swaps(one.query)}{' aria-current="true"' if one.is_current else ''}>{text(one.label)}</a></li>"
        for one in entries
    )
