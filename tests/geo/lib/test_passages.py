import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lib.passages import around, merged, paragraphs

TEXT = "One here. Mr. Smith of the U.S. left. “Two!” said he. Three.\nAnother paragraph. It ends"


def pieces(sentence: str) -> tuple[str, str, str]:
    start = TEXT.index(sentence)
    return tuple(TEXT[first:last] for first, last in around(TEXT, start, start + len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "before", "after"),
    [
        ("Mr. Smith of the U.S. left.", "One here.", "“Two!” said he."),
        ("“Two!” said he.", "Mr. Smith of the U.S. left.", "Three."),
        ("One here.", "", "Mr. Smith of the U.S. left."),
        ("Three.", "“Two!” said he.", ""),
        ("It ends", "Another paragraph.", ""),
    ],
)
def test_the_neighbours_of_a_sentence_stay_in_its_paragraph(sentence: str, before: str, after: str) -> None:
    assert pieces(sentence) == (before, sentence, after)


def test_paragraphs_leave_blank_lines_out() -> None:
    text = "\n\nA\n \nB"
    assert [text[start:end] for start, end in paragraphs(text)] == ["A", "B"]


def test_ranges_that_touch_become_one() -> None:
    assert merged([(5, 9), (0, 3), (9, 12), (20, 21), (2, 3)]) == [(0, 3), (5, 12), (20, 21)]


@given(st.text(), st.data())
def test_neighbours_never_overlap_the_sentence_or_leave_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, sentence, after = around(text, start, end)
    assert sentence == (start, end)
    assert 0 <= before[0] <= before[1] <= start
    assert end <= after[0] <= after[1] <= len(text)
