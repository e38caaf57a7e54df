#!/usr/bin/env python
"""Every command of the project; without DATABASE_URL on the checkout's own PostgreSQL, started if needed."""

import os
import sys

WITHOUT_DATABASE = {"help", "--help", "version", "--version"}
WITHOUT_DATABASE |= {"collectstatic", "compilemessages", "makemessages"}


def run() -> None:
    from django.core.management import execute_from_command_line

    from geo.server.env import use_database

    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_DATABASE:
        use_database()
    execute_from_command_line(sys.argv)


def extract() -> None:
    """Without settings, database and the rest of the site, which take half a second to load."""
    from geo.management.commands.extract import Command
    from geo.server.env import read_env

    read_env()
    Command().run_from_argv(sys.argv)


def main() -> None:
    try:
        if sys.argv[1:2] == ["extract"]:
            extract()
            return
        from geo.server.errors import guarded
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: run make install, then .venv/bin/python manage.py.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo.settings")
    if "--traceback" in sys.argv:
        run()
    else:
        guarded(run)


if __name__ == "__main__":
    main()
