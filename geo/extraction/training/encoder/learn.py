"""The rounds of learning: both heads at once, so that one body serves both."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from geo.extraction.training.encoder import base
from geo.extraction.training.encoder.feed import UNASKED, Feed, Lesson
from geo.extraction.training.encoder.model import Reader, by_actor


@dataclass(frozen=True, slots=True)
class Plan:
    """`rate` is of the body, the heads learn at ten times that; `pairs` and `windows`: rows of a step."""

    rounds: int = 5
    rate: float = 1e-4
    heads: float = 1e-3
    pairs: int = 48
    windows: int = 32
    warm: float = 0.1
    decay: float = 0.01
    smooth: float = 0.05
    seed: int = 0


def learn(feed: Feed, plan: Plan) -> Reader:
    """A round goes over all pairs once, and over the windows as often as fits beside them."""
    torch.manual_seed(plan.seed)
    reader = Reader(base.published())
    steps = plan.rounds * max(1, math.ceil(max(len(feed.pairs) / plan.pairs, len(feed.windows) / plan.windows)))
    groups = [
        {"params": list(reader.body.parameters()), "lr": plan.rate},
        {"params": [*reader.pair.parameters(), *reader.party.parameters()], "lr": plan.heads},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=plan.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: _pace(n, steps, plan.warm))
    reader.train()
    started, total = time.monotonic(), 0.0
    for number, lessons in enumerate(islice(_steps(feed, plan), steps), 1):
        for one in lessons:
            loss = _loss(reader, one, plan)
            loss.backward()
            total += loss.item()
        clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if number % 100 == 0 or number == steps:
            print(f"step {number} of {steps}, loss {total / 100:.3f}, {time.monotonic() - started:.0f} s", flush=True)
            total = 0.0
    reader.eval()
    return reader


def _pace(step: int, steps: int, warm: float) -> float:
    """Up to the full rate, then down to nothing, both in a straight line."""
    rising = max(1, int(warm * steps))
    return step / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))


def _steps(feed: Feed, plan: Plan) -> Iterator[tuple[Lesson, ...]]:
    """A batch of pairs with a batch of windows, each kind starting again when it is through."""
    kinds = []
    if feed.pairs:
        kinds.append(lesson for _ in cycle([0]) for lesson in feed.pair_lessons(plan.pairs))
    if feed.windows:
        kinds.append(lesson for _ in cycle([0]) for lesson in feed.window_lessons(plan.windows))
    return zip(*kinds, strict=False)


def _loss(reader: Reader, one: Lesson, plan: Plan) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        pair_types, told, roles = reader(one.batch)
    if len(one.pair_types):
        return functional.cross_entropy(pair_types, one.pair_types, label_smoothing=plan.smooth)
    types = functional.cross_entropy(told, one.told, label_smoothing=plan.smooth, reduction="none")
    actors = by_actor(roles, one.groups, len(one.roles))
    sides = functional.cross_entropy(actors, one.roles, ignore_index=UNASKED, reduction="none")
    sure = _sure(types.detach(), sides.detach(), one)
    asked = sure[one.owners] * (one.roles != UNASKED)
    return (sure * types).sum() / sure.sum() + (asked * sides).sum() / asked.sum().clamp_min(1)


def _sure(types: Tensor, sides: Tensor, one: Lesson) -> Tensor:
    """How likely each trigger tells its event, by what is believed so far: 1 where it is the only one."""
    cost = types.index_add(0, one.owners, sides)
    odds = (-cost).exp().clamp_min(1e-12)
    total = torch.zeros(len(odds)).index_add(0, one.events, odds)
    return odds / total[one.events]
