"""The encoder with its two heads, as it is trained."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from geo.extraction.encoder.items import TYPES
from geo.extraction.encoder.pieces import FARTHEST
from geo.extraction.encoder.rows import Batch
from geo.extraction.training.encoder import base
from geo.extraction.training.encoder.base import WIDTH

NARROW = 256
"""The width of the party head."""
DROPOUT = 0.2


class PairHead(nn.Module):
    """The type between two marked parties, from the first piece and the two opening marks."""

    def __init__(self) -> None:
        super().__init__()
        self.types = nn.Linear(3 * WIDTH, len(TYPES))

    def forward(self, hidden: Tensor, places: Tensor) -> Tensor:
        """`places`: row, and the two opening marks."""
        rows = places[:, 0]
        found = torch.cat([hidden[rows, 0], hidden[rows, places[:, 1]], hidden[rows, places[:, 2]]], dim=1)
        made: Tensor = self.types(functional.dropout(found, DROPOUT, self.training))
        return made


class PartyHead(nn.Module):
    """The type that a trigger tells, and how much more each mention looks like source and target than neither."""

    def __init__(self) -> None:
        super().__init__()
        self.told = nn.Linear(2 * WIDTH, NARROW)
        self.types = nn.Linear(NARROW, len(TYPES))
        self.trigger = nn.Linear(2 * WIDTH, NARROW)
        self.mention = nn.Linear(2 * WIDTH, NARROW)
        self.both = nn.Linear(NARROW, NARROW, bias=False)
        self.far = nn.Embedding(2 * FARTHEST + 1, NARROW)
        self.roles = nn.Linear(NARROW, 2)

    def forward(self, hidden: Tensor, triggers: Tensor, cells: Tensor) -> tuple[Tensor, Tensor]:
        """`triggers`: row, first and last piece. `cells`: number of the trigger, first and last piece, distance."""
        rows = triggers[:, 0]
        words = torch.cat([hidden[rows, triggers[:, 1]], hidden[rows, triggers[:, 2]]], dim=1)
        words = functional.dropout(words, DROPOUT, self.training)
        told = self.types(functional.gelu(self.told(words)))
        which, first, last, far = cells.unbind(1)
        names = torch.cat([hidden[rows[which], first], hidden[rows[which], last]], dim=1)
        mention = self.mention(functional.dropout(names, DROPOUT, self.training))
        trigger = self.trigger(words)[which]
        mixed = trigger + mention + self.both(trigger * mention) + self.far(far)
        roles: Tensor = self.roles(functional.dropout(functional.gelu(mixed), DROPOUT, self.training))
        return told, roles


class Reader(nn.Module):
    """One body, two heads."""

    def __init__(self, body: base.Body) -> None:
        super().__init__()
        self.body, self.pair, self.party = body, PairHead(), PartyHead()

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of the pairs' types and of the triggers' types; log odds of source and target for each cell."""
        ids, pairs, triggers, cells = (
            torch.from_numpy(table) for table in (batch.ids, batch.pairs, batch.triggers, batch.cells)
        )
        hidden = self.body(ids).float()
        with torch.autocast("cpu", enabled=False):  # of other sizes each time, for which short numbers are slow
            return self.pair(hidden, pairs), *self.party(hidden, triggers, cells)


def by_actor(roles: Tensor, groups: Tensor, count: int) -> Tensor:
    """Log odds of source and target for each actor: its mentions' odds added up. (count, 3), neither first."""
    top = roles.detach().max()
    odds = torch.zeros(count, 2).index_add(0, groups, (roles.float() - top).exp())
    logits = odds.clamp_min(1e-30).log() + top
    return torch.cat([torch.zeros(count, 1), logits], dim=1)
