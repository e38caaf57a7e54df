import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from geo.browse.highlight import KINDS, Span, marked


def test_overlapping_spans_are_cut_at_every_edge() -> None:
    html = marked("Cuba and Russia met", 10, [Span(10, 25, "source"), Span(19, 29, "trigger")])
    assert html == (
        '<mark class="is-source">Cuba and </mark><mark class="is-source is-trigger">Russia</mark>'
        '<mark class="is-trigger"> met</mark>'
    )


def test_spans_outside_are_ignored_and_those_over_an_edge_are_clipped() -> None:
    html = marked("met", 10, [Span(0, 10, "source"), Span(13, 20, "target"), Span(8, 11, "trigger")])
    assert html == '<mark class="is-trigger">m</mark>et'


def test_markup_of_the_text_is_escaped() -> None:
    assert marked("<b>&", 0, [Span(0, 2, "trigger")]) == '<mark class="is-trigger">&lt;b</mark>&gt;&amp;'


def test_marks_name_their_claims_where_a_text_holds_several() -> None:
    html = marked("met", 0, [Span(0, 3, "trigger", "one"), Span(0, 3, "source", "two")], with_refs=True)
    assert html == '<mark class="is-source is-trigger" data-claims="one two">met</mark>'


@given(st.data())
def test_marking_changes_no_letter_and_marks_exactly_the_spans(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
    offset = data.draw(st.integers(0, 50))
    place = st.integers(0, offset + len(text) + 10)
    spans = data.draw(st.lists(st.builds(Span, place, place, st.sampled_from(KINDS)).filter(lambda s: s.end > s.start)))
    html = marked(text, offset, spans)
    assert unescape(re.sub(r"</?mark[^>]*>", "", html)) == text
    covered = "".join(
        letter
        for position, letter in enumerate(text, start=offset)
        if any(span.start <= position < span.end for span in spans)
    )
    assert unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, flags=re.S))) == covered
