"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from geo.extraction.lexicons import words

LIKELY = ["en", "es", "pt", "fr", "ru", "de", "it", "ca", "uk", "zh", "ar", "nl", "pl"]
ENGLISH = words("text", "english")
SHORT = 60  # letters below which a guess is worth nothing
ENOUGH = 2_000  # characters above which a guess gets no better


@cache
def _identifier() -> LanguageIdentifier:
    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(LIKELY)
    return made


def detect(text: str) -> str | None:
    """ISO 639-1 of the text; None where it is too short to tell."""
    beginning = text[:ENOUGH]
    if sum(map(str.isalpha, beginning)) < SHORT:
        return None
    if _is_plainly_english(beginning):
        return "en"
    return str(_identifier().classify(beginning)[0])


def _is_plainly_english(text: str) -> bool:
    """So that the usual text waits for no model: one word in six of it is one of these, next to none elsewhere."""
    words = text.lower().split()
    return sum(word in ENGLISH for word in words) > len(words) / 9
