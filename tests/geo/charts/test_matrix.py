from geo.charts.matrix import MOST_COLUMNS, Meetings, Person, matrix


def person(name: str) -> Person:
    return Person(name, name.lower(), f"/actors/{name.lower()}/")


def met(one: str, other: str, events: int = 1) -> Meetings:
    return Meetings(person(one), person(other), events, f"?{one}&{other}")


def test_busiest_people_come_first_and_then_the_alphabet() -> None:
    drawn = matrix([met("B", "Y"), met("A", "Y"), met("C", "Z", 3)])
    assert [column.name for column in drawn.columns] == ["Z", "Y"]
    assert [row.name for row, _discs in drawn.rows] == ["C", "A", "B"]


def test_an_empty_cell_is_no_zero_and_discs_grow_by_area() -> None:
    drawn = matrix([met("A", "Y", 9), met("B", "Z", 4)])
    (_a, first), (_b, second) = drawn.rows
    assert first[1] is None
    assert second[0] is None
    large, small = first[0], second[1]
    assert abs((large.radius / small.radius) ** 2 - 9 / 4) < 0.1


def test_what_does_not_fit_is_counted() -> None:
    drawn = matrix([met("A", f"P{number:02}") for number in range(MOST_COLUMNS + 3)])
    assert len(drawn.columns) == MOST_COLUMNS
    assert drawn.left_out == 3


def test_the_same_meetings_draw_the_same_picture() -> None:
    found = [met("A", "Y"), met("B", "Z", 2), met("C", "Y", 2)]
    assert matrix(found) == matrix(reversed(found))


def test_nobody_met_nobody() -> None:
    assert matrix([]).rows == []
