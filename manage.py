#!/usr/bin/env python
"""Every command of the project; without DATABASE_URL on the checkout's own PostgreSQL, started if needed."""

import os
import sys

WITHOUT_DATABASE = {"extract", "help", "--help", "version", "--version"}
WITHOUT_DATABASE |= {"collectstatic", "compilemessages", "makemessages"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo.settings")
    try:
        from django.core.management import execute_from_command_line

        from geo.embedded import EmbeddedError
        from geo.env import use_database
    except ImportError as error:
        sys.exit(f"{error.name} is not installed: run make install, then .venv/bin/python manage.py.")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        if command not in WITHOUT_DATABASE:
            use_database()
        execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
