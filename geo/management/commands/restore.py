from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from geo.server import backups


class Command(BaseCommand):
    help = "Replace everything in the database by what a backup holds, then bring its tables up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, file: Path, yes: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}: name one that manage.py backup made.")
        backups.check(file)
        if not yes and not self.confirmed():
            raise CommandError("Nothing was changed: answer yes, or give --yes.")
        connections.close_all()
        backups.restore(file)
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"Restored from {file}.")

    def confirmed(self) -> bool:
        try:
            return input("This replaces everything in the database. Type yes to go on: ") == "yes"
        except EOFError:
            return False
