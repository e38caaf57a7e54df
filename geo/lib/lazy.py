"""Parts of a page that are kept as long as what they were drawn from stays the same.

Templates keep them ({% cache %}) under `kept`: when the totals behind the page last changed, and its address.
Their context is computed when the template asks for it, and then once: a kept part asks for nothing. Names and links
between events change without a change of totals, so that no part is kept for long (KEPT_SECONDS). In the memory of each
process: fetching one from the database would cost a query, and drawing one anew is quick.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

KEPT_SECONDS = 600


def kept(request: HttpRequest, changed_at: object) -> dict[str, Any]:
    """What templates keep parts under; the place in a list does not matter to them."""
    query = request.GET.copy()
    query.pop("after", None)
    address = f"{request.path}?{query.urlencode()}"
    stamp = changed_at.timestamp() if isinstance(changed_at, datetime.datetime) else "never"
    return {"kept": f"{stamp} {get_language()} {address}", "kept_seconds": KEPT_SECONDS}


def lazily(names: Iterable[str], build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The entries of what `build` returns, each a function that templates call."""
    built = cache(build)
    return {name: _entry(built, name) for name in names}


def _entry(built: Callable[[], dict[str, Any]], name: str) -> Callable[[], Any]:
    return lambda: built()[name]
