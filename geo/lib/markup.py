"""The type of text that may stand in a page as it is."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString


class Markup(SafeString):
    """Markup written here, out of pieces that are Markup themselves. Templates do not escape it again.

    What comes from outside becomes Markup through `text` alone; what joins or hides asks for Markup, so that mypy
    refuses a plain string there.
    """

    __slots__ = ()


def text(value: object) -> Markup:
    """Escaped for markup and attributes, as templates do it."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)))
