"""Store the demo corpus: articles on real events, written for this project, from invented outlets."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.ingest import Tally, ingest
from articles.models import Source


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "demo"
        files = sorted((folder / "articles").glob("*.txt"))
        if not files:
            raise CommandError(f"No demo articles in {folder / 'articles'}: is the checkout complete?")
        self.load_sources(folder / "sources.toml")
        tally = Tally()
        for path in files:
            ingest(path.name, path.read_bytes(), tally)
        if tally.errors:
            raise CommandError(" ".join(tally.errors.values()))
        if options["verbosity"]:
            self.stdout.write(f"{len(tally.stored)} demo articles stored, {len(tally.known)} already known.")

    def load_sources(self, path: Path) -> None:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
        for row in rows:
            Source.objects.get_or_create(
                name=row["name"],
                defaults={
                    "homepage": row.get("homepage", ""),
                    "country": row.get("country", ""),
                    "kind": row.get("kind", Source.Kind.NEWSPAPER),
                    "alignment": row.get("alignment", ""),
                    "alignment_citation": row.get("citation", "demo/README.md") if row.get("alignment") else "",
                    "is_demo": True,
                    "checked": True,
                },
            )
