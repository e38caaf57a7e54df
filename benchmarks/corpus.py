"""A synthetic corpus, the same at every run: as skewed as real coverage is, its offsets true to its words.

Articles hold ten claims each on average. A third of the claims report an event of an earlier article. Rows go into the
database by COPY, without keys and indexes; those are built when the rows are there.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import psycopg
from psycopg.sql import SQL, Identifier

from benchmarks.names import Cast, Party, cast
from geo.models.claims import REF_ALPHABET
from geo.vocabulary import CONTEXTS

SEED = 1492
PER_ARTICLE = 10
SOURCES = 40
FIRST_DAY = datetime.date(2005, 1, 1)
DAYS = 7500
STAMP = "2025-07-01 00:00:00+00"
KINDS = [  # type, mode, said, verb phrase, weight
    ("CONSULT", "", False, "met with", 16), ("CONSULT", "visit", False, "travelled to see", 9),
    ("AGREE", "", True, "promised further help to", 16), ("SUPPORT", "", True, "praised", 9),
    ("COOPERATE", "", False, "held joint drills with", 8), ("AID", "", False, "delivered fuel to", 8),
    ("REQUEST", "", True, "asked for a loan from", 6), ("ACCUSE", "", True, "criticised", 7),
    ("REJECT", "", True, "turned down an offer from", 4), ("THREATEN", "", True, "warned", 3),
    ("SANCTION", "", False, "cut imports from", 3), ("CONCEDE", "", True, "eased rules for", 3),
    ("RETREAT", "release", False, "released sailors of", 2), ("MOBILIZE", "troops", False, "moved troops near", 2),
    ("COERCE", "", False, "seized cargo of", 2), ("PROTEST", "", False, "marched against", 1),
    ("ASSAULT", "", False, "fired at boats of", 1),
]  # fmt: skip
DRAWN_KINDS = [kind for kind in KINDS for _share in range(kind[4])]
MODALITIES = {"occurred": 75, "ongoing": 5, "planned": 8, "possible": 5, "denied": 4, "conditional": 3}
DRAWN_MODALITIES = [modality for modality, share in MODALITIES.items() for _share in range(share)]
RECENT = 300
PIECE = 1 << 27  # bytes of a table that one connection copies
PLACES = ["", "", "", "in the capital", "at the port", "near the border"]
FILLERS = [
    "The talks had been prepared for months by smaller delegations.",
    "Nobody at the ministry would say more about the figures.",
    "Observers noted that earlier plans of this kind came to little.",
    "The weather kept most of the visitors indoors that week.",
    "A longer report on the matter is due before the end of the year.",
]
AGENCIES = ["Agencia Sur", "Northern Wire", "Istmo News"]
LETTERS = REF_ALPHABET
THREE = [a + b + c for a in LETTERS for b in LETTERS for c in LETTERS]
COLUMNS = {
    "articles_origin": "id text_sha256",
    "articles_article": "id source_id url title byline language published_on published_precision text text_sha256"
    " rights basis state state_note claim_count origin_id stored_at withdrawn_reason erased_reason",
    "geo_run": "id article_id extractor_version lexicon_digest state error warnings claim_count mention_count"
    " started_at finished_at",
    "geo_event": "id type date_earliest date_latest date_precision amount_value amount_currency amount_unit created_at",
    "geo_eventlink": "id kind event_id other_id score",
    "geo_claim": "id ref article_id run_id key sentence_start sentence_end trigger_start trigger_end type mode contexts"
    " modality is_speech symmetric date_earliest date_latest date_precision date_basis listed_on amount_value"
    " amount_currency amount_unit amount_qualifier place confidence rule evidence event_id review recorded_at"
    " shown_from",
    "geo_claimparty": "id claim_id role rank actor_id country official start end",
    "geo_attribution": "id claim_id rank kind actor_id name start end",
}


class Happening(NamedTuple):
    """An event, with what all claims that report it have in common."""

    pk: int
    kind: tuple[str, str, bool, str, int]
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    dates: str
    latest: datetime.date | None
    modality: str
    amount: str


class Corpus:
    """Lines for COPY, table by table, made article by article."""

    def __init__(self, claims: int, actors: int) -> None:
        self.random = Random(SEED)  # noqa: S311 - the same at every run is the point
        self.cast: Cast = cast(actors, SEED)
        self.articles = claims // PER_ARTICLE
        self.claim = self.party = self.said = self.event = self.link = 0
        self.recent: list[Happening] = []
        self.themes = [f"{{{','.join(self.random.sample(CONTEXTS[:12], n % 3))}}}" for n in range(1000)]
        self.lines: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def batches(self, size: int = 500) -> Iterator[dict[str, str]]:
        for number in range(1, self.articles + 1):
            self._article(number)
            if number % size == 0 or number == self.articles:
                yield {table: "".join(lines) for table, lines in self.lines.items()}
                self.lines = {table: [] for table in COLUMNS}

    def _article(self, number: int) -> None:
        random = self.random
        # Coverage grows with the years.
        published = FIRST_DAY + datetime.timedelta(days=int(DAYS * (number / self.articles) ** 0.6))
        text: list[str] = []
        at = 0
        for n in range(PER_ARTICLE):
            if n % 3 == 0:
                filler = random.choice(FILLERS)
                text.append(filler)
                at += len(filler) + 1
            sentence = self._claim(number, at, published)
            text.append(sentence)
            at += len(sentence) + 1
        words = " ".join(text)
        sha = hashlib.sha256(f"{number} {words}".encode()).hexdigest()
        source = min(SOURCES, int(random.paretovariate(0.8)))
        language = "es" if source % 3 == 0 else "en"
        title = f"Envoys and ministers, report {number}"
        self.lines["articles_origin"].append(f"{number}\t{sha}\n")
        self.lines["articles_article"].append(
            f"{number}\t{source}\thttps://example.org/{number}\t{title}\t\t{language}\t{published}\tday\t{words}\t{sha}\t"
            f"{'full' if number % 2 else 'excerpts'}\t\tread\t\t{PER_ARTICLE}\t{number}\t{STAMP}\t\t\n"
        )
        self.lines["geo_run"].append(
            f"{number}\t{number}\t1.0\t{'ab' * 32}\tpublished\t\t[]\t{PER_ARTICLE}\t0\t{STAMP}\t{STAMP}\n"
        )

    def _claim(self, article: int, at: int, published: datetime.date) -> str:
        """Write the claim's rows; returns its sentence, which begins at `at`."""
        random = self.random
        self.claim += 1
        told = self._happening(published)
        kind, mode, said, verb, _weight = told.kind
        words, spans = self._sentence(told, at)
        trigger = at + words.index(verb)
        trigger_end = trigger + len(verb)
        chance = random.random()
        listed = min(told.latest, published) if told.latest else published
        self.lines["geo_claim"].append(
            f"{self.claim}\t{ref(self.claim)}\t{article}\t{article}\t{self.claim:064}\t{at}\t{at + len(words)}\t"
            f"{trigger}\t{trigger_end}\t{kind}\t{mode}\t{self.themes[int(chance * 1000)]}\t{told.modality}\t{said}\t"
            f"{kind == 'COOPERATE'}\t{told.dates}\t{listed}\t{told.amount}\t{PLACES[int(chance * 6)]}\t0.8\t"
            f"A verb of the type {kind} between two parties.\t"
            f'[[{trigger}, {trigger_end}, "the verb"]]\t{told.pk}\t{"accepted" if chance < 0.03 else "unreviewed"}\t'
            f"{STAMP}\t{STAMP}\n"
        )
        for role, rank, party, start, end in spans:
            if role == "speaker":
                self.said += 1
                pk, name = (party.pk, party.name) if isinstance(party, Party) else ("\\N", party)
                kind_said = "speaker" if isinstance(party, Party) else "agency"
                self.lines["geo_attribution"].append(
                    f"{self.said}\t{self.claim}\t0\t{kind_said}\t{pk}\t{name}\t{start}\t{end}\n"
                )
            elif isinstance(party, Party):
                self.party += 1
                self.lines["geo_claimparty"].append(
                    f"{self.party}\t{self.claim}\t{role}\t{rank}\t{party.pk}\t{party.country}\t{party.official}\t{start}\t"
                    f"{end}\n"
                )
        return words

    def _sentence(self, told: Happening, at: int) -> tuple[str, list[tuple[str, int, Party | str, int, int]]]:
        chance = self.random.random()
        spans: list[tuple[str, int, Party | str, int, int]] = []
        words = ""
        for role, parties in (("source", told.sources), ("target", told.targets)):
            for rank, party in enumerate(parties):
                words += " and " if rank else ""
                spans.append((role, rank, party, at + len(words), at + len(words) + len(party.name)))
                words += party.name
            words += f" {told.kind[3]} " if role == "source" else ""
        words += "" if told.targets else "the others"
        if chance < 0.5:
            words += ", according to "
            speaker = self.cast.others.draw(chance / 0.35) if chance < 0.35 else AGENCIES[int(chance * 100) % 3]
            name = speaker.name if isinstance(speaker, Party) else speaker
            spans.append(("speaker", 0, speaker, at + len(words), at + len(words) + len(name)))
            words += name
        return words + ".", spans

    def _happening(self, published: datetime.date) -> Happening:
        random = self.random
        if self.recent and random.random() < 0.35:
            return self.recent[int(random.random() * len(self.recent))]
        self.event += 1
        kind = DRAWN_KINDS[int(random.random() * 100)]
        sources, targets = self._sides()
        dates, latest = self._dates(published)
        amount = f"{random.randint(1, 900) * 1000000}\tUSD\t\tabout" if random.random() < 0.08 else "\\N\t\t\t"
        told = Happening(
            self.event, kind, sources, targets, dates, latest,
            DRAWN_MODALITIES[int(random.random() * 100)], amount,
        )  # fmt: skip
        earliest, end, precision, _basis = dates.split("\t")
        value, currency, unit, _qualifier = amount.split("\t")
        self.lines["geo_event"].append(
            f"{told.pk}\t{kind[0]}\t{earliest}\t{end}\t{precision}\t{value}\t{currency}\t{unit}\t{STAMP}\n"
        )
        if self.recent and random.random() < 0.03:
            self.link += 1
            other = random.choice(self.recent)
            link = random.choice(("fulfils", "denies", "may be the same"))
            self.lines["geo_eventlink"].append(f"{self.link}\t{link}\t{told.pk}\t{other.pk}\t0.5\n")
        if len(self.recent) < RECENT:
            self.recent.append(told)
        else:
            self.recent[told.pk % RECENT] = told
        return told

    def _sides(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        chance, russian, others = self.random.random(), self.cast.russian, self.cast.others
        other = others.draw(self.random.random())
        if chance < 0.25:  # no Russian party
            one = others.draw(self.random.random())
            return (one,), (other,) if one != other else ()
        one = russian.draw(self.random.random())
        sources: tuple[Party, ...] = (one,) if chance < 0.7 else (other,)
        targets: tuple[Party, ...] = (other,) if chance < 0.7 else (one,)
        if chance < 0.33:
            third = others.draw(self.random.random())
            targets = (other, third) if third != other else (other,)
        return sources, targets if chance < 0.95 else ()

    def _dates(self, published: datetime.date) -> tuple[str, datetime.date | None]:
        """The columns of an event's dates, and its last day; mostly within weeks before the article."""
        chance = self.random.random()
        day = published - datetime.timedelta(days=int(400 * self.random.random() ** 6))
        if chance < 0.62:
            return f"{day}\t{day}\tday\trelative", day
        if chance < 0.7:
            first = day.replace(day=1)
            last = (first + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)
            return f"{first}\t{last}\tmonth\texplicit", last
        if chance < 0.75:
            last = day.replace(month=12, day=31)
            return f"{day.replace(month=1, day=1)}\t{last}\tyear\texplicit", last
        return "\\N\t\\N\tunknown\t", None


def ref(number: int) -> str:
    """Ten characters as claims have them, another one for each number."""
    high, low = divmod(number * 7_919_000_081 % 30**10, 30**4)
    return THREE[high % 27000] + THREE[high // 27000] + LETTERS[low % 30] + THREE[low // 30]


def write(corpus: Corpus, folder: Path) -> dict[str, Path]:
    """A file for COPY a table: making a corpus is no part of loading it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {table: folder / table for table in COLUMNS}
    with ExitStack() as stack:
        opened = {table: stack.enter_context(file.open("w")) for table, file in files.items()}
        for batch in corpus.batches():
            for table, lines in batch.items():
                opened[table].write(lines)
    return files


def load(files: dict[str, Path], database: str) -> None:
    """COPY into tables without keys, two pieces at a time, the largest first."""
    pieces = [(table, file, start, end) for table, file in files.items() for start, end in _pieces(file)]
    pieces.sort(key=lambda piece: piece[2] - piece[3])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(partial(_copy, database), *zip(*pieces, strict=True)))
    for file in files.values():
        file.unlink()


def _pieces(file: Path) -> Iterator[tuple[int, int]]:
    """Where in the file each piece of whole lines begins and ends."""
    size, start = file.stat().st_size, 0
    with file.open("rb") as lines:
        while start < size:
            lines.seek(min(start + PIECE, size))
            lines.readline()
            yield start, lines.tell()
            start = lines.tell()


def _copy(database: str, table: str, file: Path, start: int, end: int) -> None:
    names = SQL(", ").join(map(Identifier, COLUMNS[table].split()))
    with psycopg.connect(database) as connection, file.open("rb") as lines:
        lines.seek(start)
        # Foreign keys are not looked up: the corpus names rows of its own only.
        connection.execute("SET synchronous_commit = off; SET session_replication_role = replica")
        statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), names)
        with connection.cursor().copy(statement) as copy:
            while block := lines.read(min(1 << 20, end - lines.tell())):
                copy.write(block)


def load_cast(corpus: Corpus, database: str) -> None:
    with psycopg.connect(database) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_source (id, name, homepage, country, kind, alignment, alignment_citation, is_demo,"
            " checked) VALUES (%s, %s, '', '', 'newspaper', '', '', FALSE, TRUE)",
            [(n, f"The Courier {n}") for n in range(1, SOURCES + 1)],
        )
        cursor.executemany(
            "INSERT INTO geo_actor (id, kind, name, slug, iso3, iso2, country, wikidata, original_name, has_page,"
            " created_at) VALUES (%s, %s, %s, %s, %s, %s, %s, '', '', TRUE, now())",
            [
                (one.pk, one.kind, one.name, one.slug, one.country if one.iso2 else None, one.iso2, one.country)
                for one in corpus.cast.everybody
            ],
        )
        cursor.execute(
            "INSERT INTO geo_alias (actor_id, text, folded, language, kind, vetoed)"
            " SELECT id, name, lower(name), '', 'name', FALSE FROM geo_actor"
            " UNION ALL SELECT id, 'Delegate ' || id, 'delegate ' || id, 'en', 'name', FALSE FROM geo_actor"
        )
        cursor.execute(
            "INSERT INTO geo_office (person_id, title, country, starts, ends)"
            " SELECT id, title, country, make_date(2005 + year, 1, 1), make_date(2008 + year, 1, 1)"
            " FROM geo_actor, (VALUES (0, 'envoy'), (4, 'deputy minister')) offices (n, title),"
            " LATERAL (SELECT ((id + n) % 15)::int AS year) begun WHERE kind = 'person'"
        )
