"""SimCLR: A Simple Framework for Contrastive Learning of Visual Representations (Chen et al. 2020)."""

import torch
import torch.nn.functional as F
from torch import Tensor

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, projection_head
from worker.pretrain.methods.gather import gather, world


class SimCLR(SelfSupervised):
    """Backbone and projection head, trained so that the two views of an image agree and all others differ."""

    def __init__(self, spec: specs.SimCLR, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.temperature = spec.temperature
        self.projection_head = projection_head(backbone.feature_dim, spec.hidden_dim, spec.output_dim)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        # One pass for both views: faster, and batch normalisation sees the two as one population, as in the
        # paper.
        projections = self.projection_head(self.backbone(torch.cat(views.global_crops)))
        query, key = projections.chunk(2)
        return Step(nt_xent(query, key, temperature=self.temperature))


def nt_xent(query: Tensor, key: Tensor, *, temperature: float) -> Tensor:
    """The normalised temperature-scaled cross entropy of two views, projected to (B, d): a float32 scalar.

    Every one of the 2B rows has one positive, the other view of its image, and 2B - 2 negatives, all other
    rows. In a distributed run the negatives come from all processes; the mean of the losses of the processes,
    and its gradient, are then those of one process with the whole batch.
    """
    rank, processes = world()
    batch = len(query)
    # Lower precision would round similarities that are told apart after a division by a small temperature.
    with torch.autocast(query.device.type, enabled=False):
        query, key = F.normalize(query.float(), dim=1), F.normalize(key.float(), dim=1)
        everyone = torch.cat([gather(query), gather(key)])
        logits = torch.cat([query, key]) @ everyone.T / temperature
        in_query = torch.arange(batch, device=logits.device) + rank * batch
        in_key = in_query + processes * batch
        itself, partner = torch.cat([in_query, in_key]), torch.cat([in_key, in_query])
        logits = logits.scatter(1, itself[:, None], -torch.inf)
        # cross_entropy subtracts the row maximum before the exponential: no temperature overflows it.
        return F.cross_entropy(logits, partner)
