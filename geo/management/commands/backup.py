from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from geo.server import backups


class Command(BaseCommand):
    help = "Write the whole database to a file that only its owner can read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.parent.is_dir():
            raise CommandError(f"The folder {file.parent} does not exist: make it, or name another.")
        backups.backup(file)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes. Restore with manage.py restore {file}")
