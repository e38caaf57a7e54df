"""Hold what was read in an example against the claims that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.extraction.results import Claim, Party
from tests.examples.load import Example, Expected


@dataclass(frozen=True)
class Outcome:
    """How a sentence was read: claims found as wanted, wanted ones missed, and claims that it does not hold."""

    example: Example
    right: int
    missed: tuple[Expected, ...]
    false: tuple[Claim, ...]


def compare(example: Example, claims: Iterable[Claim]) -> Outcome:
    """Match each found claim with one that the sentence holds.

    The optional ones are taken last; one of the same type is another way to read what is wanted.
    """
    left = sorted(example.claims, key=lambda wanted: wanted.optional)
    false = []
    for claim in claims:
        fitting = next((wanted for wanted in left if fits(wanted, claim)), None)
        if fitting is None:
            false.append(claim)
        else:
            left.remove(fitting)
    other_ways = {wanted.type for wanted in example.claims if wanted.optional and wanted not in left}
    missed = tuple(wanted for wanted in left if not wanted.optional and wanted.type not in other_ways)
    wanted = sum(not wanted.optional for wanted in example.claims)
    return Outcome(example, wanted - len(missed), missed, tuple(false))


def fits(wanted: Expected, claim: Claim) -> bool:
    """Type, parties, mood and kind of act agree, and the mode where the example names one."""
    if (wanted.type, wanted.modality, wanted.is_speech) != (claim.type, claim.modality, claim.is_speech):
        return False
    if wanted.mode is not None and wanted.mode != claim.mode:
        return False
    sources, targets = names(claim.sources), names(claim.targets)
    if wanted.symmetric:
        return wanted.sources | wanted.targets == sources | targets
    return (wanted.sources, wanted.targets) == (sources, targets)


def names(parties: Iterable[Party]) -> frozenset[str]:
    """Parties as the examples write them: countries, else names; nobody for people whom no list knows."""
    return frozenset(party.country or party.name for party in parties if party.country or party.kind != "group")
