"""DINO: self-distillation without labels (Caron et al. 2021)."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import mean_over_processes
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def dino(
    student: Sequence[Tensor],
    teacher: Sequence[Tensor],
    center: Tensor,
    *,
    student_temperature: float,
    teacher_temperature: float,
) -> Tensor:
    """The mean cross entropy of the teacher's view of a crop with the student's view of another crop: a scalar.

    student: (B, K) logits of all crops; teacher: (B, K) logits of the first crops of the same list, the global
    ones, without gradient; center: (K,), subtracted from the teacher's logits.
    """
    log_p = torch.stack([F.log_softmax(logits / student_temperature, dim=1) for logits in student])
    q = torch.stack([F.softmax((logits.detach() - center) / teacher_temperature, dim=1) for logits in teacher])
    # The sum over all pairs at once, less the pairs of a crop with itself.
    pairs = len(teacher) * len(student) - len(teacher)
    together = (q.sum(dim=0) * log_p.sum(dim=0)).sum() - (q * log_p[: len(teacher)]).sum()
    return -together / (pairs * q.shape[1])


class DINOLoss(nn.Module):
    """`dino` with a centre that follows the teacher's logits.

    The centre is a running mean of the logits over all processes; a loss uses the centre of the batches before it.
    """

    center: Tensor

    def __init__(self, dim: int, *, student_temperature: float = 0.1, center_momentum: float = 0.9) -> None:
        super().__init__()
        self.student_temperature, self.center_momentum = student_temperature, center_momentum
        self.register_buffer("center", torch.zeros(dim))

    def forward(self, student: Sequence[Tensor], teacher: Sequence[Tensor], *, teacher_temperature: float) -> Tensor:
        """See `dino`. Moves the centre afterwards."""
        loss = dino(
            student,
            teacher,
            self.center,
            student_temperature=self.student_temperature,
            teacher_temperature=teacher_temperature,
        )
        with torch.no_grad():
            mean = mean_over_processes(
                torch.stack([logits.to(self.center.dtype) for logits in teacher]).mean(dim=(0, 1))
            )
            self.center.lerp_(mean, 1 - self.center_momentum)
        return loss
