"""`manage.py ingest`: files in, a line or a JSON object out, nothing half-stored."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, Origin, Source
from articles.signals import articles_stored

pytestmark = pytest.mark.django_db
TEXT = (
    "Russian Foreign Minister Sergei Lavrov met his Cuban counterpart in Havana on Thursday and promised more flights."
)


@pytest.fixture
def put(tmp_path: Path):
    def write(name: str, data: bytes | str) -> Path:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    return write


def ingest(capsys, *paths: Path, **options) -> tuple[int, dict]:
    """Exit status and the JSON object."""
    status = 0
    try:
        call_command("ingest", *map(str, paths), **{"source": "The Courier", "as_json": True} | options)
    except SystemExit as end:
        status = end.code
    return status, json.loads(capsys.readouterr().out)


def test_an_article_and_its_job_are_stored_together(put, capsys):
    status, told = ingest(capsys, put("a.txt", TEXT), published="2025-05")
    article = Article.objects.get()
    assert (status, told["stored"], told["refused"]) == (0, 1, 0)
    assert (article.text, article.state, article.published_precision) == (TEXT, "queued", "month")
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.queue_name, job.args) == (
        "geo.tasks.read_article",
        "extraction",
        {"article_id": article.pk},
    )


def test_where_the_job_cannot_be_stored_neither_is_the_article(put, capsys):
    def fail(**kwargs):
        raise RuntimeError

    articles_stored.connect(fail)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            ingest(capsys, put("a.txt", TEXT))
    finally:
        articles_stored.disconnect(fail)
    assert not Article.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_the_same_text_of_the_same_source_is_known_in_whatever_bytes(put, capsys):
    ingest(capsys, put("a.txt", TEXT))
    status, told = ingest(capsys, put("b.txt", f"\ufeff{TEXT}\r\n\r\n"))
    assert (status, told["stored"], told["known"]) == (0, 0, 1)
    assert Article.objects.count() == ProcrastinateJob.objects.count() == 1


def test_the_same_text_of_another_source_is_a_copy_of_one_origin(put, capsys):
    ingest(capsys, put("a.txt", TEXT))
    ingest(capsys, put("b.txt", TEXT), source="The Herald")
    assert Article.objects.count() == 2
    assert Origin.objects.count() == 1


def test_another_text_at_the_same_address_is_a_revision(put, capsys):
    for words in ("", " An earlier version named another city."):
        ingest(capsys, put("a.txt", TEXT + words), url="https://example.org/a")
    old, new = Article.objects.order_by("pk")
    assert new.revises == old
    assert old.superseded_at is not None


def test_a_text_may_name_the_address_that_it_corrects(put, capsys):
    ingest(capsys, put("a.txt", TEXT), url="https://example.org/a")
    head = "title: Corrected\nrevises: https://example.org/a\n\n"
    ingest(capsys, put("b.txt", f"{head}{TEXT} Another city was named."), url="https://example.org/b")
    old, new = Article.objects.order_by("pk")
    assert new.revises == old
    assert (old.superseded_at is not None, new.superseded_at) == (True, None)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file"),
        ("broken.txt", "Señor Núñez".encode() + b"\xc3", "broken at byte"),
        ("large.txt", b"x" * (20 * 1024 * 1024 + 1), "is larger than 20 MB"),
        ("long.txt", b"word " * 400_001, "more than 2,000,000"),
        ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "holds no article"),
        ("sheet.xls", b"a", "is of no kind that is read"),
        ("future.txt", f"title: T\npublished: 2999-01-01\n\n{TEXT}", "lies in the future"),
        ("date.txt", f"title: T\npublished: 2025-02-30\n\n{TEXT}", "is no date"),
        ("address.txt", f"title: T\nurl: ftp://example.org/a\n\n{TEXT}", "is no http"),
        ("address2.txt", f"title: T\nurl: https://example.org/{'a' * 2010}\n\n{TEXT}", "more than 2,000"),
        ("rights.txt", f"title: T\nrights: mine\n\n{TEXT}", "rights 'mine' are not known"),
        ("language.txt", f"title: T\nlanguage: English\n\n{TEXT}", "is no code"),
        ("source.txt", f"title: T\nsource: {'n' * 201}\n\n{TEXT}", "source's name has 201"),
    ],
)
def test_bad_input_is_refused_with_a_reason_and_leaves_nothing(put, capsys, name, data, reason):
    file = put(name, data)
    status, told = ingest(capsys, file, source="" if name == "source.txt" else "The Courier")
    assert (status, told["stored"], told["refused"]) == (1, 0, 1)
    assert reason in told["errors"][str(file)]
    assert not Article.objects.exists()
    assert not Source.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_one_bad_file_does_not_stop_the_others(put, capsys, tmp_path):
    put("a.txt", TEXT)
    put("b.txt", b"")
    put("c.html", f"<html><title>C</title><article><h1>C</h1><p>{TEXT} {TEXT}</p></article></html>")
    put("notes.json", b"{}")
    status, told = ingest(capsys, tmp_path, tmp_path / "none.txt")
    assert status == 1
    assert (told["stored"], told["known"], told["refused"]) == (2, 0, 2)
    assert {Path(name).name for name in told["errors"]} == {"b.txt", "none.txt"}


def test_no_source_is_a_reason(put, capsys):
    status, told = ingest(capsys, put("a.txt", TEXT), source="")
    assert status == 1
    assert "No source is named" in next(iter(told["errors"].values()))


def test_the_line_for_people_names_what_was_known(put, capsys):
    ingest(capsys, put("a.txt", TEXT))
    call_command("ingest", str(put("b.txt", TEXT)), source="The Courier")
    out = capsys.readouterr().out
    assert f"Known already: /articles/{Article.objects.get().pk}/" in out
    assert "0 stored, 1 already known, 0 refused." in out


def test_another_language_is_stored_and_said_to_be_unread(put, capsys):
    text = "El canciller ruso Serguéi Lavrov se reunió el jueves en La Habana con su homólogo cubano y prometió vuelos."
    _status, told = ingest(capsys, put("a.txt", text))
    assert told["stored"] == 1
    assert "its language (es) is not read yet" in told["notes"][0]


def test_erasing_asks_for_what_is_there():
    with pytest.raises(CommandError, match="There is no article 99"):
        call_command("erase", "99", reason="court order")
