"""The ring of counterparts: how many, where, and the same every time."""

import random

from geo.charts.network import MOST, Neighbour, network


def neighbour(key: int, events: int = 1, conflict: int = 0, **more) -> Neighbour:
    values = {"name": f"Actor {key}", "is_person": False, "code": "CUB", "href": f"/actors/{key}/", "reviewed": 0}
    return Neighbour(key=key, events=events, cooperation=events - conflict, conflict=conflict, **values | more)


def test_at_most_25_are_drawn_and_all_are_counted() -> None:
    drawn = network([neighbour(key, 100 - key) for key in range(63)], [], 63)
    assert len(drawn.nodes) == MOST == 25
    assert drawn.total == 63
    assert {node.neighbour.key for node in drawn.nodes} == set(range(25))


def test_names_never_share_a_line_on_one_side() -> None:
    for count in range(1, 26):
        drawn = network([neighbour(key) for key in range(count)], [], count)
        places = {(node.is_left, node.y) for node in drawn.nodes}
        assert len(places) == count
        assert all(0 <= node.y <= drawn.height for node in drawn.nodes)
        assert all((node.x < 50) == node.is_left for node in drawn.nodes)


def test_those_with_ties_stand_together() -> None:
    drawn = network([neighbour(key, 10 - key) for key in range(8)], [(0, 7, 5, 0), (7, 3, 4, 0)], 8)
    assert [node.neighbour.key for node in drawn.nodes][:3] == [0, 7, 3]


def test_the_order_of_ties_changes_nothing() -> None:
    neighbours = [neighbour(key, 30 - key) for key in range(20)]
    ties = [(one, other, (one * other) % 7 + 1, 0) for one in range(20) for other in range(one)]
    first = network(neighbours, ties, 20)
    random.Random(4).shuffle(ties)
    assert network(neighbours, ties, 20) == first


def test_more_events_never_make_a_thinner_line() -> None:
    drawn = network([neighbour(key, events) for key, events in enumerate((500, 90, 20, 3, 1))], [], 5)
    weights = sorted((node.neighbour.events, node.weight) for node in drawn.nodes)
    assert [weight for _events, weight in weights] == sorted(weight for _events, weight in weights)
    assert weights[-1][1] == 4


def test_a_sign_says_what_there_is_more_of() -> None:
    leanings = [neighbour(1, 4, conflict).leaning for conflict in (1, 2, 3)]
    assert leanings == ["cooperation", "both", "conflict"]


def test_long_names_of_people_keep_their_surname() -> None:
    assert neighbour(1, name="Nicolás Maduro", is_person=True).short_name == "N. Maduro"
    assert neighbour(1, name="United Nations Organisation").short_name == "United Natio…"
    assert neighbour(1, name="Cuba").short_name == "Cuba"


def test_ties_with_somebody_who_is_not_drawn_are_left_out() -> None:
    assert network([neighbour(1), neighbour(2)], [(1, 9, 5, 0), (1, 2, 3, 1)], 2).chords[0].is_reviewed
    assert len(network([neighbour(1), neighbour(2)], [(1, 9, 5, 0)], 2).chords) == 0
