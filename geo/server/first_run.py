"""What `make run` does before the workers start: tables, actors, the demo and a first login."""

import os
import secrets
from pathlib import Path


def prepare_schema() -> None:
    """Bring the database's tables up to date; says so only when there was something to do."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def prepare_static() -> None:
    """A real site names files by their content; elsewhere they are found where they lie."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)


def prepare_data() -> None:
    """Actors from the lexicon files, and the demo's articles when there are none yet; the workers read them later."""
    from django.core.management import CommandError, call_command
    from django.db import transaction

    from articles.models import Article

    call_command("load_lexicon", verbosity=0)
    if Article.objects.exists():
        return
    try:
        with transaction.atomic():  # stopped half-way, it is loaded from its start the next time
            call_command("load_demo", verbosity=0)
    except CommandError as error:  # the site is of use without it
        print(f"The demo was not loaded: {error}", flush=True)
    else:
        print(f"Demo: {Article.objects.count()} articles stored, being read now: reload the pages to see.", flush=True)


def prepare_admin(file: Path) -> str:
    """Make the first login when there is none, and say where it is to be found."""
    from django.contrib.auth import get_user_model

    users = get_user_model()
    if users.objects.filter(is_superuser=True).exists():
        return f"Login: as in {file}" if file.exists() else "Login: as you made it"
    password = secrets.token_urlsafe(12)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():  # of another database, which may still be in use
        file.replace(file.with_name(file.name + ".old"))
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
        new.write(f"user: admin\npassword: {password}\n")
    users.objects.create_superuser("admin", password=password)
    return f"Login: admin, password {password} (kept in {file})"
