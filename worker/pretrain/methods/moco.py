"""MoCo v2: Momentum Contrast (He et al. 2020) with a projection head (Chen, Fan et al. 2020)."""

import torch
import torch.nn.functional as F

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import MemoryBank, info_nce
from worker.pretrain.losses.gather import gather, world
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


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
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.momentum_encoder = momentum_copy(self.backbone, self.projection_head)
        self.memory_bank = MemoryBank(spec.memory_bank_size, spec.output_dim)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        query_view, key_view = views.global_crops
        query = self.projection_head(self.backbone(query_view))
        with torch.no_grad():
            key = F.normalize(self.momentum_encoder(key_view).float(), dim=1)
        positions = self.memory_bank.enqueue(gather(key))
        first = world()[0] * len(query)
        mine = positions[first : first + len(query)]
        return Step(info_nce(query, self.memory_bank.keys, mine, temperature=self.temperature))

    def after_step(self, moment: Moment) -> None:
        """Move the momentum encoder towards the trained one."""
        momentum = cosine_momentum(self.momentum, self.momentum_end, moment)
        follow(self.momentum_encoder, self.backbone, self.projection_head, momentum=momentum)
