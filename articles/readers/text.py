"""Plain text; lines of `key: value` before the first blank line are its head."""

from __future__ import annotations

import re

from articles.clean import RefusedError, clean, decode
from articles.readers.document import Document

KEYS = ("title", "source", "homepage", "url", "byline", "published", "language", "rights", "basis", "revises")
HEAD = re.compile(rf"({'|'.join(KEYS)}):[ \t]*(.*)")


def read(data: bytes, name: str) -> Document:
    decoded, encoding = decode(data, name)
    head, body = split_head(clean(decoded))
    if not body:
        raise RefusedError(f"{name} holds no text: choose a file with text.")
    notes = () if encoding.startswith("utf-8") else (f"{name} was read as {encoding}",)
    return Document(text=body, notes=notes, **head)


def split_head(text: str) -> tuple[dict[str, str], str]:
    """The head's values and the body. Without a `title:` in the first block there is no head."""
    block, _, body = text.partition("\n\n")
    matches = [HEAD.fullmatch(line) for line in block.split("\n")]
    if not all(matches) or not any(m and m[1] == "title" for m in matches):
        return {}, text
    return {m[1]: m[2].strip() for m in matches if m}, body.strip()
