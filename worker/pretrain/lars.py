"""LARS with multi-tensor updates."""

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer


class LARS(Optimizer):
    """Layer-wise adaptive rate scaling (You et al. 2017), with torch's momentum: lr multiplies the buffer.

    For a weight w with gradient g and decay b the update direction is g + b w, scaled by the trust ratio
    trust_coefficient |w| / (|g| + b |w|), or by 1 where either norm is 0 and in groups with `adaptive` False.
    No norm is read back to the host, so a step never waits for the GPU.
    """

    def __init__(
        self,
        params: Any,
        *,
        lr: float,
        momentum: float = 0.9,
        weight_decay: float = 0.0,
        trust_coefficient: float = 0.001,
    ) -> None:
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "weight_decay": weight_decay,
            "trust_coefficient": trust_coefficient,
            "adaptive": True,
        }
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            params = [p for p in group["params"] if p.grad is not None]
            if params:
                self._step_group(params, group)
        return loss

    def _step_group(self, params: list[Tensor], group: dict[str, Any]) -> None:
        gradients = [p.grad for p in params if p.grad is not None]
        decay, ratios = group["weight_decay"], None
        if group["adaptive"]:
            ratios = _trust_ratios(params, gradients, decay=decay, coefficient=group["trust_coefficient"])
        directions = list(torch._foreach_add(gradients, params, alpha=decay))  # noqa: SLF001 - no public name
        if ratios is not None:
            torch._foreach_mul_(directions, ratios)
        buffers = list(self._buffers_of(params))
        torch._foreach_mul_(buffers, group["momentum"])
        torch._foreach_add_(buffers, directions)
        torch._foreach_add_(params, buffers, alpha=-group["lr"])

    def _buffers_of(self, params: list[Tensor]) -> Iterator[Tensor]:
        for parameter in params:
            state = self.state[parameter]
            if "momentum_buffer" not in state:
                state["momentum_buffer"] = torch.zeros_like(parameter)
            yield state["momentum_buffer"]


def _trust_ratios(params: list[Tensor], gradients: list[Tensor], *, decay: float, coefficient: float) -> list[Tensor]:
    weight_norms = torch.stack(torch._foreach_norm(params))  # noqa: SLF001
    gradient_norms = torch.stack(torch._foreach_norm(gradients))  # noqa: SLF001
    ratios = coefficient * weight_norms / (gradient_norms + decay * weight_norms)
    usable = (weight_norms > 0) & (gradient_norms > 0)
    return list(torch.where(usable, ratios, 1.0).unbind())
