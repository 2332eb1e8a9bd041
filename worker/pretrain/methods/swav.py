"""SwAV: Unsupervised Learning of Visual Features by Contrasting Cluster Assignments (Caron et al. 2020)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import MemoryBank, SwAVLoss
from worker.pretrain.losses.gather import gather, world
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class SwAV(SelfSupervised):
    """Each crop predicts to which prototypes the other crops of its image are assigned.

    Assignments are balanced over the batch and over a queue of earlier images, without which small batches could
    not fill the prototypes evenly; the queue is used once it is full and `queue_start` of the run is over.
    """

    def __init__(self, spec: specs.SwAV, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.freeze_prototypes_epochs, self.queue_start = spec.freeze_prototypes_epochs, spec.queue_start
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.prototypes = nn.Linear(spec.output_dim, spec.prototypes, bias=False)
        banks = spec.global_views if spec.queue_size else 0
        self.queues = nn.ModuleList(
            MemoryBank(spec.queue_size, spec.output_dim, field="method.queue_size") for _ in range(banks)
        )
        self.loss = SwAVLoss(temperature=spec.temperature, epsilon=spec.epsilon)
        self._normalize_prototypes()

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        global_units = self._units(views.global_crops)
        local_units = self._units(views.local_crops) if views.local_crops else []
        queue_scores = self._queue_scores(moment)
        loss = self.loss([*map(self._scores, global_units)], [*map(self._scores, local_units)], queue_scores)
        for queue, units in zip(self._banks(), global_units, strict=False):
            queue.enqueue(gather(units.detach()))
        return Step(loss)

    def _units(self, crops: tuple[Tensor, ...]) -> list[Tensor]:
        """The projections of crops of one size, (B, d) of unit length and float32 each; all in one pass."""
        projections = self.projection_head(self.backbone(torch.cat(crops)))
        return list(F.normalize(projections.float(), dim=1).chunk(len(crops)))

    def _scores(self, units: Tensor) -> Tensor:
        with torch.autocast(units.device.type, enabled=False):
            scores: Tensor = self.prototypes(units)
        return scores

    @torch.no_grad()
    def _queue_scores(self, moment: Moment) -> list[Tensor] | None:
        """This process's share of every queue, compared with the prototypes of today."""
        if moment.progress < self.queue_start or not all(queue.is_full for queue in self._banks()):
            return None
        rank, processes = world()
        return [self._scores(queue.keys[rank::processes]) for queue in self._banks()] or None

    def _banks(self) -> list[MemoryBank]:
        return [queue for queue in self.queues if isinstance(queue, MemoryBank)]

    def before_step(self, moment: Moment) -> None:
        """Keep the prototypes still at first, when features change too much to be assigned to anything."""
        if moment.epoch < self.freeze_prototypes_epochs:
            self.prototypes.weight.grad = None

    def after_step(self, moment: Moment) -> None:
        """Bring the prototypes back to length 1."""
        del moment
        self._normalize_prototypes()

    @torch.no_grad()
    def _normalize_prototypes(self) -> None:
        self.prototypes.weight.copy_(F.normalize(self.prototypes.weight, dim=1))
