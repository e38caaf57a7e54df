"""Where cities and regions lie: ask `country_of` by a name of the text. No component: plain look-ups."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache

from geo.extraction import lexicons

PLAIN = str.maketrans("łŁøØđĐıß’", "lLoOdDis'")


def fold(name: str) -> str:
    """Without accents, in lower case, "St." written out: how the lists are keyed."""
    name = name.translate(PLAIN).removeprefix("the ").removeprefix("The ")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()
    first, _, rest = plain.partition(" ")
    return f"saint {rest}" if rest and first in {"st.", "st"} else plain


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Folded name -> the countries that it can mean, the likeliest first."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (lexicons.FOLDER / "cities.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, codes = line.split("\t")
            found[name] = tuple(codes.split())
    rows = lexicons.table_cached("places")
    for code, names in rows["regions"].items():
        for name in names.replace("\n", " ").split(", "):
            key = fold(name)
            found[key] = (*found.get(key, ()), code) if code not in found.get(key, ()) else found[key]
    found |= {fold(name): tuple(codes) for name, codes in rows["namesakes"].items()}
    return found


def countries_of(name: str) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 of every country with a place of note of this name, the likeliest first; none when unknown."""
    return _table().get(fold(name), ())


def country_of(name: str, named: Collection[str] = ()) -> str | None:
    """The country that a city or region lies in. Of several the one in `named`, the countries of the text;
    None where the name is unknown or that does not settle it.
    """
    candidates = countries_of(name)
    if len(candidates) == 1:
        return candidates[0]
    fitting = [code for code in candidates if code in named]
    return fitting[0] if len(fitting) == 1 else None
