"""NNCLR: With a Little Help from My Friends, nearest-neighbour contrastive learning (Dwibedi et al. 2021)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import MemoryBank, batch_info_nce
from worker.pretrain.losses.gather import gather
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class NNCLR(SelfSupervised):
    """The positive of a view is not the other view itself but its nearest neighbour among the images seen lately.

    No momentum encoder is needed: the neighbours come out of a memory bank and get no gradient.
    """

    def __init__(self, spec: specs.NNCLR, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.temperature = spec.temperature
        hidden, outputs = spec.hidden_dim, spec.output_dim
        self.projection_head = mlp(backbone.feature_dim, hidden, hidden, outputs, final=nn.BatchNorm1d(outputs))
        self.prediction_head = mlp(outputs, spec.prediction_dim, outputs)
        self.memory_bank = MemoryBank(spec.memory_bank_size, outputs)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        projections = [self.projection_head(self.backbone(view)) for view in views.global_crops]
        predictions = [self.prediction_head(projection) for projection in projections]
        units = [F.normalize(projection.detach().float(), dim=1) for projection in projections]
        neighbors = [self._nearest(unit) for unit in units]
        self.memory_bank.enqueue(gather(units[0]))
        losses = [batch_info_nce(neighbors[i], predictions[1 - i], temperature=self.temperature) for i in (0, 1)]
        return Step(torch.stack(losses).mean())

    @torch.no_grad()
    def _nearest(self, units: Tensor) -> Tensor:
        """(B, d) unit vectors to the entries of the bank that are nearest to them, (B, d)."""
        with torch.autocast(units.device.type, enabled=False):
            return self.memory_bank.keys[(units @ self.memory_bank.keys.T).argmax(dim=1)]
