"""HTML by trafilatura: the article's text and what its metadata say."""

from __future__ import annotations

import re

from articles.clean import RefusedError, clean, decode
from articles.readers.document import Document

SHORTEST = 120  # characters; a menu or a notice is no article


def read(data: bytes, name: str) -> Document:
    import trafilatura  # most of a second: who reads no page does not wait for it
    from trafilatura.metadata import extract_metadata

    decoded, encoding = _decode(data, name)
    found = trafilatura.extract(decoded, include_comments=False, include_tables=False, favor_precision=True)
    text = clean(found or "")
    if len(text) < SHORTEST:
        raise RefusedError(f"{name} holds no article that can be told from its page: paste the text instead.")
    meta = extract_metadata(decoded)
    notes = () if encoding.startswith("utf-8") else (f"{name} was read as {encoding}",)
    return Document(
        text=text,
        title=clean(meta.title or ""),
        byline=clean(meta.author or ""),
        url=meta.url or "",
        published=meta.date or "",
        notes=notes,
    )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """By the page's own word where it is not UTF-8."""
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    if declared:
        encoding = declared[1].decode("ascii")
        try:
            return data.decode(encoding), encoding.lower()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)
