"""Seed actors, aliases and offices from the lexicon files. Runs as often as you like; editors' changes stay."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.text import slugify

from geo.extraction import lexicons
from geo.extraction.lexicons import LexiconActor
from geo.lib.names import fold
from geo.models import Actor, Alias, Office


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        known = {row.key: row for row in Actor.objects.filter(key__isnull=False)}
        fresh = [actor for actor in lexicons.actors() if actor.key not in known]
        slugs = set(Actor.objects.values_list("slug", flat=True))
        made = Actor.objects.bulk_create([_row(actor, slugs) for actor in fresh])
        known |= {row.key: row for row in made}
        aliases = Alias.objects.bulk_create(
            [alias for actor in lexicons.actors() for alias in _aliases(actor, known[actor.key])], ignore_conflicts=True
        )
        offices = [
            Office(
                person=known[actor.key], title=o.title, country=o.country, starts=o.starts or None, ends=o.ends or None
            )
            for actor in fresh
            for o in actor.offices
        ]
        Office.objects.bulk_create(offices, ignore_conflicts=True)
        if options["verbosity"]:
            self.stdout.write(f"{len(made)} actors added, {len(known)} known; {len(aliases)} aliases checked.")


def _row(actor: LexiconActor, slugs: set[str]) -> Actor:
    slug = slugify(actor.name)[:100]
    if slug in slugs:
        slug = f"{slug}-{slugify(actor.country or actor.kind)}"
    slugs.add(slug)
    return Actor(
        key=actor.key, kind=actor.kind, name=actor.name, slug=slug, iso3=actor.iso3, iso2=actor.iso2,
        country=actor.country or "", original_name=actor.original,
    )  # fmt: skip


def _aliases(actor: LexiconActor, row: Actor) -> list[Alias]:
    seen: dict[tuple[str, str], Alias] = {}
    for alias in actor.aliases:
        if alias.kind == "city" or not fold(alias.text):
            continue  # a town names its country only as a place
        key = (alias.text, alias.language)
        seen.setdefault(
            key, Alias(actor=row, text=alias.text, folded=fold(alias.text), language=alias.language, kind=alias.kind)
        )
    return list(seen.values())
