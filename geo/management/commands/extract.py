"""JSON lines in, claims out: needs no setting and no database. The contract is in docs/extraction.md."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from geo.extraction.stream import answers


class Command(BaseCommand):
    help = "Read JSON lines {id, text, date?, language?, source?, target?} and print each one's claims as a JSON line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="JSON lines; standard input without one")
        parser.add_argument("--processes", type=int, default=1, metavar="N", help="read on N processes")
        parser.add_argument("--all", action="store_true", dest="everything", help="claims below the threshold, too")

    def handle(self, *args: Any, **options: Any) -> None:
        _load_model()
        failed = False
        for answer in answers(
            _lines(options["files"]), everything=options["everything"], processes=options["processes"]
        ):
            failed = failed or "error" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if failed:
            sys.exit(1)


def _load_model() -> None:
    from geo.extraction.pipeline import build_nlp

    try:
        build_nlp()
    except OSError as error:
        raise CommandError(
            f"The language model cannot be loaded: name an installed one in LAZOS_SPACY_MODEL. {error}"
        ) from None


def _lines(files: list[str]) -> Iterator[str]:
    if not files:
        yield from (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for name in files:
        try:
            with open(name, encoding="utf-8", errors="replace") as file:
                yield from file
        except OSError as error:
            raise CommandError(f"{name} cannot be read ({error.strerror}): name files of JSON lines.") from None
