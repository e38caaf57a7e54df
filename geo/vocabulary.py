"""What a claim may say: PLOVER 2.0's event types and the closed lists beside them.

Types, modes and contexts follow PLOVER 2.0 (Open Event Data Alliance, CC BY-SA 4.0); see NOTICE.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Quad(models.TextChoices):
    VERBAL_COOPERATION = "verbal cooperation", _("verbal cooperation")
    MATERIAL_COOPERATION = "material cooperation", _("material cooperation")
    VERBAL_CONFLICT = "verbal conflict", _("verbal conflict")
    MATERIAL_CONFLICT = "material conflict", _("material conflict")

    @property
    def cooperates(self) -> bool:
        return self in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)


class EventType(models.TextChoices):
    AGREE = "AGREE", _("agree")
    CONSULT = "CONSULT", _("consult")
    SUPPORT = "SUPPORT", _("support")
    CONCEDE = "CONCEDE", _("concede")
    COOPERATE = "COOPERATE", _("cooperate")
    AID = "AID", _("aid")
    RETREAT = "RETREAT", _("retreat")
    REQUEST = "REQUEST", _("request")
    ACCUSE = "ACCUSE", _("accuse")
    REJECT = "REJECT", _("reject")
    THREATEN = "THREATEN", _("threaten")
    PROTEST = "PROTEST", _("protest")
    SANCTION = "SANCTION", _("sanction")
    MOBILIZE = "MOBILIZE", _("mobilize")
    COERCE = "COERCE", _("coerce")
    ASSAULT = "ASSAULT", _("assault")


class TypeFacts(NamedTuple):
    quad: Quad
    score: float
    """PLOVER's conflict-cooperation scale, -10 to +10, for the type without a mode."""
    covers: Promise


TYPES: dict[str, TypeFacts] = {
    "AGREE": TypeFacts(Quad.VERBAL_COOPERATION, 2.5, _("agree, offer, promise or plan to cooperate")),
    "CONSULT": TypeFacts(Quad.VERBAL_COOPERATION, 2.5, _("meetings, visits, calls, talks")),
    "SUPPORT": TypeFacts(Quad.VERBAL_COOPERATION, 5, _("praise, endorse, recognise, sign, ratify")),
    "CONCEDE": TypeFacts(Quad.VERBAL_COOPERATION, 4.5, _("ease a rule, pardon, apologise, declare a ceasefire")),
    "COOPERATE": TypeFacts(Quad.MATERIAL_COOPERATION, 9.5, _("trade, joint exercises, shared intelligence")),
    "AID": TypeFacts(Quad.MATERIAL_COOPERATION, 10, _("money, credit, arms, relief, debt forgiven, asylum")),
    "RETREAT": TypeFacts(Quad.MATERIAL_COOPERATION, 6.5, _("release, withdraw, disarm, cease fire, give access")),
    "REQUEST": TypeFacts(Quad.VERBAL_CONFLICT, 0, _("ask, appeal, demand, order")),
    "ACCUSE": TypeFacts(Quad.VERBAL_CONFLICT, -3, _("criticise, condemn, allege, sue, investigate")),
    "REJECT": TypeFacts(Quad.VERBAL_CONFLICT, -2, _("refuse, veto, cancel a meeting, bar entry")),
    "THREATEN": TypeFacts(Quad.VERBAL_CONFLICT, -3.5, _("warn of a hostile act to come")),
    "PROTEST": TypeFacts(Quad.MATERIAL_CONFLICT, -5, _("demonstrate, riot, strike, boycott, obstruct")),
    "SANCTION": TypeFacts(Quad.MATERIAL_CONFLICT, -6, _("embargo, expel diplomats, break off relations")),
    "MOBILIZE": TypeFacts(Quad.MATERIAL_CONFLICT, -5.5, _("military or police moves short of force")),
    "COERCE": TypeFacts(Quad.MATERIAL_CONFLICT, -7, _("arrest, seize, deport, censor, restrict, hack")),
    "ASSAULT": TypeFacts(Quad.MATERIAL_CONFLICT, -9, _("deliberate physical harm")),
}

