"""The memory bank of MoCo, NNCLR and SwAV: what the network made of earlier batches."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.reporting import UserError


class MemoryBank(nn.Module):
    """A ring buffer of the newest `size` embeddings, (size, d) float32 unit vectors, random ones at first.

    Batches need not divide the size: one that reaches the end goes on at the beginning.
    """

    keys: Tensor

    def __init__(self, size: int, dim: int, *, field: str = "method.memory_bank_size") -> None:
        """`field` is the parameter that chose `size`, for the error message."""
        super().__init__()
        self.register_buffer("keys", F.normalize(torch.randn(size, dim), dim=1))
        self._field = field
        self._next = 0
        self._filled = 0

    @property
    def is_full(self) -> bool:
        """Whether all entries came from batches."""
        return self._filled == len(self.keys)

    @torch.no_grad()
    def enqueue(self, keys: Tensor) -> Tensor:
        """Overwrite the oldest entries by `keys` (B, d), in place, and return their positions (B,) int64.

        Raises UserError when the batch is larger than the bank.
        """
        size = len(self.keys)
        if len(keys) > size:
            raise UserError(
                f"{self._field} ({size}) is smaller than the batch of {len(keys)} keys: raise it, or lower batch_size"
            )
        positions = (torch.arange(len(keys), device=keys.device) + self._next) % size
        self.keys.index_copy_(0, positions, keys.to(self.keys.dtype))
        self._next = (self._next + len(keys)) % size
        self._filled = min(size, self._filled + len(keys))
        return positions

    # Plain numbers, not buffers, because reading a buffer back would wait for the GPU.
    def get_extra_state(self) -> dict[str, int]:
        return {"next": self._next, "filled": self._filled}

    def set_extra_state(self, state: dict[str, Any]) -> None:
        self._next, self._filled = int(state["next"]), int(state["filled"])
