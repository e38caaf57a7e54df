"""Count all lists and totals anew from the shown claims. Pages stay readable meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand

from geo.totals import rollup


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rollup.rebuild()} claims listed and counted.")
