"""Where sentences must begin: at paragraphs, behind datelines, in endless lines now and then. Runs before the parser.

Fills `doc._.datelines`: for each "HAVANA, Oct. 3 (EFE) -- " its characters and those of the agency that it names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

MOST_TOKENS = 300
"""A longer run without the end of a sentence is cut: a parse of it would be slow and worthless."""
DATELINE = re.compile(
    r"(?m)^(?=\S*[A-ZÁÉÍÓÚÑÜÇ]{3})"
    r"[A-ZÁÉÍÓÚÑÜÇ][A-ZÁÉÍÓÚÑÜÇ .'’/-]{2,40}(?:, [A-Z][\w .]{1,30})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?:, \d{4})?"
    r"(?: ?\((?P<agency>[^)\n]{2,40})\))? ?(?:—|--|–|-|:) "
)
ENDS = {".", "!", "?", "…", "。"}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Character offsets; `agency` where one is named in parentheses."""

    start: int
    end: int
    agency: tuple[int, int] | None


Doc.set_extension("datelines", default=(), force=True)
Doc.set_extension("cut", default=False, force=True)


@Language.component("lines", assigns=["token.is_sent_start", "doc._.datelines", "doc._.cut"])
def lines(doc: Doc) -> Doc:
    if len(doc) < 2:
        return doc
    doc._.datelines = tuple(datelines(doc.text))
    places = [token.idx for token in doc]
    for line in doc._.datelines:
        first = bisect_left(places, line.end)
        if first < len(doc):
            doc[first].is_sent_start = True
    run = 0
    for token in doc[:-1]:
        run = 0 if token.text in ENDS or token.is_space else run + 1
        after = doc[token.i + 1]
        if token.is_space and "\n" in token.text and not after.is_space and token.text.count("\n") > 1:
            after.is_sent_start = True
        elif run >= MOST_TOKENS:
            after.is_sent_start, doc._.cut, run = True, True, 0
    return doc


def datelines(text: str) -> list[Dateline]:
    """In order, with their character offsets."""
    found = []
    for match in DATELINE.finditer(text):
        agency = match.span("agency") if match["agency"] else None
        found.append(Dateline(match.start(), match.end(), agency))
    return found


def in_dateline(doc: Doc, start: int) -> bool:
    """Whether the character at `start` stands in a dateline."""
    return any(line.start <= start < line.end for line in doc._.datelines)
