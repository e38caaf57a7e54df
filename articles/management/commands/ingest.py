"""Store articles from files; the workers read them."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.ingest import Tally, files_in, ingest
from articles.readers import LARGEST_FILE


class Command(BaseCommand):
    help = "Store .txt and .html files, or folders of them, as articles, and queue them to be read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--source", default="", help="who published them, unless the file's head says so")
        parser.add_argument("--published", default="", help="YYYY-MM-DD, YYYY-MM or YYYY")
        parser.add_argument("--url", default="", help="the article's address (for one file)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        tally = Tally()
        files = files_in(options["paths"])
        for path in tqdm(files, unit="file", disable=options["as_json"] or not sys.stderr.isatty()):
            self.ingest_one(path, tally, options)
        if options["as_json"]:
            self.stdout.write(json.dumps(tally.as_json(), ensure_ascii=False))
        else:
            self.report(tally)
        if tally.errors:
            sys.exit(1)

    def ingest_one(self, path: Path, tally: Tally, options: dict[str, Any]) -> None:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)  # enough to see that it is too large
        except OSError as error:
            tally.errors[str(path)] = f"{path} cannot be read ({error.strerror}): check the path."
            return
        ingest(str(path), data, tally, source=options["source"], published=options["published"], url=options["url"])

    def report(self, tally: Tally) -> None:
        for note in tally.notes:
            self.stdout.write(note)
        for article in tally.known:
            self.stdout.write(f"Known already: /articles/{article.pk}/ “{article.title}”")
        for reason in tally.errors.values():
            self.stderr.write(reason)
        self.stdout.write(f"{len(tally.stored)} stored, {len(tally.known)} already known, {len(tally.errors)} refused.")
