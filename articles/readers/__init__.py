"""Bytes to a Document, a module a format. `read` chooses by the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from articles.clean import RefusedError
from articles.readers import html, text
from articles.readers.document import Document

LARGEST_FILE = 20 * 1024 * 1024
READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
}


def read(data: bytes, name: str) -> Document:
    """Raises RefusedError, with one sentence, for what cannot be read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        raise RefusedError(f"{name} is of no kind that is read: use {', '.join(sorted(READERS))}.")
    if len(data) > LARGEST_FILE:
        raise RefusedError(f"{name} is larger than 20 MB: split it.")
    return READERS[suffix](data, name)


__all__ = ["READERS", "Document", "RefusedError", "read"]
