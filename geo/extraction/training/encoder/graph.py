"""The encoder as one ONNX graph with eight-bit weights, written operator by operator: no exporter is needed.

Each row of each matrix that is multiplied is brought to eight bits by its own largest number, so that what a text
gives does not depend on the texts in the same batch. Weights have seven bits, one scale a column: on processors without
instructions for such products (VNNI) sums of two would overflow with eight, and the same file would answer otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from geo.extraction.training.encoder.base import HEADS, SMALLEST, WIDTH

ZERO = 128
WEIGHT_TOP = 64
ROW_TOP = 127
GELU_LOWEST = -0.17
OPERATORS, FORMAT = 21, 10
"""The versions of ONNX's operators and of its file format."""
MICROSOFT = "com.microsoft"

type Array = NDArray[np.float32]


class Graph:
    """Nodes and stored numbers, named as they come."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.stored: dict[str, TensorProto] = {}
        self.number("zero", np.array(ZERO, dtype=np.uint8))
        self.number("zeros", np.array([ZERO], dtype=np.uint8))
        self.number("one", np.array(1, dtype=np.float32))
        self.number("share", np.array(1 / ROW_TOP, dtype=np.float32))
        self.number("axis 0", np.array([0]))
        self.number("axis 1", np.array([1]))

    def number(self, name: str, value: NDArray[np.generic]) -> str:
        self.stored.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value).reshape(value.shape), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], domain: str = "", count: int = 1, **settings: Any) -> list[str]:
        out = [f"{kind} {len(self.nodes)} {n}" for n in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), out, domain=domain, **settings))
        return out

    def one(self, kind: str, *inputs: str, domain: str = "", **settings: Any) -> str:
        return self.node(kind, inputs, domain, **settings)[0]

    def eight_bits(self, x: str, lowest: float | None = None) -> tuple[str, str]:
        """A matrix (rows, columns) in eight bits, and the scale of each row as a column.

        `lowest`: no number is further below zero; then the largest need not be looked for among the negative ones.
        """
        top = self.one("ReduceMax", x if lowest is not None else self.one("Abs", x), "axis 1", keepdims=0)
        if lowest is not None:
            top = self.one("Max", top, self.number(f"lowest {lowest}", np.array(-lowest, dtype=np.float32)))
        scale = self.one("Mul", top, "share")
        zeros = self.one("Expand", "zeros", self.one("Shape", scale))
        return self.one("QuantizeLinear", x, scale, zeros, axis=0), self.one("Unsqueeze", scale, "axis 1")

    def product(self, x: tuple[str, str], name: str, weight: Array) -> str:
        """Rows in eight bits times a stored matrix (in, out), without its bias."""
        scale = np.abs(weight).max(axis=0) / WEIGHT_TOP
        short = np.round(weight / scale).astype(np.int8)
        stored = self.number(name, short), self.number(name + " scale", scale.astype(np.float32))
        made = self.one("MatMulIntegerToFloat", x[0], stored[0], "one", stored[1], "zero", domain=MICROSOFT)
        return self.one("Mul", made, x[1])

    def linear(self, x: tuple[str, str], name: str, weight: Array, bias: Array | None = None) -> str:
        """As `product`, but with torch's weight (out, in) and its bias."""
        made = self.product(x, name, weight.T)
        return made if bias is None else self.one("Add", made, self.number(name + " bias", bias))

    def model(self, inputs: Mapping[str, tuple[str, ...]], outputs: Mapping[str, str]) -> ModelProto:
        """`inputs`: the names of each one's dimensions. `outputs`: name -> what it is in the graph."""
        for name, made in outputs.items():
            self.nodes.append(helper.make_node("Identity", [made], [name]))
        given = [helper.make_tensor_value_info(n, TensorProto.INT64, _sizes(d)) for n, d in inputs.items()]
        told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None]) for name in outputs]
        graph = helper.make_graph(self.nodes, "encoder", given, told, list(self.stored.values()))
        versions = [helper.make_opsetid("", OPERATORS), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=FORMAT)


