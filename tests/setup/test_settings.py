"""Settings: none is undocumented, and production has no default where none is safe."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SECRETS = {
    "LAZOS_PRODUCTION": "1",
    "LAZOS_SECRET_KEY": "abcdefgh01" * 6,
    "LAZOS_ALLOWED_HOSTS": "lazos.example.org",
    "DATABASE_URL": "postgresql:///lazos",
}
READ = re.compile(r"""env\.\w+\(\s*"([A-Z_]+)"|environ(?:\.get\(|\.setdefault\(|\[)\s*"([A-Z_]+)\"""")
SET_BY_OURSELVES = {"DJANGO_SETTINGS_MODULE", "MAKELEVEL", "LAZOS_BIND", "LAZOS_READY"}


def test_every_variable_is_in_the_example() -> None:
    read = {
        name
        for folder in ("geo", "articles")
        for file in (ROOT / folder).rglob("*.py")
        for names in READ.findall(file.read_text())
        for name in names
        if name
    }
    assert {"LAZOS_SECRET_KEY", "LAZOS_VAR", "PORT"} <= read  # the pattern still finds both ways of reading
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - SET_BY_OURSELVES <= named
    assert named - {"POSTGRES_PASSWORD"} <= read


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "LAZOS_VAR": "/nonexistent", **variables}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("missing", ["LAZOS_SECRET_KEY", "LAZOS_ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_demands_its_secrets(missing: str) -> None:
    given = {name: value for name, value in SECRETS.items() if name != missing}
    done = manage("help", "check", **given)
    assert done.returncode == 1
    assert missing in done.stderr
    assert "Traceback" not in done.stderr


def test_production_passes_the_deployment_check() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **SECRETS)
    assert done.returncode == 0, done.stderr


def test_production_never_shows_tracebacks_to_visitors() -> None:
    script = "from django.conf import settings; print(settings.DEBUG, settings.SECURE_HSTS_SECONDS > 0)"
    done = manage("shell", "--no-imports", "--command", script, **SECRETS, LAZOS_DEBUG="1")
    assert done.stdout.split() == ["False", "True"], done.stderr
