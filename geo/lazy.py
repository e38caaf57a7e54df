"""Context that is computed when a template asks for it, and then once: a kept fragment asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any


def lazily(names: Iterable[str], build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The entries of what `build` returns, each a function that templates call."""
    built = cache(build)
    return {name: _entry(built, name) for name in names}


def _entry(built: Callable[[], dict[str, Any]], name: str) -> Callable[[], Any]:
    return lambda: built()[name]
