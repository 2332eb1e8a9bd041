"""The learning rate as a closed form of the step, so that a resumed run needs no state for it."""

import math


def learning_rate(
    step: int, *, peak: float, total_steps: int, warmup_steps: int = 0, final_fraction: float = 0.0
) -> float:
    """The rate of optimizer step `step` (counted from 0) of `total_steps`.

    It rises in a straight line from peak / warmup_steps at step 0 to `peak` at the last step of the warm-up,
    then falls along half a cosine (Loshchilov & Hutter 2017) that reaches `peak * final_fraction` at the last
    step.
    """
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    first, last = max(warmup_steps - 1, 0), total_steps - 1
    share = (step - first) / (last - first) if last > first else 0.0
    floor = peak * final_fraction
    return floor + (peak - floor) * (1 + math.cos(math.pi * min(share, 1.0))) / 2
