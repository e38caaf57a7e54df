#!/usr/bin/env python
"""Every command of the project; without DATABASE_URL on the checkout's own PostgreSQL, started if needed."""

import os
import sys

WITHOUT_DATABASE = {"extract", "help", "--help", "version", "--version"}
WITHOUT_DATABASE |= {"collectstatic", "compilemessages", "makemessages"}


def run() -> None:
    from django.core.management import execute_from_command_line

    from geo.env import use_database

    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_DATABASE:
        use_database()
    execute_from_command_line(sys.argv)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo.settings")
    try:
        from geo.errors import guarded
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: run make install, then .venv/bin/python manage.py.")
    if "--traceback" in sys.argv:
        run()
    else:
        guarded(run)


if __name__ == "__main__":
    main()
