"""ReSA: self-assignment clustering of the batch (Weng et al. 2025)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather
from worker.pretrain.losses.precision import in_full_precision
from worker.pretrain.losses.sinkhorn import sinkhorn


@in_full_precision
@torch.no_grad()
def self_assignment(student: Tensor, teacher: Tensor, *, epsilon: float = 0.05, iterations: int = 3) -> Tensor:
    """Which images of the batch belong together: (B, N), rows sum to 1, N images of all processes.

    From the features (B, D) that student and teacher backbones have of the same, weakly augmented view: cosines,
    balanced so that every image is referred to equally often.
    """
    cosines = F.normalize(student, dim=1) @ F.normalize(gather(teacher), dim=1).T
    return sinkhorn(cosines, epsilon=epsilon, iterations=iterations)


@in_full_precision
def resa(student: Tensor, teacher: Tensor, assignment: Tensor, *, temperature: float) -> Tensor:
    """The cross entropy of `assignment` (B, N) with the student's similarities to the teacher's embeddings: a scalar.

    student, teacher: embeddings (B, d) of different views of the same images; the teacher's get no gradient and are
    compared over all processes.
    """
    keys = F.normalize(gather(teacher.detach()), dim=1)
    logits = F.normalize(student, dim=1) @ keys.T / temperature
    return -(assignment * F.log_softmax(logits, dim=1)).sum(dim=1).mean()


class ReSALoss(nn.Module):
    """The mean of `resa` over the pairs of different views, under one assignment: a scalar."""

    def __init__(self, *, temperature: float = 0.4, epsilon: float = 0.05, iterations: int = 3) -> None:
        super().__init__()
        self.temperature, self.epsilon, self.iterations = temperature, epsilon, iterations

    def forward(
        self, student: list[Tensor], teacher: list[Tensor], student_features: Tensor, teacher_features: Tensor
    ) -> Tensor:
        """Embeddings (B, d) of each view, and features (B, D) of the weak view, by both networks."""
        assignment = self_assignment(
            student_features, teacher_features, epsilon=self.epsilon, iterations=self.iterations
        )
        losses = [
            resa(of_student, of_teacher, assignment, temperature=self.temperature)
            for i, of_student in enumerate(student)
            for j, of_teacher in enumerate(teacher)
            if i != j
        ]
        return torch.stack(losses).mean()
