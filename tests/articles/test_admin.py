"""The editors' door: paste, upload, correct, withdraw, read again."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, Source, Upload
from geo import tasks
from geo.models import Attribution, Claim
from tests.geo.scenes import actor
from tests.geo.tellings import tell

pytestmark = pytest.mark.django_db
TEXT = (
    "Russian Foreign Minister Sergei Lavrov met his Cuban counterpart in Havana on Thursday and promised more flights."
)
UPLOAD = "/admin/articles/article/upload/"


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ana"))
    return client


def upload(client: Client, *files: tuple[str, bytes], **fields: str) -> str:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(UPLOAD, {"files": sent, "new_source": "The Courier", **fields}).content.decode()


def paste(client: Client, **fields: str):
    source, _new = Source.objects.get_or_create(name="The Courier")
    sent = {
        "source": source.pk,
        "title": "",
        "url": "",
        "byline": "",
        "published": "",
        "rights": "excerpts",
        "text": TEXT,
    }
    return client.post(reverse("admin:articles_article_add"), sent | fields, follow=True).content.decode()


@pytest.mark.slow
def test_many_files_are_each_judged_for_themselves(admin):
    page = upload(admin, ("a.txt", TEXT.encode()), ("b.txt", b""), ("c.txt", TEXT.encode()), published="2025-05")
    assert list(Upload.objects.order_by("pk").values_list("state", flat=True)) == ["stored", "refused", "known"]
    article = Article.objects.get()
    assert page.count(f'href="/admin/articles/article/{article.pk}/change/"') == 2
    assert "b.txt is empty" in page
    assert (str(article.published_on), article.published_precision) == ("2025-05-01", "month")
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\x89PNG\x00", "is a binary file"),
        ("a.txt", "Señor Núñez".encode() + b"\xc3", "broken at byte"),
        ("a.html", b"<html><body><a href='/'>Home</a></body></html>", "holds no article"),
        ("a.exe", b"MZ", "is of no kind that is read"),
        ("a.txt", b"x" * (20 * 1024 * 1024 + 1), "is larger than 20 MB"),
        ("a.txt", b"word " * 400_001, "more than 2,000,000"),
    ],
)
@pytest.mark.slow
def test_a_bad_file_is_refused_with_its_reason(admin, name, data, reason):
    assert reason in upload(admin, (name, data))
    assert Upload.objects.get().state == "refused"
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"published": "2999-01-01"}, "lies in the future"),
        ({"published": "soon"}, "is no date"),
        ({"url": "ftp://example.org"}, "Enter a valid URL"),
    ],
)
def test_a_wrong_field_is_refused_before_any_file(admin, fields, reason):
    page = upload(admin, ("a.txt", TEXT.encode()), **fields)
    assert reason in page or "is no http" in page
    assert not Article.objects.exists()


def test_an_encoding_that_was_guessed_is_said(admin):
    assert "a.txt was read as cp1252" in upload(admin, ("a.txt", f"{TEXT} Señor.".encode("cp1252")))


def test_a_pasted_article_is_stored_once_and_the_second_time_linked(admin):
    assert "is stored and waits to be read" in paste(admin)
    page = paste(admin, text=f"{TEXT}\r\n")
    article = Article.objects.get()
    assert "is stored already" in page
    assert f"/admin/articles/article/{article.pk}/change/" in page
    assert article.title == TEXT
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": " \r\n "}, "This field is required"),
        ({"text": "word " * 400_001}, "more than 2,000,000"),
        ({"published": "2999"}, "lies in the future"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_bad_paste_is_refused(admin, fields, reason):
    assert reason in paste(admin, **fields)
    assert not Article.objects.exists()


def test_a_stored_text_is_read_only_and_another_date_queues_a_reading(admin):
    paste(admin)
    article = Article.objects.get()
    change = reverse("admin:articles_article_change", args=[article.pk])
    page = admin.get(change).content.decode()
    assert 'name="text"' not in page
    assert TEXT in page
    sent = {
        "source": article.source_id,
        "title": "Talks",
        "url": "",
        "byline": "",
        "published": "",
        "rights": "excerpts",
    }
    admin.post(change, sent)
    assert ProcrastinateJob.objects.count() == 1
    admin.post(change, sent | {"published": "2025-05-30", "text": "another"})
    article.refresh_from_db()
    assert (article.text, article.title, str(article.published_on)) == (TEXT, "Talks", "2025-05-30")
    assert ProcrastinateJob.objects.count() == 2
    other = Source.objects.create(name="The Herald")
    admin.post(change, sent | {"published": "2025-05-30", "source": other.pk})
    assert ProcrastinateJob.objects.count() == 3


def test_nothing_is_deleted(admin):
    paste(admin)
    article = Article.objects.get()
    assert admin.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in admin.get(reverse("admin:articles_article_changelist")).content.decode()


def test_a_withdrawn_article_and_its_claims_are_gone_and_can_come_back(admin):
    claim = tell("Russia lent Cuba money.", "AID", "Russia", "Cuba", trigger="lent", date="2025-05-29")
    pages = [f"/articles/{claim.article_id}/", claim.get_absolute_url()]
    assert [admin.get(page).status_code for page in pages] == [200, 200]
    address = reverse("admin:articles_article_withdraw", args=[claim.article_id])
    admin.post(address, {"reason": ""})
    assert [admin.get(page).status_code for page in pages] == [200, 200]
    admin.post(address, {"reason": "asked by the author"})
    assert [admin.get(page).status_code for page in pages] == [410, 410]
    assert "lent Cuba" not in admin.get("/actors/cuba/").content.decode()
    admin.post(address)
    assert admin.get(pages[0]).status_code == 200
    assert Article.objects.get(pk=claim.article_id).state == "queued"


def test_an_erased_article_keeps_hash_and_reason_only():
    claim = tell("Russia lent Cuba money.", "AID", "Russia", "Cuba", trigger="lent", date="2025-05-29")
    Attribution.objects.create(claim=claim, rank=0, kind="speaker", name="Jane Roe", start=0, end=6)
    sha = claim.article.text_sha256
    call_command("erase", str(claim.article_id), reason="court order")
    article = Article.objects.get(pk=claim.article_id)
    assert (article.text, article.url, article.text_sha256, article.erased_reason) == ("", "", sha, "court order")
    row = Claim.objects.get(pk=claim.pk)
    assert (row.rule, row.evidence, row.shown_to is not None) == ("", [], True)
    assert row.attributions.get().name == "erased"
    assert Client().get(f"/articles/{article.pk}/").status_code == 410


def test_a_failed_reading_says_why_and_can_be_tried_again(admin):
    actor("Cuba")
    paste(admin)
    article = Article.objects.get()
    tasks._note_failure(article.pk, "ValueError: the text broke a rule")
    changelist = reverse("admin:articles_article_changelist")
    assert "failed (ValueError: the text broke a rule)" in admin.get(changelist).content.decode()
    admin.post(reverse("admin:articles_article_again", args=[article.pk]))
    article.refresh_from_db()
    assert (article.state, article.state_note) == ("queued", "")
    assert ProcrastinateJob.objects.count() == 2


def test_an_editor_may_upload_and_a_stranger_may_not():
    from django.contrib.auth.models import Group

    editor = User.objects.create_user("eva", is_staff=True)
    client = Client()
    client.force_login(editor)
    assert client.get(UPLOAD).status_code == 403
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(User.objects.get(pk=editor.pk))
    assert "stored" in upload(client, ("a.txt", TEXT.encode()))
    assert Client().get(UPLOAD).status_code == 302
