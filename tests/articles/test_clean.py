"""Bytes to text: whatever comes in, what goes out is clean, and cleaning it again changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.clean import RefusedError, clean, decode
from articles.readers import text as plain

ANY = st.text(st.characters(exclude_categories=[]), max_size=200)


@given(ANY)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_a_clean_text_is_nfc_with_one_kind_of_line_end_and_can_be_stored(text):
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\r\x00\x0b\x0c\u2028\u2029\ufeff\u200b")
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert cleaned == cleaned.strip()


@given(st.text(st.characters(categories=["L", "M", "N", "P"])))
def test_letters_digits_and_signs_stay_as_they_are(text):
    assert clean(f"a{text}z") == unicodedata.normalize("NFC", f"a{text}z")


@given(st.text(min_size=1))
def test_utf8_comes_back_as_it_was(text):
    data = f"x{text}".encode()
    try:
        decoded, encoding = decode(data, "a.txt")
    except RefusedError:
        assert any(byte < 32 for byte in data)
        return
    assert (decoded, encoding) == (f"x{text}", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_tried_and_named(encoding):
    document = plain.read("Señor Núñez visitó Moscú – “ayer”.".encode(encoding), "nota.txt")
    assert document.text == "Señor Núñez visitó Moscú – “ayer”."
    assert document.notes == (
        {"cp1252": ("nota.txt was read as cp1252",), "utf-16": ("nota.txt was read as utf-16",)}.get(encoding, ())
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a binary file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is a binary file"),
        ("Señor Núñez".encode() + b"\xc3", "is UTF-8 that is broken at byte 14"),
        (b"\xff\xfeR\x00u", "begins like utf-16 and is not"),
        (b"\x81\x8d", "is neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data, reason):
    with pytest.raises(RefusedError, match=reason) as refused:
        plain.read(data, "file.txt")
    assert str(refused.value).startswith("file.txt ")


def test_a_head_is_taken_off_and_offsets_count_in_what_is_left():
    document = plain.read(b"title: Talks\nsource: The Courier\n\nRussia met Cuba.\r\nThen it left.", "a.txt")
    assert (document.title, document.source, document.text) == (
        "Talks", "The Courier", "Russia met Cuba.\nThen it left.",
    )  # fmt: skip


def test_a_text_that_only_looks_like_a_head_stays_whole():
    assert plain.read(b"source: nobody knows\n\nRussia met Cuba.", "a.txt").text.startswith("source: nobody knows")
