"""What the encoder thinks of the events of a text: their types, and who is party to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span

from geo.extraction.encoder import candidates
from geo.extraction.encoder.candidates import Candidate
from geo.extraction.encoder.items import NONE, SOURCE, TARGET, TYPES, TriggerItem, TriggerScores
from geo.extraction.encoder.reader import Encoder
from geo.extraction.entities.mentions import text_of
from geo.extraction.entities.noun_phrases import PartyMention

LEAST = 1e-3
"""No probability is taken for smaller."""

type Who = str
"""A country's code, or the key of an actor without one: as parties are told apart."""


def who(found: PartyMention) -> Who:
    return found.actor.country or found.actor.key


@dataclass(frozen=True, slots=True)
class Role:
    """How likely somebody is source and target of what a word tells, and the words that name them best."""

    source: float
    target: float
    found: PartyMention

    @property
    def neither(self) -> float:
        return max(1.0 - self.source - self.target, LEAST)


@dataclass(frozen=True, slots=True)
class Opinion:
    """`types`: probabilities, NONE's among them. `roles`: of everybody in the sentence and the one before."""

    types: dict[str, float]
    roles: dict[Who, Role]

    @property
    def nothing(self) -> float:
        """How likely the word tells no event at all."""
        return self.types[NONE]

    def likelihood(self, sources: frozenset[Who], targets: frozenset[Who], *, mutual: bool) -> float:
        """The logarithm of how likely just these are the parties; `mutual`: whoever is named first."""
        total = 0.0
        for name, role in self.roles.items():
            if mutual:
                chance = role.source + role.target if name in sources | targets else role.neither
            else:
                chance = role.source if name in sources else role.target if name in targets else role.neither
            total += float(np.log(max(chance, LEAST)))
        return total + float(np.log(LEAST)) * len((sources | targets) - self.roles.keys())

    def sureness(self) -> float:
        """The chance of the least sure of all roles, each as it is likeliest."""
        return min((max(role.source, role.target, role.neither) for role in self.roles.values()), default=0.0)

    def likeliest(self) -> tuple[frozenset[Who], frozenset[Who]]:
        """Sources and targets by the greatest of each one's three chances."""
        sources = {n for n, r in self.roles.items() if r.source >= max(r.target, r.neither)}
        targets = {n for n, r in self.roles.items() if r.target > max(r.source, r.neither)}
        return frozenset(sources), frozenset(targets)


def of_triggers(encoder: Encoder, triggers: Sequence[Span]) -> list[Opinion]:
    """One for each trigger, in order; they may be of several texts."""
    asked = [_item(trigger) for trigger in triggers]
    scores = encoder.parties([item for item, _named in asked])
    return [_opinion(given, named) for given, (_item, named) in zip(scores, asked, strict=True)]


def _item(trigger: Span) -> tuple[TriggerItem, list[Candidate]]:
    """The trigger's sentence behind the one before it, with everybody in the two."""
    doc, sentence = trigger.doc, trigger.root.sent
    before = doc[sentence.start - 1].sent if sentence.start > 0 else None
    named = [*(candidates.of_sentence(before) if before is not None else ()), *candidates.of_sentence(sentence)]
    start, end = (before or sentence).start_char, sentence.end_char
    numbers: dict[frozenset[Who], int] = {}
    actors = tuple(numbers.setdefault(frozenset(map(who, one.found)), len(numbers)) for one in named)
    item = TriggerItem(
        text=text_of(doc)[start:end],
        trigger=(trigger.start_char - start, trigger.end_char - start),
        mentions=tuple((one.words[0] - start, one.words[1] - start) for one in named),
        actors=actors,
    )
    return item, named


def _opinion(given: TriggerScores, named: Sequence[Candidate]) -> Opinion:
    """Whoever several words stand for is party where the surest of them is."""
    roles: dict[Who, Role] = {}
    best: dict[Who, float] = {}
    for row, one in zip(given.mentions, named, strict=True):
        source, target = float(row[SOURCE]), float(row[TARGET])
        for found in one.found:
            name = who(found)
            old = roles.get(name)
            if old is None or source + target > best[name]:
                best[name] = source + target
                chosen = found
            else:
                chosen = old.found
            roles[name] = Role(max(source, old.source if old else 0.0), max(target, old.target if old else 0.0), chosen)
    types = dict(zip(TYPES, given.types.tolist(), strict=True))
    return Opinion(types, {name: _shared(role) for name, role in roles.items()})


def _shared(role: Role) -> Role:
    """Two mentions may play the two parts: their chances together are no more than one."""
    total = role.source + role.target
    return role if total <= 1 else Role(role.source / total, role.target / total, role.found)
