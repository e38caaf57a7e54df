"""The trained reader as one file: its body (graph.py) with the two heads on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from onnx import TensorProto

from geo.extraction.encoder.pieces import TOKENIZER
from geo.extraction.training.encoder import base
from geo.extraction.training.encoder.graph import Array, Graph, body
from geo.extraction.training.encoder.model import Reader

KEPT_PLACES = 192
"""Places of a piece in its row that are stored: rows are shorter (`pieces.LONGEST` and marks)."""
INPUTS = {"ids": ("rows", "length"), "pairs": ("pairs", "3"), "triggers": ("triggers", "3"), "cells": ("cells", "4")}


def write(reader: Reader, path: Path) -> None:
    """The file of weights, and beside it the tokenizer of the base."""
    state = {name: np.asarray(value.float().numpy(), dtype=np.float32) for name, value in reader.state_dict().items()}
    state["body.places.weight"] = state["body.places.weight"][:KEPT_PLACES]
    graph = Graph()
    hidden = body(graph, state)
    outputs = {"pair_types": _pair_types(graph, state, hidden), **_party(graph, state, hidden)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(graph.model(INPUTS, outputs).SerializeToString(deterministic=True))
    shutil.copy(base.folder() / "tokenizer.json", path.with_name(TOKENIZER.name))


def _column(graph: Graph, table: str, number: int) -> str:
    return graph.one("Gather", table, graph.number(f"column {number}", np.array(number)), axis=1)


def _place(graph: Graph, rows: str, places: str) -> str:
    """Where a row's place stands when all rows are below each other."""
    length = graph.one("Gather", graph.one("Shape", "ids"), graph.number("column 1", np.array(1)))
    return graph.one("Add", graph.one("Mul", rows, length), places)


def _vectors(graph: Graph, hidden: str, rows: str, places: list[str]) -> str:
    """The vectors at these places of these rows, beside each other."""
    found = [graph.one("Gather", hidden, _place(graph, rows, place)) for place in places]
    return graph.node("Concat", found, axis=1)[0]


def _half(graph: Graph, name: str, value: Array) -> str:
    """Stored in sixteen bits."""
    return graph.one("Cast", graph.number(name, value.astype(np.float16)), to=TensorProto.FLOAT)


def _linear(graph: Graph, state: dict[str, Array], name: str, x: str) -> str:
    made = graph.one("MatMul", x, _half(graph, name + ".weight", state[name + ".weight"].T))
    bias = state.get(name + ".bias")
    return made if bias is None else graph.one("Add", made, graph.number(name + ".bias", bias))


def _pair_types(graph: Graph, state: dict[str, Array], hidden: str) -> str:
    rows, source, target = (_column(graph, "pairs", n) for n in range(3))
    first = graph.one("Mul", rows, graph.number("nothing", np.array(0)))
    return _linear(graph, state, "pair.types", _vectors(graph, hidden, rows, [first, source, target]))


def _party(graph: Graph, state: dict[str, Array], hidden: str) -> dict[str, str]:
    rows, first, last = (_column(graph, "triggers", n) for n in range(3))
    words = _vectors(graph, hidden, rows, [first, last])
    told = _gelu(graph, _linear(graph, state, "party.told", words))
    which, begin, end, far = (_column(graph, "cells", n) for n in range(4))
    names = _vectors(graph, hidden, graph.one("Gather", rows, which), [begin, end])
    mention = _linear(graph, state, "party.mention", names)
    trigger = graph.one("Gather", _linear(graph, state, "party.trigger", words), which)
    both = _linear(graph, state, "party.both", graph.one("Mul", trigger, mention))
    distance = graph.one("Gather", _half(graph, "party.far", state["party.far.weight"]), far)
    mixed = graph.one("Add", graph.one("Add", trigger, mention), graph.one("Add", both, distance))
    roles = _linear(graph, state, "party.roles", _gelu(graph, mixed))
    return {"told": _linear(graph, state, "party.types", told), "roles": roles}


def _gelu(graph: Graph, x: str) -> str:
    return graph.one("Gelu", x)
