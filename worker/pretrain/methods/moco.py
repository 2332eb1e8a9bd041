"""MoCo v2: Momentum Contrast (He et al. 2020) with a projection head (Chen, Fan et al. 2020)."""

import copy
import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, projection_head
from worker.pretrain.methods.gather import gather, world
from worker.reporting import UserError


class MoCo(SelfSupervised):
    """Backbone and projection head, a slowly moving copy of both, and a memory bank of that copy's output.

    The keys of the batch enter the bank *before* the queries are compared with it, so that each query finds
    its positive there and the other keys of its batch among its negatives. The paper compares with older keys
    only and needs to shuffle images between GPUs, because otherwise the positive is given away by sharing the
    query's batch statistics; on one device shuffling would not help, since statistics do not depend on the
    order. Here many negatives share those statistics too, which give nothing away. Under
    DistributedDataParallel the keys of all processes enter every bank, for the same effect, and all banks
    stay equal.
    """

    def __init__(self, spec: specs.MoCo, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.temperature = spec.temperature
        self.momentum, self.momentum_end = spec.momentum, spec.momentum_end
        self.projection_head = projection_head(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.momentum_encoder = copy.deepcopy(nn.Sequential(self.backbone, self.projection_head))
        self.momentum_encoder.requires_grad_(False)
        self.memory_bank = MemoryBank(spec.memory_bank_size, spec.output_dim)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        query_view, key_view = views.global_crops
        query = self.projection_head(self.backbone(query_view))
        with torch.no_grad():
            key = self.momentum_encoder(key_view)
        # Logits in float32: lower precision would round similarities that a small temperature tells apart.
        with torch.autocast(query.device.type, enabled=False):
            query, key = F.normalize(query.float(), dim=1), F.normalize(key.float(), dim=1)
            positions = self.memory_bank.enqueue(gather(key))
            first = world()[0] * len(query)
            logits = query @ self.memory_bank.keys.T / self.temperature
            return Step(F.cross_entropy(logits, positions[first : first + len(query)]))

    @torch.no_grad()
    def after_step(self, moment: Moment) -> None:
        """Move the momentum encoder towards the trained one, by a cosine of progress (Grill et al. 2020)."""
        gap = (self.momentum_end - self.momentum) * (1 + math.cos(math.pi * moment.progress_after)) / 2
        trained = [*self.backbone.parameters(), *self.projection_head.parameters()]
        average = get_ema_multi_avg_fn(self.momentum_end - gap)  # type: ignore[no-untyped-call]
        average([parameter.detach() for parameter in self.momentum_encoder.parameters()], trained, 0)


class MemoryBank(nn.Module):
    """A ring buffer of the newest `size` keys, (size, d) float32 unit vectors, random ones at first."""

    keys: Tensor

    def __init__(self, size: int, dim: int) -> None:
        super().__init__()
        self.register_buffer("keys", F.normalize(torch.randn(size, dim), dim=1))
        self._next = 0

    @torch.no_grad()
    def enqueue(self, keys: Tensor) -> Tensor:
        """Overwrite the oldest entries by `keys` (B, d), in place, and return their positions (B,) int64.

        Raises UserError when the batch is larger than the bank.
        """
        size = len(self.keys)
        if len(keys) > size:
            raise UserError(
                f"method.memory_bank_size ({size}) is smaller than the batch of {len(keys)} keys: "
                "raise it, or lower batch_size"
            )
        positions = (torch.arange(len(keys), device=keys.device) + self._next) % size
        self.keys.index_copy_(0, positions, keys)
        self._next = (self._next + len(keys)) % size
        return positions

    # The position is a plain number, not a buffer, because reading a buffer back would wait for the GPU.
    def get_extra_state(self) -> dict[str, int]:
        return {"next": self._next}

    def set_extra_state(self, state: dict[str, Any]) -> None:
        self._next = int(state["next"])
