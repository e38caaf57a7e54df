"""Two tellings each of what may be one event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geo.lib.addresses import address
from geo.lib.markup import Markup, text
from geo.markup.claim_head import kind
from geo.markup.elements import hidden, joined, label
from geo.markup.elements import words as _
from geo.vocabulary import EventType

if TYPE_CHECKING:
    from geo.browse.profiles import Account


def pairs(found: Iterable[tuple[Account, Account]]) -> Markup:
    return joined(Markup(f"<li>{''.join(map(_account, pair))}</li>") for pair in found)


def _account(account: Account) -> Markup:
    told, when = label(EventType, account.type), text(account.when)
    event, claim = address("event", account.event), address("claim", account.ref)
    review = ""
    if not account.is_reviewed:
        review = f' <span class="review is-unreviewed">{_("read by machine, not reviewed")}</span>'
    why = f'<a href="{claim}">{_("The words and why")}{hidden(Markup(f": {told}, {when}"))}</a>'
    return Markup(
        f'<div><p class="claim-head">{kind(account.type, event)}'
        f' <span class="when">{when}</span></p> <blockquote class="words"><p>{text(account.sentence)}</p></blockquote>'
        f' <p class="facts"><span>{text(account.source)}</span>{review} <span>{why}</span></p></div>'
    )
