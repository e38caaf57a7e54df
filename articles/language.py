"""Which language a text is in; which ones are read is the extractor's business (settings.LANGUAGES_READ)."""

from __future__ import annotations

SHORT = 60  # letters below which a guess is worth nothing


def detect(text: str) -> str:
    """ISO 639-1, or "" where the text is too short to tell."""
    start = text[:4000]
    if sum(ch.isalpha() for ch in start) < SHORT:
        return ""
    import py3langid  # loads numpy and its model: not while the site starts

    return str(py3langid.classify(start)[0])
