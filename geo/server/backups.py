"""A copy of the whole database in one file, and back: PostgreSQL's own programs do the work."""

import os
import shutil
import subprocess
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError
from django.db import connection

from geo.server.embedded import SetupError, binary


def backup(file: Path) -> None:
    """Write everything to `file`, readable by its owner only; a failed backup leaves an older one as it was."""
    half = file.with_name(file.name + ".part")
    os.close(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={half}", database_name())
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def restore(file: Path) -> None:
    """Replace everything in the database by what `file` holds, in one transaction: all of it or nothing.

    The schema is emptied, not just the tables that the backup names: a newer version may have made others since.
    """
    with TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"  # whole before the first row is touched
        run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        script = for_older_servers(script)
        empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        once = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        run("psql", *once, f"--dbname={database_name()}", f"--command={empty}", f"--file={script}")


def for_older_servers(script: Path) -> Path:
    """The script without the setting in its head that PostgreSQL 17 brought and older servers refuse."""
    result = script.with_name("older.sql")
    with script.open("rb") as whole, result.open("wb") as kept:
        kept.writelines(line for line in islice(whole, 40) if not line.startswith(b"SET transaction_timeout "))
        shutil.copyfileobj(whole, kept)
    return result


def check(file: Path) -> None:
    """Refuse what is no backup before anything is replaced."""
    run("pg_restore", "--list", str(file))


def database_name() -> str:
    return str(connection.settings_dict["NAME"])


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the site's database; the wheel's, or those of the PATH for a newer server."""
    database = connection.settings_dict
    options = database.get("OPTIONS", {})
    variables = {
        "PGHOST": database.get("HOST") or options.get("host"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGSSLMODE": options.get("sslmode"),
    }
    env = os.environ | {name: str(value) for name, value in variables.items() if value}
    try:
        command = binary(program)
    except SetupError:
        command = program
    done = subprocess.run([command, *arguments], env=env, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise CommandError(f"{program} failed: {reason}")
