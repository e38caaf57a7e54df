"""The lexicon files as typed, frozen rows. Plain data: no logic of extraction."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from geo.extraction.results import ActorKind

FOLDER = Path(__file__).parent / "lexicon"

AliasKind = Literal["name", "acronym", "capital", "city", "demonym", "epithet", "transliteration"]


@dataclass(frozen=True, slots=True)
class LexiconAlias:
    text: str
    kind: AliasKind
    language: str


@dataclass(frozen=True, slots=True)
class LexiconOffice:
    """An office with ISO dates; "" where a date is not known or the office is not over."""

    title: str
    country: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class LexiconActor:
    """An actor of the files. `key` is stable: the database is seeded by it. `iso2` is set for countries only."""

    key: str
    name: str
    kind: ActorKind
    country: str | None
    iso2: str | None
    original: str
    aliases: tuple[LexiconAlias, ...]
    offices: tuple[LexiconOffice, ...]
    by_surname: bool
    """Whether a person's surname alone names nobody else of note."""
    international: tuple[tuple[str, str], ...] = ()
    """From when to when (ISO dates) a person served an international body, and so no country."""

    @property
    def iso3(self) -> str | None:
        return self.country if self.kind == "country" else None


@cache
def words(theme: str, name: str) -> frozenset[str]:
    """A class of words that decides readings, from the file of its theme: words("moods", "duty").

    Raises KeyError at import for a class that is not there.
    """
    listed = _word_class(theme, name)
    if not isinstance(listed, str):
        raise KeyError(f"lexicon/words_{theme}.toml has {name!r} by meaning, ask `words_by_meaning`")
    return frozenset(_split(listed))


@cache
def words_by_meaning(theme: str, name: str) -> dict[str, tuple[str, ...]]:
    """Classes that belong together, each with its words in the order of the file; not to be changed."""
    listed = _word_class(theme, name)
    if isinstance(listed, str):
        raise KeyError(f"lexicon/words_{theme}.toml has {name!r} as one class, ask `words`")
    return {meaning: tuple(_split(row)) for meaning, row in listed.items()}


@cache
def meanings(theme: str, name: str) -> dict[str, str]:
    """The same the other way round, from a word to what it means; not to be changed."""
    return {word: meaning for meaning, row in words_by_meaning(theme, name).items() for word in row}


def _word_class(theme: str, name: str) -> str | dict[str, str]:
    try:
        found: str | dict[str, str] = table_cached(f"words_{theme}")[name]
    except (FileNotFoundError, KeyError):
        raise KeyError(f"lexicon/words_{theme}.toml has no class {name!r}") from None
    return found


def _split(listed: str) -> list[str]:
    return [word.replace("_", " ") for word in listed.split()]


def table(name: str) -> dict[str, Any]:
    """A lexicon file of that name, parsed."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def digest() -> str:
    """SHA-256 over all lexicon files, in order of their names: it changes when any of them does."""
    total = hashlib.sha256()
    for file in sorted((*FOLDER.glob("*.toml"), *FOLDER.glob("*.tsv"))):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def slug(name: str) -> str:
    """ASCII, lower case, hyphens: 'José Mujica' -> 'jose-mujica'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def actors() -> tuple[LexiconActor, ...]:
    """All actors of the files: countries, bodies, people."""
    return (*_countries(), *_bodies(), *_people())


@cache
def by_key() -> dict[str, LexiconActor]:
    return {actor.key: actor for actor in actors()}


@cache
def _by_alias() -> dict[str, LexiconActor]:
    found: dict[str, LexiconActor] = {}
    for actor in actors():
        for alias in actor.aliases:
            for text in spellings(alias, actor.kind):
                found.setdefault(text.lower(), actor)
    return found


def named(text: str) -> LexiconActor | None:
    """Whom the files call exactly this, in any case of letters."""
    return _by_alias().get(text.strip().lower())


def _countries() -> list[LexiconActor]:
    found = []
    for code, row in table("countries").items():
        aliases = [LexiconAlias(row["name"], "name", "en")]
        aliases += [LexiconAlias(row[lang], "name", lang) for lang in ("es", "pt", "ru") if lang in row]
        aliases += [LexiconAlias(text, _short(text), "en") for text in row.get("names", [])]
        aliases += [LexiconAlias(text, "demonym", "en") for text in row.get("demonyms", [])]
        aliases += [LexiconAlias(text, "capital", "en") for text in row.get("capitals", [])]
        aliases += [LexiconAlias(text, "city", "en") for text in row.get("cities", [])]
        found.append(
            LexiconActor(f"country:{code}", row["name"], "country", code, row["alpha2"], "", tuple(aliases), (), False)
        )
    return found


def _short(text: str) -> AliasKind:
    return "acronym" if text.isupper() else "name"


def _bodies() -> list[LexiconActor]:
    return [
        LexiconActor(
            key,
            row["name"],
            cast(ActorKind, row["kind"]),
            row.get("country"),
            None,
            "",
            tuple(LexiconAlias(text, _short(text), "en") for text in [row["name"], *row.get("aliases", [])]),
            (),
            False,
        )
        for key, row in table("bodies").items()
    ]


def _people() -> list[LexiconActor]:
    found = []
    for key, row in table("people").items():
        offices = tuple(LexiconOffice(*office) for office in row.get("offices", []))
        country = row.get("country") or (offices[-1].country if offices else None)
        aliases = [LexiconAlias(row["name"], "name", "en")]
        aliases += [LexiconAlias(text, "transliteration", "en") for text in row.get("aliases", [])]
        original = row.get("original", "")
        if original:
            aliases.append(LexiconAlias(original, "name", "ru"))
        found.append(
            LexiconActor(
                key,
                row["name"],
                "person",
                country,
                None,
                original,
                tuple(aliases),
                offices,
                row.get("surname", True),
                tuple((first, last) for first, last in row.get("international", [])),
            )
        )
    return found


def plain(text: str) -> str:
    """Without accents, the letters' case kept."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


@cache
def _spelt_otherwise() -> dict[str, list[str]]:
    """First name -> all its transliterations."""
    rows = [row.split() for row in table("first_names")["spellings"]]
    return {name: row for row in rows for name in row}


def spellings(alias: LexiconAlias, kind: ActorKind) -> set[str]:
    """How an alias is written: plurals of demonyms, headline capitals, without accents, transliterated otherwise."""
    text, found = alias.text, {alias.text}
    if alias.kind == "demonym" and not text.endswith(("s", "ese", "sh", "ch", "men", "man", "x", "z")):
        found.add(text + "s")
    if kind == "person":
        first, _, rest = text.partition(" ")
        found |= {f"{other} {rest}" for other in _spelt_otherwise().get(first, ()) if rest}
    if alias.language in {"en", "es"}:  # the Portuguese Irã would be the Ira
        found |= {written for one in found if len(written := plain(one)) >= len(one)}
    if alias.kind in ("name", "capital", "city") and text.upper() != text and len(text) > 4:
        found |= {one.upper() for one in found}
    return found


@cache
def table_cached(name: str) -> dict[str, Any]:
    """Like `table`, parsed once a process; not to be changed."""
    return table(name)
