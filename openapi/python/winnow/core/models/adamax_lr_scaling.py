from typing import Literal

AdamaxLrScaling = Literal['linear', 'none', 'sqrt']

ADAMAX_LR_SCALING_VALUES: set[AdamaxLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_adamax_lr_scaling(value: str) -> AdamaxLrScaling:
    if value in ADAMAX_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADAMAX_LR_SCALING_VALUES!r}")
