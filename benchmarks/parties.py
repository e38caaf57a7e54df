"""Where parties go wrong, by kind of error: on the marked passages that are kept out of training.

`make evaluate` prints it behind the scores. Parties are compared by the mentions that their words touch, so that a
person without a known country counts as found; a known one of another country is a kind of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from geo.extraction import reader
from geo.extraction.encoder.items import NONE
from geo.extraction.results import Claim, Party
from geo.extraction.training.encoder import passages
from geo.extraction.training.encoder.passages import Passage, Trigger

UNKNOWN = "?"
POINTING = frozenset("he she it its his her him they their them we our i my you your".split())
KINDS = (
    "right", "wrong direction", "no target", "missed one of several", "one too many", "wrong antecedent",
    "wrong country", "somebody else", "not found",
)  # fmt: skip


def kinds() -> Counter[str]:
    """How often each kind of KINDS occurs among the events of the passages kept out."""
    held = [passage for passage in passages.load() if passage.held_out]
    rows = ({"id": one.place, "text": one.text, "date": None, "language": "en"} for one in held)
    found: Counter[str] = Counter()
    for passage, (_place, reading) in zip(held, reader.read_many(rows), strict=True):
        claims = reader.shown(reading).claims
        told = (trigger for trigger in passage.triggers if trigger.type != NONE)
        found.update(_kind(passage, trigger, claims) for trigger in told)
    return found


def _kind(passage: Passage, trigger: Trigger, claims: Iterable[Claim]) -> str:
    """The best that any claim of this type in the trigger's sentence does."""
    here = [c for c in claims if c.type == trigger.type and c.sentence.start <= trigger.words[0] < c.sentence.end]
    return min((_compared(passage, trigger, claim) for claim in here), key=KINDS.index, default="not found")


def _compared(passage: Passage, trigger: Trigger, claim: Claim) -> str:
    sources, targets = (_letters(passage, side) for side in (claim.sources, claim.targets))
    wanted = set(trigger.sources), set(trigger.targets)
    either = claim.symmetric and sources | targets == wanted[0] | wanted[1]
    if (sources, targets) == wanted or either:
        return "wrong country" if _in_wrong_country(passage, (*claim.sources, *claim.targets)) else "right"
    if (targets, sources) == wanted:
        return "wrong direction"
    if sources == wanted[0] and not targets:
        return "no target"
    everybody, all_wanted = sources | targets, wanted[0] | wanted[1]
    if everybody < all_wanted:
        return "missed one of several"
    if everybody > all_wanted:
        return "one too many"
    pointing = any(party.text.lower() in POINTING for party in (*claim.sources, *claim.targets))
    return "wrong antecedent" if pointing else "somebody else"


def _letters(passage: Passage, side: Iterable[Party]) -> set[str]:
    """The actors whose marked words these parties' words touch most."""
    return {_letter(passage, party) for party in side}


def _letter(passage: Passage, party: Party) -> str:
    shared = {m: min(m.words[1], party.end) - max(m.words[0], party.start) for m in passage.mentions}
    best = max(shared, key=lambda m: (shared[m], m.words[0] - m.words[1]), default=None)
    return best.actor if best is not None and shared[best] > 0 else UNKNOWN


def _in_wrong_country(passage: Passage, parties: Iterable[Party]) -> bool:
    known = {m.actor: m.country for m in passage.mentions if m.country}
    return any(
        party.country and known.get(_letter(passage, party), party.country) != party.country for party in parties
    )


def printed() -> str:
    found = kinds()
    lines = [f"{kind:<24}{found[kind]:>6}{found[kind] / max(found.total(), 1):>8.3f}" for kind in KINDS]
    return f"Parties of {found.total()} events in marked passages kept out of training\n" + "\n".join(lines)
