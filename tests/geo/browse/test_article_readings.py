"""The text of an article in pieces, whole or in excerpts."""

import re

import pytest

from geo.browse.article_readings import Block, blocks
from geo.browse.cards import CardClaim, in_order
from tests.geo.scenes import article, claim

pytestmark = pytest.mark.django_db


def plain(block: Block) -> str:
    return "".join("[…]" if piece.is_gap else str(piece.html) for piece in block.pieces)


def of(text: str, *quotes: str) -> list[CardClaim]:
    told = article(text)
    return in_order([claim(quote, of=told).pk for quote in quotes])


def test_the_whole_text_is_there_letter_for_letter() -> None:
    text = "Before.  Russia promised Cuba oil.\nNothing here.\nRussia promised Cuba rice. After."
    made = of(text, "Russia promised Cuba oil.", "Russia promised Cuba rice.")
    shown = blocks(text, made, whole=True)
    assert "\n".join(re.sub("<[^>]+>", "", plain(block)) for block in shown) == text
    assert [[n.number for n in block.claims] for block in shown] == [[1], [], [2]]


def test_excerpts_of_neighbouring_sentences_run_together() -> None:
    text = "Ann left. Bob left. Russia promised Cuba oil. Carl left. Russia promised Cuba rice. Dan left. Eve left."
    [block] = blocks(text, of(text, "Russia promised Cuba oil.", "Russia promised Cuba rice."), whole=False)
    assert "Eve" not in plain(block)
    words = re.sub("<[^>]+>", "", plain(block))
    assert "Russia promised Cuba oil. Carl left. Russia promised Cuba rice." in words


def test_two_claims_of_one_sentence_share_its_piece() -> None:
    text = "Russia promised Cuba oil."
    [block] = blocks(text, of(text, text, text), whole=True)
    [piece] = block.pieces
    assert [n.number for n in piece.claims] == [1, 2]
    assert piece.html.count("promised") == 1


def test_a_sentence_over_a_line_end_joins_its_paragraphs() -> None:
    text = "One.\nRussia promised\nCuba oil.\nTwo."
    shown = blocks(text, of(text, "Russia promised\nCuba oil."), whole=True)
    assert len(shown) == 3
    assert [len(block.claims) for block in shown] == [0, 1, 0]


def test_paragraphs_without_claims_are_no_excerpt() -> None:
    text = "Secret.\nRussia promised Cuba oil.\nSecret."
    [block] = blocks(text, of(text, "Russia promised Cuba oil."), whole=False)
    assert "Secret" not in plain(block)
