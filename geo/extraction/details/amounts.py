"""Money and quantities: 'up to one billion dollars', 'about 450 million dollars', '30,000 tonnes of wheat'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from geo.extraction import lexicons
from geo.extraction.results import Amount, AmountQualifier

LEXICON = lexicons.table_cached("amounts")
WORDS: dict[str, float] = LEXICON["numbers"]
SCALE: dict[str, float] = LEXICON["scales"]
SIGNS: dict[str, str] = LEXICON["signs"]
CURRENCIES: dict[str, str] = LEXICON["currencies"]
UNITS = "|".join([*LEXICON["units"]["phrases"], *LEXICON["units"]["words"].split()])
QUALIFIER = (
    r"(?<![\w.,-])(?P<qualifier>up to|as much as|at most|about|around|roughly|some|nearly|almost|approximately|"
    r"at least|more than|over|no less than)?\s*"
)
BETWEEN = (
    r"(?:(?P<between>between|from) (?:US\$|\$|€|£)?\d[\d,.]*"
    r"(?: ?(?:thousand|million|billion|trillion|bn|m))? (?:and|to) )?"
)
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d|\.\d)|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)?"
"""With commas or points for thousands: 'R$1.250.000' and '€1,5 million' are written so outside of English."""
RANGE = r"(?P<range>\d[\d,.]*(?:-|–| to ))?"
NUMBER = rf"{RANGE}(?P<number>{DIGITS}|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
SCALES = r"(?:[ -]?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|m|k))?"
SIGN = r"(?P<sign>US\$|R\$|A\$|C\$|\$|€|£|¥)"
NAMES = "|".join(sorted((re.escape(name) for name in CURRENCIES), key=len, reverse=True))
KIND = r"(?:(?!and |of |in |to |for )[\w-]+ ){0,2}?"  # 'Kalashnikov' in '5,000 Kalashnikov rifles'
MONEY_SIGN = re.compile(rf"{QUALIFIER}{BETWEEN}{SIGN}\s?{NUMBER}{SCALES}\b", re.IGNORECASE)
MONEY_WORD = re.compile(
    rf"\b{QUALIFIER}{BETWEEN}{NUMBER}{SCALES}[ -](?P<currency>{NAMES})s?\b(?! of [a-z])", re.IGNORECASE
)
QUANTITY = re.compile(
    rf"\b{QUALIFIER}{BETWEEN}{NUMBER}{SCALES}[ -](?:metric )?{KIND}(?P<unit>{UNITS})(?P<of>(?: of|(?<=of)) [a-z]+)?\b",
    re.IGNORECASE,
)
PART_OF = re.compile(r"(?:per ?cent|%|half|third|quarter) of [^,;.]{0,40}$", re.IGNORECASE)
QUALIFIERS: dict[str, AmountQualifier] = {
    word: meaning for meaning, row in LEXICON["qualifiers"].items() for word in row
}


def find(text: str, offset: int) -> list[Amount]:
    """The amounts of a sentence, in order. Offsets in the whole text."""
    if not any(ch.isdigit() for ch in text) and not re.search(r"illion|thousand|hundred|dozen|tonne", text):
        return []
    found: list[Amount] = []
    for pattern in (MONEY_SIGN, MONEY_WORD, QUANTITY):
        for match in pattern.finditer(text):
            if PART_OF.search(text[max(match.start() - 80, 0) : match.start()]) or _is_article(
                match
            ):  # '90 percent of its debt of 35 billion': the part is not told
                continue
            amount = _made(match, offset)
            if all(amount.end <= (a.start or 0) or (amount.start or 0) >= (a.end or 0) for a in found if amount.end):
                found.append(amount)
    return sorted(found, key=lambda a: a.start or 0)


def _is_article(match: re.Match[str]) -> bool:
    """'a pound', 'a real threat', 'a truck': no number is told."""
    return match["number"].lower() == "a" and not match["scale"]


def _made(match: re.Match[str], offset: int) -> Amount:
    g = match.groupdict()
    number = (g["number"] or "").lower()
    value = WORDS[number] if number in WORDS else _number(number)
    value *= SCALE.get((g.get("scale") or "").lower(), 1)
    word = (g.get("qualifier") or "").lower()
    qualifier: AmountQualifier = (
        QUALIFIERS.get(word, "about") if word else "up to" if g.get("between") or g.get("range") else "exactly"
    )
    currency = SIGNS.get((g.get("sign") or "").upper()) or CURRENCIES.get((g.get("currency") or "").lower())
    unit = None
    if g.get("unit"):
        unit = (g["unit"] + (g.get("of") or "")).lower()
    value = round(value, 4)
    start = match.start() + offset + len(match[0]) - len(match[0].lstrip())
    return Amount(int(value) if value == int(value) else value, currency, unit, qualifier, start, match.end() + offset)


def _number(digits: str) -> float:
    """'1,250,000', '1.250.000,50' and '1,5' as they are meant."""
    if POINTS.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if COMMA.fullmatch(digits):
        return float(digits.replace(",", "."))
    return float(digits.replace(",", ""))


POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
COMMA = re.compile(r"\d+,\d{1,2}")
BELOW = set(
    "dobj pobj prep nmod amod appos xcomp acl attr quantmod nummod compound dative npadvmod oprd pcomp ccomp advmod "
    "nsubjpass punct dep npmod poss agent parataxis".split()
)
"""What may lead from an amount up to the event that it belongs to: never a clause of another event."""


def of_event(verb: Token, found: Sequence[Amount]) -> Amount | None:
    """The amount under the event's words in its own clause: money before goods, then the first."""
    own = [amount for amount in found if _belongs(verb, amount)]
    return next((amount for amount in own if amount.currency), own[0] if own else None)


def _belongs(verb: Token, amount: Amount) -> bool:
    token = next((t for t in verb.sent if amount.end is not None and t.idx + len(t.text) >= amount.end), None)
    for _step in range(12):
        if token is None:
            return False
        if token == verb:
            return True
        joined = token.dep_ == "conj" and token.pos_ not in {"VERB", "AUX"}
        is_subject = token.dep_ == "nsubj" and token.pos_ in {"NOUN", "PROPN"}
        if token.head == token or not (token.dep_ in BELOW or joined or is_subject):
            return False
        token = token.head
    return False
