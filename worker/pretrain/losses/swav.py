"""SwAV: swapped prediction of cluster assignments (Caron et al. 2020)."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.precision import in_full_precision
from worker.pretrain.losses.sinkhorn import sinkhorn


@in_full_precision
def swav(
    global_scores: Sequence[Tensor],
    local_scores: Sequence[Tensor] = (),
    queue_scores: Sequence[Tensor] | None = None,
    *,
    temperature: float,
    epsilon: float = 0.05,
    iterations: int = 3,
) -> Tensor:
    """The cross entropy of the codes of every global crop with the scores of every other crop: a scalar.

    Scores are cosines with K prototypes: (B, K) for each of V global and each local crop, and, to balance the
    codes over more images than a batch has, (Q, K) of earlier images for each global crop. Of the queue only the
    share of this process belongs here: codes are balanced over all processes.
    """
    log_p = [F.log_softmax(scores / temperature, dim=1) for scores in [*global_scores, *local_scores]]
    losses = []
    for crop, scores in enumerate(global_scores):
        rows = scores if queue_scores is None else torch.cat([scores, queue_scores[crop]])
        codes = sinkhorn(rows.detach(), epsilon=epsilon, iterations=iterations)[: len(scores)]
        losses += [-(codes * other).sum(dim=1).mean() for i, other in enumerate(log_p) if i != crop]
    return torch.stack(losses).mean()


class SwAVLoss(nn.Module):
    """`swav` of lists of (B, K) scores: a scalar."""

    def __init__(self, *, temperature: float = 0.1, epsilon: float = 0.05, iterations: int = 3) -> None:
        super().__init__()
        self.temperature, self.epsilon, self.iterations = temperature, epsilon, iterations

    def forward(
        self,
        global_scores: Sequence[Tensor],
        local_scores: Sequence[Tensor] = (),
        queue_scores: Sequence[Tensor] | None = None,
    ) -> Tensor:
        return swav(
            global_scores,
            local_scores,
            queue_scores,
            temperature=self.temperature,
            epsilon=self.epsilon,
            iterations=self.iterations,
        )
