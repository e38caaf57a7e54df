"""Which language a text is in, and whether it is read."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

READ = frozenset({"en"})
LIKELY = ["en", "es", "pt", "fr", "ru", "de", "it", "ca", "uk", "zh", "ar", "nl", "pl"]
SHORT = 60  # characters below which a guess is worth nothing


@cache
def _identifier() -> LanguageIdentifier:
    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(LIKELY)
    return made


def detect(text: str) -> str | None:
    """ISO 639-1 of the text; None where it is too short to tell."""
    letters = sum(ch.isalpha() for ch in text[:4000])
    if letters < SHORT:
        return None
    return str(_identifier().classify(text[:4000])[0])
