"""Two tellings each of what may be one event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from geo.lib.addresses import address
from geo.markup.elements import hidden, joined, label, quad_glyph, text
from geo.markup.elements import words as _
from geo.vocabulary import TYPES, EventType

if TYPE_CHECKING:
    from geo.browse.profiles import Account


def pairs(found: Iterable[tuple[Account, Account]]) -> SafeString:
    return joined(f"<li>{''.join(map(_account, pair))}</li>" for pair in found)


def _account(account: Account) -> str:
    kind, when = label(EventType, account.type), text(account.when)
    event, claim = address("event", account.event), address("claim", account.ref)
    review = ""
    if not account.is_reviewed:
        review = f' <span class="review is-unreviewed">{_("read by machine, not reviewed")}</span>'
    glyph = quad_glyph(TYPES[account.type].quad)
    why = f'<a href="{claim}">{_("The words and why")}{hidden(f": {kind}, {when}")}</a>'
    return (
        f'<div><p class="claim-head"><span class="type">{glyph} <a href="{event}">{kind}</a></span>'
        f' <span class="when">{when}</span></p> <blockquote class="words"><p>{text(account.sentence)}</p></blockquote>'
        f' <p class="facts"><span>{text(account.source)}</span>{review} <span>{why}</span></p></div>'
    )
