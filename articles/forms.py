"""Forms of the admin: an article pasted, files uploaded, an article withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.clean import LARGEST_TEXT, RefusedError, clean
from articles.ingest import parse_date
from articles.models import Article, Source
from articles.readers import LARGEST_FILE, READERS

DATE_HELP = _("As precise as you know it: 2025-05-30, 2025-05 or 2025.")


class PublishedField(forms.CharField):
    """A publication date of any precision, kept as it was written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Published"), required=False, max_length=10, help_text=DATE_HELP, **options)

    def clean(self, value: Any) -> str:
        words: str = super().clean(value).strip()
        try:
            parse_date(words)
        except RefusedError as error:
            raise forms.ValidationError(str(error)) from None
        return words


class PasteForm(forms.ModelForm[Article]):
    """A new article by pasting."""

    published = PublishedField()

    class Meta:
        model = Article
        fields = ("source", "title", "url", "byline", "published", "rights", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, the first line of the text.")
        self.fields["text"].required = True
        self.fields["text"].help_text = _("Cleaned once and never changed afterwards.")

    def clean_text(self) -> str:
        text = clean(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("The text is empty: paste the article's words."))
        if len(text) > LARGEST_TEXT:
            raise forms.ValidationError(_("The text has more than 2,000,000 characters: split it."))
        return text


class CorrectForm(forms.ModelForm[Article]):
    """What may be corrected of a stored article: not its text."""

    published = PublishedField()

    class Meta:
        model = Article
        fields = ("source", "title", "url", "byline", "published", "rights")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["published"] = written_date(self.instance)

    def clean_source(self) -> Source:
        source: Source = self.cleaned_data["source"]
        same = Article.objects.filter(source=source, text_sha256=self.instance.text_sha256, superseded_at=None)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This source has an article with the same text already."))
        return source


def written_date(article: Article) -> str:
    """The publication date no more precise than it is known: 2025-05-30, 2025-05, 2025 or nothing."""
    if article.published_on is None:
        return ""
    length = {"day": 10, "month": 7, "year": 4}[article.published_precision]
    return article.published_on.isoformat()[:length]


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or many; `clean` returns a list."""

    widget = SeveralFilesInput(attrs={"accept": ",".join(READERS)})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """Files to be stored; each is judged for itself."""

    files = SeveralFilesField(  # type: ignore[assignment]  # as a form declares it; Form.files is what was sent
        label=_("Files"),
        allow_empty_file=True,
        help_text=_("%(kinds)s, up to %(size)d MB each, one or many.")
        % {"kinds": ", ".join(READERS), "size": LARGEST_FILE // 1024**2},
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("Source"), required=False, help_text=_("Unless the head of a file names it.")
    )
    new_source = forms.CharField(label=_("or a new source"), required=False, max_length=200)
    published = PublishedField()
    url = forms.URLField(
        label=_("Address"), required=False, max_length=2000, assume_scheme="https", help_text=_("For one file only.")
    )

    def source_name(self) -> str:
        chosen: Source | None = self.cleaned_data["source"]
        return chosen.name if chosen else str(self.cleaned_data["new_source"])


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the article."),
    )
