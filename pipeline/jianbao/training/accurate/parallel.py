"""Training in several processes of one thread each, which on shared cores is far faster than one of many threads.

Parameters and gradients of all processes lie in shared memory; each process updates its part of the
parameters (AdamW, Loshchilov and Hutter 2019). The result does not depend on who comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

_CHUNK = 1 << 16  # parameters that are updated together: few enough for a processor's cache


@dataclass(slots=True)
class Shared:
    """What the processes share: ``values`` [n], ``gradients`` [processes, n], ``norms`` [processes], a barrier."""

    values: Tensor
    gradients: Tensor
    norms: Tensor
    barrier: Any

    @classmethod
    def of(cls, model: nn.Module, processes: int) -> Shared:
        """Move the parameters of ``model`` to memory that ``processes`` share."""
        flat = torch.cat([p.detach().flatten() for p in model.parameters()])
        gradients = torch.zeros(processes, len(flat))
        norms = torch.zeros(processes)
        tensors: list[Any] = [flat, gradients, norms]
        for tensor in tensors:
            tensor.share_memory_()
        return cls(flat, gradients, norms, torch.multiprocessing.get_context("fork").Barrier(processes))


class AdamW:
    """AdamW over a part of the shared parameters; ``scale`` says of each parameter by name how fast it learns."""

    def __init__(
        self, model: nn.Module, shared: Shared, rank: int, scale: Callable[[str], float],
        *, betas: tuple[float, float] = (0.9, 0.98), decay: float = 0.01, clip: float = 1.0,
    ) -> None:  # fmt: skip
        self.shared, self.rank, self.betas, self.decay, self.clip = shared, rank, betas, decay, clip
        processes, size = shared.gradients.shape
        bounds = [size * k // processes for k in range(processes + 1)]
        self.mine = slice(bounds[rank], bounds[rank + 1])
        rates = torch.empty(size)
        at = 0
        for name, parameter in model.named_parameters():
            part = slice(at, at + parameter.numel())
            parameter.data = shared.values[part].view_as(parameter)
            parameter.grad = shared.gradients[rank][part].view_as(parameter)
            rates[part] = scale(name)
            at = part.stop
        self.rates = rates[self.mine].clone()
        self.first = torch.zeros_like(self.rates)
        self.second = torch.zeros_like(self.rates)
        self.count = 0

    def step(self, rate: float) -> None:
        """Wait for all gradients, update this process's part, wait for the others."""
        shared = self.shared
        shared.barrier.wait()
        gradients = shared.gradients[:, self.mine]
        gradient = gradients[0] if len(gradients) == 1 else gradients.mean(0)
        shared.norms[self.rank] = gradient.norm().square()
        shared.barrier.wait()
        factor = min(1.0, self.clip / (float(shared.norms.sum()) ** 0.5 + 1e-6))
        self.count += 1
        values = shared.values[self.mine]
        for start in range(0, len(values), _CHUNK):
            part = slice(start, start + _CHUNK)
            if self.rates[part].any():
                self._update(values[part], gradient[part], part, rate, factor)
        shared.gradients[self.rank].zero_()
        shared.barrier.wait()

    def _update(self, values: Tensor, gradient: Tensor, part: slice, rate: float, factor: float) -> None:
        """A part of the parameters; where the rate is nothing they stay as they are."""
        a, b = self.betas
        gradient = gradient * factor
        first, second, rates = self.first[part], self.second[part], self.rates[part] * rate
        first.lerp_(gradient, 1 - a)
        second.mul_(b).addcmul_(gradient, gradient, value=1 - b)
        size = (second / (1 - b**self.count)).sqrt_().add_(1e-8)
        values.mul_(1 - rate * self.decay * (rates > 0))
        values.sub_(rates / (1 - a**self.count) * first / size)

    def state(self) -> dict[str, Any]:
        """What ``restore`` takes."""
        return {"first": self.first, "second": self.second, "count": self.count}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from what ``state`` returned."""
        self.first.copy_(state["first"])
        self.second.copy_(state["second"])
        self.count = state["count"]
