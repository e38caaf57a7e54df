"""Bytes to text, once: encoding, Unicode NFC, line ends, characters that no reader sees."""

from __future__ import annotations

import re
import unicodedata

LARGEST_TEXT = 2_000_000  # characters
ENCODINGS = ("cp1252",)
SIGNATURES = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Control and format characters, line separators aside; U+200D joins emoji and some scripts, so it stays.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+(?=\n|$)")
MANY_LINES = re.compile(r"\n{3,}")


class RefusedError(ValueError):
    """Input that is not stored: one sentence that says what, which one and what to do."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding that was taken. Raises RefusedError for what is no text."""
    if not data.strip():
        raise RefusedError(f"{name} is empty: choose a file with text.")
    for signature, encoding in SIGNATURES:
        if data.startswith(signature):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise RefusedError(f"{name} begins like {encoding} and is not: save it as UTF-8.") from None
    if BINARY.search(data[:100_000]):
        raise RefusedError(f"{name} is a binary file, not text: export it as plain text or HTML.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise RefusedError(
                f"{name} is UTF-8 that is broken at byte {error.start:,}: save it anew, or mend that place."
            ) from None
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise RefusedError(f"{name} is neither UTF-8 nor Windows-1252: save it as UTF-8.")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more letters are whole UTF-8 than are broken: taken as Windows-1252 all of them would be spoilt."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(ord(ch) > 0x7F for ch in text) - broken > broken


def clean(text: str) -> str:
    """NFC, one kind of line end, no unseen characters, no blanks at line ends. Cleaning twice changes nothing."""
    text = LINE_ENDS.sub("\n", text)
    text = UNSEEN.sub("", text)
    text = "".join(ch for ch in text if not 0xD800 <= ord(ch) <= 0xDFFF)
    text = unicodedata.normalize("NFC", text)
    text = MANY_LINES.sub("\n\n", BLANKS.sub("", text))
    return text.strip()
