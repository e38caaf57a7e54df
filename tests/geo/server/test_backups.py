"""A backup holds everything and comes back, in place of whatever was there since."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Source

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_what_was_backed_up_comes_back_and_what_came_later_goes(tmp_path: Path) -> None:
    User.objects.create_user("ana")
    Source.objects.create(name="Río y Mar")
    file = tmp_path / "a b.backup"
    call_command("backup", str(file))
    Source.objects.all().update(name="changed")
    User.objects.create_user("later")
    with connection.cursor() as cursor:  # as a newer version's table would
        cursor.execute("CREATE TABLE newer (user_id integer REFERENCES auth_user)")

    for _ in range(2):  # the restored database can be restored again
        call_command("restore", str(file), yes=True)
        assert list(User.objects.values_list("username", flat=True)) == ["ana"]
        assert Source.objects.get().name == "Río y Mar"
        assert "newer" not in connection.introspection.table_names()
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    User.objects.create_user("ana")
    file = tmp_path / "note.txt"
    file.write_text("no backup")
    with pytest.raises(CommandError, match="pg_restore failed"):
        call_command("restore", str(file), yes=True)
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "missing"), yes=True)
    assert User.objects.count() == 1


def test_a_failed_backup_keeps_the_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "copy"
    file.write_text("older")
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "nowhere")
        with pytest.raises(CommandError, match=r"pg_dump failed.*nowhere"):
            call_command("backup", str(file))
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(CommandError, match="does not exist"):
        call_command("backup", str(tmp_path / "no" / "copy"))
