"""Addresses of pages that are named many times on one page."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from django.urls import get_script_prefix, reverse


def address(name: str, value: str | int) -> str:
    before, after = _around(name, get_script_prefix())
    return f"{before}{value}{after}"


@cache
def _around(name: str, prefix: str) -> tuple[str, str]:
    """What an address has before and after its one part: asking Django for each costs more than a card's words."""
    before, _part, after = reverse(name, args=["7"]).rpartition("7")
    return before, after


class Named(Protocol):
    """An actor, as a model or as a card has it."""

    slug: str
    iso2: str | None


def pair_address(one: Named, other: Named) -> str:
    """Two countries have a page of their own, any other pair is a view of the first actor's page."""
    if one.iso2 and other.iso2:
        return address("dyad", "-".join(sorted([one.iso2.lower(), other.iso2.lower()])))
    return f"{address('actor', one.slug)}?with={other.slug}"
