from typing import Literal

AdamWLrScaling = Literal['linear', 'none', 'sqrt']

ADAM_W_LR_SCALING_VALUES: set[AdamWLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_adam_w_lr_scaling(value: str) -> AdamWLrScaling:
    if value in ADAM_W_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADAM_W_LR_SCALING_VALUES!r}")
