"""All that geo.totals.rollup keeps, as values that can be compared."""

from typing import Any

from django.db import transaction

from geo.models import ActorTotal, Relationship, SiteTotal
from geo.totals import rollup

UNCOMPARED = {"id", "changed_at"}
EMPTY = {
    Relationship: {"claim_count": 0},
    ActorTotal: {"claims": 0, "said_by": 0},
    SiteTotal: {"claims": 0, "articles": 0},
}
"""What keeps its row when nothing is left of it, until a rebuild."""


def derived() -> dict[str, list[str]]:
    """Every row, cell and total, without ids and moments."""
    return {model.__name__: _values(model) for model in (*rollup.DERIVED, Relationship)}


def _values(model: Any) -> list[str]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in UNCOMPARED]
    rows = model.objects.exclude(**EMPTY[model]) if model in EMPTY else model.objects.all()
    return sorted(str(dict(zip(names, row, strict=True))) for row in rows.values_list(*names))


def assert_totals_are_right() -> None:
    """Kept bit by bit and counted from nothing are the same. What was kept stays, so that errors would add up."""
    kept = derived()
    with transaction.atomic():
        rollup.rebuild()
        rebuilt = derived()
        transaction.set_rollback(True)
    for name, values in kept.items():
        assert values == rebuilt[name], name
