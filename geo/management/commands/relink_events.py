"""Link all events anew from the shown claims: kept promises, denials, what may be the same. Decisions stay."""

from typing import Any

from django.core.management.base import BaseCommand

from geo.events import links


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{links.rebuild()} links between events.")
