"""The entries of a menu of filters."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from geo.drawing.base import joined, swaps, text
from geo.menus import Option


def options(entries: Iterable[Option]) -> SafeString:
    return joined(
        f"<li><a {swaps(one.query)}{' aria-current="true"' if one.is_current else ''}>{text(one.label)}</a></li>"
        for one in entries
    )
