"""How likely two claims tell of one thing, one keeps what the other promised, or one denies the other: 0 to 1.

Plain arithmetic on what both say, written down so that an editor can follow it: type, parties and time must fit, people
and amounts speak for or against.
"""

from __future__ import annotations

import datetime

from geo.events.facts import COMPATIBLE, Told
from geo.events.promises import ACTS
from geo.lib.periods import gap

SAME = 0.6
"""From here on two claims of different articles are one event."""
MAYBE = 0.3
"""From here on an editor is shown that two events may be the same."""
LINKED = 0.5
"""From here on an act is shown as keeping a promise, a denial as denying."""

DAYS = datetime.timedelta(days=3)
MONTHS = datetime.timedelta(days=62)
VAGUE = ("year", "unknown")


def same(one: Told, other: Told) -> float:
    """Whether both tell of one thing. Contradicting days never reach SAME."""
    if not _one_mood(one, other):
        return 0
    kind = 1.0 if one.type == other.type else 0.7 if other.type in COMPATIBLE.get(one.type, ()) else 0.0
    parties = _parties(one, other)
    time = _time(one, other) if kind and parties else 0.0
    if one.mode and other.mode and one.mode != other.mode:
        time /= 2  # a visit and a telephone call on one day
    return round(kind * parties * time * _details(one, other), 3)


def _one_mood(one: Told, other: Told) -> bool:
    return one.modality == other.modality or (one.happened and other.happened)


def _parties(one: Told, other: Told) -> float:
    """The same sides. Who came and who received is often told the other way round: a meeting has one side."""
    if one.type == "CONSULT" or one.symmetric or other.symmetric:
        return _alike(one.everybody, other.everybody)
    return 1.0 if (one.sources, one.targets) == (other.sources, other.targets) else 0.0


def _alike(some: frozenset[str], others: frozenset[str]) -> float:
    if some == others:
        return 1.0
    common = len(some & others)
    return 0.6 if common >= 2 and 2 * common >= len(some | others) else 0.0


def _time(one: Told, other: Told) -> float:
    if _is_vague(one) or _is_vague(other):
        return _vague_time(one, other) if _one_amount(one, other) else 0.0
    apart = _apart(one, other)
    if apart is None or apart > DAYS:
        return 0
    if apart:
        return 0.4
    if one.precision == other.precision == "day":
        return 1
    known = 0.8 if (one.earliest, one.latest) == (other.earliest, other.latest) else 0.7
    return known * (0.7 if one.is_speech or other.is_speech else 1)  # words are said again and again


def _is_vague(told: Told) -> bool:
    """“In 2014”, “since 2006”: too wide to tell one visit or loan from another."""
    if told.precision in VAGUE or told.earliest is None or told.latest is None:
        return True
    return told.latest - told.earliest > MONTHS


def _vague_time(one: Told, other: Told) -> float:
    """Two that name one amount are one thing, unless their years contradict each other."""
    apart = _apart(one, other)
    if apart is None:
        return 0.65
    return 0.75 if not apart else 0.0


def _apart(one: Told, other: Told) -> datetime.timedelta | None:
    return gap(((one.earliest, one.latest), (other.earliest, other.latest)))


def _one_amount(one: Told, other: Told) -> bool:
    """The same amount, and one that is no accident: money, or a number that is not a handful."""
    if one.amount is None or one.amount != other.amount:
        return False
    value, currency, _unit = one.amount
    return bool(currency) or value >= 100


def _details(one: Told, other: Told) -> float:
    """1 where a person or an amount is shared, less where they contradict, else 0.8."""
    if _other_people(one, other):
        return 0.2  # two ministers on one day are two meetings
    if _other_amount(one, other):
        return 0.4
    shared = one.people & other.people or one.bodies & other.bodies or _one_amount(one, other)
    return 1 if shared else 0.8


def _other_people(one: Told, other: Told) -> bool:
    """Whether both name people of one country, and different ones."""
    countries = {country for country, _actor in one.people} & {country for country, _actor in other.people}
    return any(
        not ({p for p in one.people if p[0] == country} & {p for p in other.people if p[0] == country})
        for country in countries
    )


def _other_amount(one: Told, other: Told) -> bool:
    if one.amount is None or other.amount is None:
        return False
    return one.amount[1:] == other.amount[1:] and one.amount[0] != other.amount[0]


def is_pledge(told: Told) -> bool:
    if told.type == "AGREE":
        return told.modality in ("occurred", "ongoing", "planned")
    return told.modality == "planned" and told.type in ACTS


