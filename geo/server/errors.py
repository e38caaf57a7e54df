"""One sentence, in the place of a traceback, for what a person can mend."""

import sys
from collections.abc import Callable
from typing import cast

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.utils import Error, NotSupportedError, OperationalError, ProgrammingError

from geo.server.embedded import SetupError


def guarded(action: Callable[[], None]) -> None:
    """Run `action`; end the program with one sentence for what is not a mistake of ours."""
    try:
        action()
    except (SetupError, ImproperlyConfigured, CommandError) as error:
        sys.exit(str(error))
    except psycopg.Error as error:
        sys.exit(refusal(error))
    except Error as error:
        if not (sentence := database_sentence(error)):
            raise
        sys.exit(sentence)
    except OSError as error:
        if not error.filename:
            raise
        sys.exit(f"{error.filename} cannot be read or written ({error.strerror}): mend its permissions.")


def database_sentence(error: Error) -> str | None:
    """What to do about a database that refuses; none for mistakes in our own queries."""
    if isinstance(error, NotSupportedError | MigrationSchemaMissing):
        return refusal(error)
    if isinstance(error, OperationalError):
        return None if "canceling statement" in str(error) else refusal(error)
    cause = cast(object, error.__cause__)
    denied = (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported)
    return refusal(error) if isinstance(error, ProgrammingError) and isinstance(cause, denied) else None


def refusal(error: Exception) -> str:
    reason = " ".join(str(error).split())
    return (
        f"The database that DATABASE_URL names refuses ({reason}): check that it runs, that its address, user and "
        "password are right, that it is PostgreSQL 15 or newer, and that the user may create tables there and the "
        "extensions pg_trgm and unaccent."
    )
