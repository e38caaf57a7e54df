"""Editors put articles in, see where each one stands, correct what is about it, and take it off again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.clean import RefusedError
from articles.forms import CorrectForm, PasteForm, UploadForm, WithdrawForm
from articles.ingest import Tally, ingest, parse_date, store
from articles.models import Article, Source, Upload
from articles.readers import LARGEST_FILE, Document
from articles.signals import articles_stored
from articles.withdraw import republish, withdraw

admin.site.site_header = _("Lazos for editors")
admin.site.site_title = _("Lazos")
admin.site.index_title = _("Articles and relations")


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    list_display = ("name", "kind", "country", "is_demo", "checked")
    list_filter = ("kind", "checked", "is_demo")
    search_fields = ("name", "homepage")

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False  # its articles are kept


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin[Article]):
    list_display = ("title", "source", "published", "standing", "language", "rights")
    list_filter = ("state", "rights", "language", ("withdrawn_at", admin.EmptyFieldListFilter), "source")
    search_fields = ("title", "url", "byline", "source__name")
    list_select_related = ("source",)
    list_per_page = 50
    show_full_result_count = False
    actions = ("read_again",)
    change_list_template = "admin/articles/article/change_list.html"
    change_form_template = "admin/articles/article/change_form.html"
    shown = ("standing", "published_precision", "language", "text", "basis", "revises", "stored_at", "superseded_at",
             "withdrawn_at", "withdrawn_reason", "erased_at", "erased_reason")  # fmt: skip

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=CorrectForm if obj else PasteForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return (*CorrectForm.Meta.fields, *self.shown) if obj else PasteForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return self.shown if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # withdraw or erase: nothing is deleted

    @admin.display(description=_("published"), ordering="published_on")
    def published(self, article: Article) -> str:
        from articles.forms import written_date

        return written_date(article) or "–"

    @admin.display(description=_("standing"), ordering="state")
    def standing(self, article: Article) -> str:
        return standing(article)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("upload/", wrap(self.upload), name="articles_article_upload"),
            path("<int:pk>/withdraw/", wrap(self.withdraw), name="articles_article_withdraw"),
            path("<int:pk>/again/", wrap(self.again), name="articles_article_again"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if change:
            self._correct(obj, form)
            return
        data = form.cleaned_data
        document = Document(
            text=data["text"], title=data["title"], url=data["url"], byline=data["byline"], published=data["published"],
            rights=data["rights"],
        )  # fmt: skip
        done = store(document, data["source"])
        obj.pk, obj.title = done.article.pk, done.article.title
        obj._state.adding = False
        request.known_article = not done.is_new  # type: ignore[attr-defined]
        for note in done.notes:
            messages.warning(request, note)

    def _correct(self, article: Article, form: Any) -> None:
        article.published_on, article.published_precision = parse_date(form.cleaned_data["published"])
        fields = ["source", "title", "url", "byline", "rights", "published_on", "published_precision"]
        with transaction.atomic():
            article.save(update_fields=fields)
            if {"source", "published"} & set(form.changed_data):  # dates count from it, attribution leaves it out
                articles_stored.send(sender=Article, article_ids=[article.pk])

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        try:
            return super().add_view(request, form_url, extra_context)
        except RefusedError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        if getattr(request, "known_article", False):
            words = _("This text from this source is stored already: {}. Nothing was added.")
            messages.warning(request, format_html(str(words), link_to(obj)))
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        messages.success(request, format_html(str(_("{} is stored and waits to be read.")), link_to(obj)))
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def log_addition(self, request: HttpRequest, obj: Article, message: Any) -> Any:
        return None if getattr(request, "known_article", False) else super().log_addition(request, obj, message)

    def upload(self, request: HttpRequest) -> HttpResponse:
        """One file or many; each is stored, known already or refused, and the page says which."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        uploads: list[Upload] = []
        if request.method == "POST" and form.is_valid():
            uploads = [self._store_file(request, form, file) for file in form.cleaned_data["files"]]
        context = {
            **self.admin_site.each_context(request), "title": _("Upload articles"), "form": form, "opts": self.opts,
            "uploads": uploads,
        }  # fmt: skip
        return render(request, "admin/articles/article/upload.html", context)

    def _store_file(self, request: HttpRequest, form: UploadForm, file: Any) -> Upload:
        tally = Tally()
        data = form.cleaned_data
        url = data["url"] if len(data["files"]) == 1 else ""
        ingest(
            file.name,
            file.read(LARGEST_FILE + 1),
            tally,
            source=form.source_name(),
            published=data["published"],
            url=url,
        )
        state = Upload.State.STORED if tally.stored else Upload.State.KNOWN if tally.known else Upload.State.REFUSED
        upload = Upload.objects.create(
            name=file.name[:300], state=state,
            stored=len(tally.stored), known=len(tally.known), refused=len(tally.errors),
            errors=[*tally.errors.values(), *tally.notes], uploaded_by_id=request.user.pk,
        )  # fmt: skip
        upload.articles.set([*tally.stored, *tally.known])
        return upload

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, then hide the article and its claims; or put a withdrawn one back."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and (article.withdrawn_at is not None or form.is_valid()):
            if article.withdrawn_at is not None:
                republish(article)
                messages.success(request, _("The article is back and waits to be read."))
            else:
                withdraw(article, form.cleaned_data["reason"])
                messages.success(request, _("The article and its claims are hidden; its address answers 410."))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request), "title": _("Withdraw the article"),
            "form": form, "opts": self.opts,
            "article": article,
        }  # fmt: skip
        return render(request, "admin/articles/article/withdraw.html", context)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article) or request.method != "POST":
            raise PermissionDenied
        self.read_again(request, Article.objects.filter(pk=pk))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    @admin.action(description=_("Read the selected articles again"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        with transaction.atomic():
            ids = list(
                queryset.filter(superseded_at=None, withdrawn_at=None, erased_at=None).values_list("pk", flat=True)
            )
            articles_stored.send(sender=Article, article_ids=ids)
        words = ngettext("%d article waits to be read.", "%d articles wait to be read.", len(ids))
        messages.success(request, words % len(ids))


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin[Upload]):
    list_display = ("name", "state", "stored", "known", "refused", "uploaded_by", "uploaded_at")
    list_filter = ("state",)
    search_fields = ("name",)
    list_select_related = ("uploaded_by",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # by Articles, Upload

    def has_change_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False


def link_to(article: Article) -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[article.pk]), article.title or article.pk
    )


def standing(article: Article) -> str:
    """Where an article stands, in words: queued, being read, read (n claims), failed (why), and what hides it."""
    if article.erased_at is not None:
        return str(_("erased"))
    if article.withdrawn_at is not None:
        return str(_("withdrawn"))
    if article.superseded_at is not None:
        return str(_("replaced by a revision"))
    if article.state == Article.State.READ:
        return ngettext("read (%d claim)", "read (%d claims)", article.claim_count) % article.claim_count
    words = str(article.get_state_display())
    return f"{words} ({article.state_note})" if article.state_note else words
