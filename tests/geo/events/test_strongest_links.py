"""Which links two events get, and which of many are kept: on values, without a database."""

import pytest

from geo.events import links, similarity
from tests.geo.events.told import told


@pytest.mark.parametrize(
    ("sources", "targets", "keys"),
    [
        pytest.param("RUS", "CUB", ["CUB RUS"], id="a pair"),
        pytest.param("CUB", "RUS", ["CUB RUS"], id="told the other way round"),
        pytest.param("RUS", "", ["RUS"], id="one alone"),
        pytest.param("RUS", "RUS", ["RUS"], id="one with itself"),
        pytest.param("RUS", "CUB BRA", ["CUB RUS", "BRA RUS", "BRA CUB"], id="each two of three"),
    ],
)
def test_events_are_compared_by_the_pairs_of_their_parties(sources, targets, keys):
    pairs = {frozenset(key.split()) for key in keys}
    assert links._party_keys(told(sources=sources, targets=targets)) == pairs


def test_the_best_three_links_of_each_kind_are_kept():
    scored = [(score, ("fulfils", 1, n)) for n, score in enumerate((0.5, 0.9, 0.7, 0.6, 0.8))]
    others = [(0.51, ("denies", 1, 2)), (0.31, ("may be the same", 2, 1))]
    kept = links._strongest([*others, *scored])
    assert kept == [(0.9, ("fulfils", 1, 1)), (0.8, ("fulfils", 1, 4)), (0.7, ("fulfils", 1, 2)), *others]


def test_of_equal_links_the_youngest_are_kept():
    kept = links._strongest([(0.5, ("denies", 1, n)) for n in (4, 9, 7, 8)])
    assert [key for _score, key in kept] == [("denies", 1, 9), ("denies", 1, 8), ("denies", 1, 7)]


PLANNED = told(
    type="AGREE", modality="planned", promised="CONSULT", people="Putin", date="2014-07", published="2014-06-20"
)
DENIED = told(modality="denied", people="Putin")
DONE = told(people="Putin")


@pytest.mark.parametrize(
    ("ours", "theirs", "scored"),
    [
        pytest.param([DONE], [told(people="Putin")], [(1, ("may be the same", 8, 5))], id="two accounts"),
        pytest.param([DONE], [told(date="2014-07-12")], [(0.32, ("may be the same", 8, 5))], id="doubtful accounts"),
        pytest.param([DONE], [told(people="Lavrov")], [], id="accounts too far apart"),
        pytest.param([DONE], [PLANNED], [(0.95, ("fulfils", 8, 5))], id="an act and its plan"),
        pytest.param([PLANNED], [DONE], [(0.95, ("fulfils", 5, 8))], id="a plan and its act"),
        pytest.param([DENIED], [DONE], [(0.9, ("denies", 8, 5))], id="a denial and the act"),
        pytest.param([DONE], [DENIED], [(0.9, ("denies", 5, 8))], id="an act and its denial"),
        pytest.param([told(people="Lavrov")], [PLANNED], [], id="an act that hardly keeps it"),
        pytest.param(
            [told(people="Lavrov"), told(date="2014-08-20", people="Putin"), told()], [PLANNED],
            [(0.57, ("fulfils", 8, 5))], id="the best of several",
        ),
    ],
)  # fmt: skip
def test_two_events_are_linked_by_their_likeliest_claims(ours, theirs, scored):
    assert links._between(8, ours, 5, theirs) == scored


def test_the_younger_may_be_the_same_as_the_older_whichever_is_looked_at():
    there, back = (links._between(*args) for args in ((8, [DONE], 5, [told()]), (5, [told()], 8, [DONE])))
    assert there == back == [(0.8, ("may be the same", 8, 5))]


@pytest.mark.parametrize(("score", "kinds"), [(0.29, 0), (0.3, 1), (0.49, 1), (0.5, 5)])
def test_a_likeness_is_shown_before_a_promise_or_a_denial(monkeypatch, score, kinds):
    for name in ("same", "fulfils", "denies"):
        monkeypatch.setattr(similarity, name, lambda _one, _other: score)
    assert len(links._between(8, [DONE], 5, [told()])) == kinds


def test_accounts_of_one_article_are_never_said_to_be_the_same():
    one, other = (told(article=3, sentence=sentence, people="Putin") for sentence in (0, 90))
    assert similarity.same(one, other) == 1
    assert links._between(8, [one], 5, [other]) == []