def _sizes(dimensions: tuple[str, ...]) -> list[str | int]:
    return [int(size) if size.isdigit() else size for size in dimensions]


def body(graph: Graph, state: dict[str, Array]) -> str:
    """Ids to one vector a piece, all rows below each other: (rows x length, WIDTH)."""
    size = graph.one("Shape", "ids")
    shape = graph.one("Concat", size, graph.number("width", np.array([WIDTH])), axis=0)
    mask = graph.one("Cast", graph.one("Greater", "ids", graph.number("empty", np.array(0))), to=TensorProto.INT32)
    graph.number("flat", np.array([-1, WIDTH]))
    x = graph.one("Reshape", _embedded(graph, state, size), "flat")
    x = graph.one("LayerNormalization", x, *_norm(graph, state, "body.norm"), axis=-1, epsilon=SMALLEST)
    layer = 0
    while f"body.layers.{layer}.up.weight" in state:
        x = _layer(graph, state, f"body.layers.{layer}.", x, shape, mask)
        layer += 1
    return x


def _embedded(graph: Graph, state: dict[str, Array], size: str) -> str:
    """Words in eight bits, one scale a word; places in sixteen."""
    words = state["body.words.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / ROW_TOP
    scale[scale == 0] = 1
    stored = graph.number("words", np.round(words / scale).astype(np.int8)), graph.number("words scale", scale)
    short = graph.one("Cast", graph.one("Gather", stored[0], "ids"), to=TensorProto.FLOAT)
    found = graph.one("Mul", short, graph.one("Gather", stored[1], "ids"))
    places = graph.number("places", state["body.places.weight"].astype(np.float16))
    length = graph.one("Slice", size, "axis 1", graph.number("two", np.array([2])), "axis 0")
    here = graph.one("Cast", graph.one("Slice", places, "axis 0", length, "axis 0"), to=TensorProto.FLOAT)
    return graph.one("Add", found, here)


def _norm(graph: Graph, state: dict[str, Array], name: str) -> tuple[str, str]:
    weight, bias = f"{name}.weight", f"{name}.bias"
    return graph.number(weight, state[weight]), graph.number(bias, state[bias])


def _layer(graph: Graph, state: dict[str, Array], name: str, x: str, shape: str, mask: str) -> str:
    parts = [name + part for part in ("query", "key", "value")]
    three = np.concatenate([state[part + ".weight"] for part in parts]).T
    bias = graph.number(name + "three bias", np.concatenate([state[part + ".bias"] for part in parts]))
    split = graph.node(
        "Split", [graph.product(graph.eight_bits(x), name + "three", three)], count=3, axis=1, num_outputs=3
    )
    given = [graph.one("Reshape", part, shape) for part in split]
    seen = graph.one("MultiHeadAttention", *given, bias, mask, domain=MICROSOFT, num_heads=HEADS)
    seen = graph.one("Reshape", seen, "flat")
    out = graph.product(graph.eight_bits(seen), name + "out", state[name + "out.weight"].T)
    x = _added(graph, state, name, "out", out, x)
    up = graph.product(graph.eight_bits(x), name + "up", state[name + "up.weight"].T)
    inner = graph.one("BiasGelu", up, graph.number(name + "up bias", state[name + "up.bias"]), domain=MICROSOFT)
    down = graph.product(graph.eight_bits(inner, GELU_LOWEST), name + "down", state[name + "down.weight"].T)
    return _added(graph, state, name, "down", down, x)


def _added(graph: Graph, state: dict[str, Array], name: str, part: str, made: str, x: str) -> str:
    """The layer's part joins what it was made of. Microsoft's operator for all of it takes four times as long."""
    bias = graph.number(f"{name}{part} bias", state[f"{name}{part}.bias"])
    norm = _norm(graph, state, f"{name}norm_{part}")
    x = graph.one("Add", graph.one("Add", made, x), bias)
    return graph.one("LayerNormalization", x, *norm, axis=-1, epsilon=SMALLEST)