def fulfils(act: Told, pledge: Told) -> float:
    """Whether `act` is what `pledge` said would be done, between the same parties and not before it was said."""
    promised = pledge.promised if pledge.type == "AGREE" else {pledge.type}
    if not act.happened or not is_pledge(pledge) or act.type not in promised or act.type == "AGREE":
        return 0
    if (act.article, act.sentence) == (pledge.article, pledge.sentence) or (act.type == "SUPPORT" and act.is_speech):
        return 0
    if act.type not in ("CONSULT", "SUPPORT") and act.targets and act.sources == pledge.targets != pledge.sources:
        return 0  # what the other one gave
    parties = _alike(act.everybody, pledge.everybody) if len(act.everybody) > 1 else 0.0
    people = _people(act, pledge)
    if act.type == "CONSULT" and _due(pledge) is None and not act.people & pledge.people:
        return 0  # two countries meet again and again: without a date or a person it may be any meeting
    return round(parties * _in_time(act, pledge) * _weighed(people, act, pledge), 3)


def _people(one: Told, other: Told) -> float:
    """Country by country, whether both name one person, others, or only one of them names somebody."""
    shared = open_ = 0
    for country in one.everybody & other.everybody:
        some = {person for person in one.people if person[0] == country}
        others = {person for person in other.people if person[0] == country}
        if some and others and not some & others:
            return 0.4
        shared += bool(some & others)
        open_ += bool(some) != bool(others)
    if shared:
        return 0.7 if open_ else 1
    return 0.6 if open_ else 0.8


def _weighed(people: float, one: Told, other: Told) -> float:
    """People, and amounts where both name one."""
    if _other_amount(one, other):
        return people * 0.7
    return 1 if _one_amount(one, other) and people > 0.4 else people


def _in_time(act: Told, pledge: Told) -> float:
    due = _due(pledge)
    if due is None:
        return _after(act, pledge.earliest or pledge.published)
    if act.earliest is None or act.latest is None:
        return 0.4 if act.published and act.published >= due[0] else 0.0
    if act.latest < due[0] - datetime.timedelta(days=7):
        return 0
    late = (act.earliest - due[1]).days
    if _is_vague(act):
        return 0.6 if late <= 0 else 0.0
    return 0.95 if late <= 0 else 0.7 if late <= 7 else 0.5 if late <= 90 else 0.0


def _due(pledge: Told) -> tuple[datetime.date, datetime.date] | None:
    """When it was to be done, where the date says that and not when it was promised."""
    if pledge.earliest is None or pledge.latest is None:
        return None
    to_come = pledge.modality == "planned" or (pledge.published is not None and pledge.earliest > pledge.published)
    return (pledge.earliest, pledge.latest) if to_come else None


def _after(act: Told, said: datetime.date | None) -> float:
    if said is None:
        return 0
    if act.earliest is None or act.latest is None:
        return 0.5 if act.published and 0 <= (act.published - said).days <= 400 else 0.0
    if act.latest < said:
        return 0
    if act.earliest < said:
        return 0.5  # in the same month or year, before or after
    return 0.8 if (act.earliest - said).days <= 31 else 0.65 if (act.earliest - said).days <= 400 else 0.0


ABOUT_A_TOPIC = {"discuss", "discussed", "discussing", "discussion", "discussions", "talked", "raised"}
"""Who denies that something was talked about does not deny that they met."""


def denies(denial: Told, other: Told) -> float:
    """Whether `denial` says that `other` is not so, or calls off what `other` promised."""
    if other.modality == "denied":
        return 0
    if denial.modality != "denied":
        return _calls_off(denial, other)
    if denial.type != other.type and not (is_pledge(other) and denial.type in other.promised):
        return 0
    if denial.trigger in ABOUT_A_TOPIC and other.trigger not in ABOUT_A_TOPIC:
        return 0
    alone = 0.8 if len(denial.everybody) == 1 else 1
    weighed = _weighed(_people(denial, other), denial, other)
    return round(alone * _parties(denial, other) * _about_then(denial, other) * weighed, 3)


def _about_then(denial: Told, other: Told) -> float:
    apart = _apart(denial, other)
    if apart is not None:
        return 0.9 if not apart else 0.7 if apart <= DAYS else 0.0
    if denial.published is None or other.published is None:
        return 0
    between = abs((denial.published - other.published).days)
    return 0.7 if between <= 7 else 0.6 if between <= 31 else 0.0


def _calls_off(refusal: Told, pledge: Told) -> float:
    """A refused or cancelled meeting after the plan to meet."""
    if not refusal.happened or (refusal.type, refusal.mode) != ("REJECT", "meet"):
        return 0
    if not is_pledge(pledge) or "CONSULT" not in pledge.promised or not pledge.published or not refusal.published:
        return 0
    in_time = 0 <= (refusal.published - pledge.published).days <= 400
    return round(_alike(refusal.everybody, pledge.everybody) * 0.7 * in_time * _people(refusal, pledge), 3)
