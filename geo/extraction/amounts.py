"""Money and quantities: 'up to one billion dollars', 'about 450 million dollars', '30,000 tonnes of wheat'."""

from __future__ import annotations

import re

from geo.extraction.claims import Amount, AmountQualifier

WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
         "a": 1, "half a": 0.5}  # fmt: skip
SCALE = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "k": 1e3,
}
SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "R$": "BRL", "A$": "AUD", "C$": "CAD"}
CURRENCIES = {
    "us dollar": "USD", "u.s. dollar": "USD", "dollar": "USD", "euro": "EUR", "rouble": "RUB", "ruble": "RUB",
    "pound": "GBP", "yen": "JPY", "yuan": "CNY", "real": "BRL", "reais": "BRL", "mexican peso": "MXN",
    "argentine peso": "ARS", "cuban peso": "CUP", "chilean peso": "CLP", "colombian peso": "COP", "boliviano": "BOB",
    "sol": "PEN", "swiss franc": "CHF",
}  # fmt: skip
UNITS = (
    "tonnes|tonne|tons|ton|barrels|barrel|doses|dose|litres|liters|kilograms|kilos|megawatts|hectares|helicopters|rifles|"
    "tanks"
)
QUALIFIER = (
    r"(?<![\w.,-])(?P<qualifier>up to|as much as|at most|about|around|roughly|some|nearly|almost|approximately|"
    r"at least|more than|over|no less than)?\s*"
)
NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|half a|one|two|three|four|five|six|seven|eight|nine|ten|a)"
)
SCALES = r"(?:[ -]?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|m|k))?"
MONEY_SIGN = re.compile(rf"{QUALIFIER}(?P<sign>US\$|R\$|A\$|C\$|\$|€|£|¥)\s?{NUMBER}{SCALES}\b", re.IGNORECASE)
NAMES = "|".join(sorted((re.escape(name) for name in CURRENCIES), key=len, reverse=True))
MONEY_WORD = re.compile(rf"\b{QUALIFIER}{NUMBER}{SCALES}[ -](?P<currency>{NAMES})s?\b", re.IGNORECASE)
QUANTITY = re.compile(
    rf"\b{QUALIFIER}{NUMBER}{SCALES}[ -](?:metric )?(?P<unit>{UNITS})(?P<of> of [a-z]+)?\b", re.IGNORECASE
)
MEANS: dict[str, AmountQualifier] = {
    "up to": "up to", "as much as": "up to", "at most": "up to", "at least": "at least", "more than": "at least",
    "over": "at least", "no less than": "at least",
}  # fmt: skip


def find(text: str, offset: int) -> list[Amount]:
    """The amounts of a sentence, in order. Offsets in the whole text."""
    if not any(ch.isdigit() for ch in text) and not re.search(r"illion|thousand|tonne", text):
        return []
    found: list[Amount] = []
    for pattern in (MONEY_SIGN, MONEY_WORD, QUANTITY):
        for match in pattern.finditer(text):
            amount = _made(match, offset)
            if all(amount.end <= (a.start or 0) or (amount.start or 0) >= (a.end or 0) for a in found if amount.end):
                found.append(amount)
    return sorted(found, key=lambda a: a.start or 0)


def _made(match: re.Match[str], offset: int) -> Amount:
    g = match.groupdict()
    number = (g["number"] or "").lower()
    value = WORDS[number] if number in WORDS else float(number.replace(",", ""))
    value *= SCALE.get((g.get("scale") or "").lower(), 1)
    word = (g.get("qualifier") or "").lower()
    qualifier: AmountQualifier = MEANS.get(word, "about") if word else "exactly"
    currency = SIGNS.get((g.get("sign") or "").upper()) or CURRENCIES.get((g.get("currency") or "").lower())
    unit = None
    if g.get("unit"):
        unit = (g["unit"] + (g.get("of") or "")).lower()
    value = round(value, 4)
    start = match.start() + offset + len(match[0]) - len(match[0].lstrip())
    return Amount(int(value) if value == int(value) else value, currency, unit, qualifier, start, match.end() + offset)
