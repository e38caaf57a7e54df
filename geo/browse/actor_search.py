"""Actors by name: exact and beginning matches first, near ones (trigrams) when there are none."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from geo.lib.names import fold
from geo.models import Actor, Alias

MOST_ALIASES = 300
SHARED_TRIGRAMS = 0.25
"""What proposes an alias: two letters changed round in a name of six leave this much of its trigrams."""
SHARED_LETTERS = 0.65
"""What accepts it, compared letter by letter with as many of the alias's words as were typed."""


@dataclass(frozen=True, slots=True)
class Found:
    """`is_guess`: nothing is called that, these are called nearly so. `silent`: known, but without claims."""

    actors: list[Actor]
    is_guess: bool
    silent: list[Actor]


def find_actors(query: str, listed: QuerySet[Actor], *, limit: int) -> Found:
    """Among `listed`, in order of likeness."""
    typed = fold(query)
    if not typed:
        return Found([], False, [])
    ranked = _rank(typed, Alias.objects.filter(Q(folded__startswith=typed) | Q(folded__contains=f" {typed}")))
    if actors := _in_order(listed, ranked, limit):
        return Found(actors, False, [])
    silent = _in_order(Actor.objects.filter(has_page=True), ranked, 5)
    return Found([] if silent else _in_order(listed, _near(typed), limit), not silent, silent)


def _rank(typed: str, aliases: QuerySet[Alias]) -> list[int]:
    """Actors (merged ones resolved) by how well an alias fits: the very word, then its beginning, then the shortest."""
    rows = aliases.filter(vetoed=False).values_list(Coalesce("actor__merged_into", "actor"), "folded")[:MOST_ALIASES]
    fitting = sorted(rows, key=lambda row: (row[1] != typed, not row[1].startswith(typed), len(row[1]), row[1]))
    return list(dict.fromkeys(actor for actor, _folded in fitting))


def _near(typed: str) -> list[int]:
    with transaction.atomic():
        with connection.cursor() as cursor:  # the threshold of the indexed operator, for this transaction
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(SHARED_TRIGRAMS)])
        near = Alias.objects.filter(folded__trigram_word_similar=typed, vetoed=False)
        near = near.annotate(likeness=TrigramWordSimilarity(typed, "folded")).order_by("-likeness", "folded")
        rows = list(near.values_list(Coalesce("actor__merged_into", "actor"), "folded")[:MOST_ALIASES])
    likeness = [(_likeness(typed, folded), actor) for actor, folded in rows]
    fitting = sorted((row for row in likeness if row[0] >= SHARED_LETTERS), key=lambda row: -row[0])
    return list(dict.fromkeys(actor for _likeness, actor in fitting))


def _likeness(typed: str, folded: str) -> float:
    """Of the typed words to the best run of as many words of the alias."""
    words, length = folded.split(), len(typed.split())
    runs = [" ".join(words[start : start + length]) for start in range(max(1, len(words) - length + 1))]
    return max(SequenceMatcher(None, typed, run).ratio() for run in runs)


def _in_order(listed: QuerySet[Actor], pks: list[int], limit: int) -> list[Actor]:
    found = listed.in_bulk(pks)
    return [found[pk] for pk in pks if pk in found][:limit]