MODE_SCORES: dict[tuple[str, str], float] = {
    ("CONSULT", "visit"): 4, ("CONSULT", "third-party"): 1, ("CONSULT", "multilateral"): 4, ("CONSULT", "phone"): 1.5,
    ("RETREAT", "withdraw"): 8, ("RETREAT", "release"): 6.5, ("RETREAT", "disarm"): 10, ("RETREAT", "ceasefire"): 7.5,
    ("RETREAT", "access"): 6.5, ("RETREAT", "resign"): 4.5,
    ("REQUEST", "assist"): 0.5, ("REQUEST", "change"): -1, ("REQUEST", "yield"): -1, ("REQUEST", "meet"): 0,
    ("ACCUSE", "disapprove"): -2, ("ACCUSE", "investigate"): -3.5, ("ACCUSE", "allege"): -3.5,
    ("REJECT", "assist"): -1.5, ("REJECT", "change"): -2, ("REJECT", "yield"): -2, ("REJECT", "meet"): -2,
    ("THREATEN", "restrict"): -3, ("THREATEN", "arrest"): -3.5, ("THREATEN", "relations"): -3.5,
    ("THREATEN", "expel"): -3.5, ("THREATEN", "territory"): -4, ("THREATEN", "violence"): -3.5,
    ("PROTEST", "demonstrate"): -5, ("PROTEST", "riot"): -7, ("PROTEST", "strike"): -5, ("PROTEST", "hunger"): -5,
    ("PROTEST", "boycott"): -5, ("PROTEST", "obstruct"): -4.5,
    ("SANCTION", "expel"): -5.5, ("SANCTION", "withdraw"): -6, ("SANCTION", "convict"): -6,
    ("SANCTION", "discontinue"): -6, ("SANCTION", "embargo"): -6,
    ("MOBILIZE", "troops"): -5.5, ("MOBILIZE", "weapons"): -6.5, ("MOBILIZE", "police"): -5.5,
    ("MOBILIZE", "militia"): -6,
}  # fmt: skip


def score(event_type: str, mode: str | None) -> float:
    """PLOVER's scale for a type in a mode; a mode without a score of its own takes its type's."""
    return MODE_SCORES.get((event_type, mode or ""), TYPES[event_type].score)


CONTEXTS = (
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity "
    "inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment "
    "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking"
).split()


class Modality(models.TextChoices):
    OCCURRED = "occurred", _("occurred")
    ONGOING = "ongoing", _("ongoing")
    PLANNED = "planned", _("planned")
    POSSIBLE = "possible", _("possible")
    DENIED = "denied", _("denied")
    CONDITIONAL = "conditional", _("conditional")


COUNTED_MODALITIES = (Modality.OCCURRED, Modality.ONGOING)
"""Only these enter totals, unless the reader asks for more."""


class Ties(models.TextChoices):
    HOLDS_OFFICE = "holds_office", _("holds office")
    REPRESENTS = "represents", _("represents")
    ORGAN_OF = "organ_of", _("organ of")
    MEMBER_OF = "member_of", _("member of")
    LEADS = "leads", _("leads")
    EMPLOYED_BY = "employed_by", _("employed by")
    DIPLOMATIC_RELATIONS = "diplomatic_relations", _("diplomatic relations")
    ALLY = "ally", _("ally")
    PARTY_TO_AGREEMENT = "party_to_agreement", _("party to an agreement")
    SANCTIONS_IN_FORCE = "sanctions_in_force", _("sanctions in force")
    CREDITOR_OF = "creditor_of", _("creditor of")
    INVESTS_IN = "invests_in", _("invests in")
    SUPPLIES = "supplies", _("supplies")
    BASING = "basing", _("basing")
    OUTLET_ALIGNED_WITH = "outlet_aligned_with", _("outlet aligned with")
    LOCATED_IN = "located_in", _("located in")
    FAMILY = "family", _("family")
    SUCCEEDED = "succeeded", _("succeeded")
