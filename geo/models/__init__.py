from geo.models.actors import Actor, Alias, Mention, Office
from geo.models.claims import Attribution, Claim, ClaimParty, Review, Run
from geo.models.events import Event, EventLink, Tie
from geo.models.rollups import ActorPeriod, ClaimActor, ClaimPair, Relationship, RelationshipPeriod

__all__ = [
    "Actor",
    "ActorPeriod",
    "Alias",
    "Attribution",
    "Claim",
    "ClaimActor",
    "ClaimPair",
    "ClaimParty",
    "Event",
    "EventLink",
    "Mention",
    "Office",
    "Relationship",
    "RelationshipPeriod",
    "Review",
    "Run",
    "Tie",
]
