"""Names as searches compare them."""

from __future__ import annotations

import re
import unicodedata

APART = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Without case, accents and punctuation: “José  Ornelas-Ferreira” is “jose ornelas ferreira”."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return APART.sub(" ", plain.casefold()).strip()
