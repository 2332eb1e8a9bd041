"""Doing something to some samples of a batch."""

from collections.abc import Callable

import torch
from torch import Tensor


def indices(mask: Tensor, device: torch.device) -> Tensor:
    """Where (B,) `mask` is true, (n,) int64 on `device`."""
    return mask.nonzero()[:, 0].to(device, non_blocking=True)


def change(planes: Tensor, mask: Tensor, operation: Callable[..., Tensor], *parameters: Tensor) -> None:
    """Replace the planes where (B,) `mask` is true by what `operation` makes of them and of their `parameters`.

    The mask and the parameters (B, ...) are best on the CPU, whatever the device of the planes.
    """
    where = mask.nonzero()[:, 0]
    if len(where) == 0:
        return
    chosen = where.to(planes.device, non_blocking=True)
    own = (parameter[where].to(planes.device, non_blocking=True) for parameter in parameters)
    planes[chosen] = operation(planes[chosen], *own)
