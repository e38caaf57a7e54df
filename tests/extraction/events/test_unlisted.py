"""Verbs that no list knows."""

import pytest

from geo.extraction.events import unlisted
from geo.extraction.reader import read


def test_a_verb_in_no_list_is_read_where_the_classifier_is_sure():
    [claim] = read("Chile decided to send two field hospitals to Haiti.", language="en").claims
    assert "decide" not in unlisted._listed()
    assert (claim.type, claim.trigger.text) == ("AGREE", "decided")
    assert [p.country for p in (*claim.sources, *claim.targets)] == ["CHL", "HTI"]
    assert "“decided”, in no list" in claim.rule
    assert 0.5 < claim.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Chile has more lighthouses than Peru.",  # nothing passes between them
        "Chile decided to repaint its lighthouses.",  # nobody else is concerned
        "Chilean lawmakers decided to send a letter to the Chilean president.",  # one country
    ],
)
def test_nothing_is_guessed(text: str):
    assert not [claim for claim in read(text, language="en").claims if "in no list" in claim.rule]
