"""The marks of geo.charts.network, and the rows of its table."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from geo.charts.network import Network, Node
from geo.lib.markup import Markup, text
from geo.markup.elements import joined
from geo.markup.elements import words as _

SIGNS = {
    "cooperation": '<circle r="6"/>',
    "conflict": '<path d="M0-8 8 0 0 8-8 0z"/>',
    "both": '<rect class="sign" x="-5.5" y="-5.5" width="11" height="11"/>',
}


def marks(network: Network) -> Markup:
    return joined(
        (
            Markup('<g class="chords" aria-hidden="true">'), *_chords(network), Markup("</g>"),
            Markup('<g class="spokes" aria-hidden="true">'), *_spokes(network), Markup("</g>"),
            *_nodes(network),
        )
    )  # fmt: skip


def _chords(network: Network) -> Iterator[Markup]:
    for chord in network.chords:
        one, other, style = chord.one, chord.other, "" if chord.is_reviewed else ' class="unreviewed"'
        yield Markup(f'<line x1="{one.x}%" y1="{one.y}" x2="{other.x}%" y2="{other.y}"{style}/>')


def _spokes(network: Network) -> Iterator[Markup]:
    middle = network.middle
    for node in network.nodes:
        style = f"weight-{node.weight}{'' if node.neighbour.reviewed else ' unreviewed'}"
        yield Markup(f'<line x1="50%" y1="{middle}" x2="{node.x}%" y2="{node.y}" class="{style}"/>')


def _nodes(network: Network) -> Iterator[Markup]:
    kinds = _("cooperation"), _("conflict")
    unreviewed = _("read by machine, not reviewed")
    for node in network.nodes:
        one = node.neighbour
        events = text(ngettext("%(n)s event", "%(n)s events", one.events) % {"n": one.events})
        review = _("%(n)s reviewed") % {"n": one.reviewed} if one.reviewed else unreviewed
        shares = f"({one.cooperation} {kinds[0]}, {one.conflict} {kinds[1]})"
        yield (
            Markup(
                f'<a href="{text(one.href)}" class="node is-{one.leaning}">'
                f"<title>{text(one.name)}: {events} {shares}, {review}</title>{_sign(node)}</a>"
            )
        )


def _sign(node: Node) -> Markup:
    left, x, anchor = (-110, -13, ' text-anchor="end"') if node.is_left else (-12, 13, "")
    one = node.neighbour
    return Markup(
        f'<svg x="{node.x}%" y="{node.y}" overflow="visible" aria-hidden="true">'
        f'<rect class="hit" x="{left}" y="-13" width="122" height="26"/>{SIGNS[one.leaning]}'
        f'<text x="{x}" y="4"{anchor}><tspan class="wide-only">{text(one.name)}</tspan>'
        f'<tspan class="narrow-only">{text(one.short_name)}</tspan></text></svg>'
    )


def rows(network: Network) -> Markup:
    """The ties among the neighbours."""
    conjunction, partly, never = _("and"), _("yes, in part or whole"), _("not reviewed")
    return joined(
        Markup(
            f'<tr><th scope="row">{text(chord.one.neighbour.name)} {conjunction} '
            f'{text(chord.other.neighbour.name)}</th><td class="num">{chord.events}</td>'
            f"<td>{partly if chord.is_reviewed else never}</td></tr>"
        )
        for chord in network.chords
    )
