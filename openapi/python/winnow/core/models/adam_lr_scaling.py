from typing import Literal

AdamLrScaling = Literal['linear', 'none', 'sqrt']

ADAM_LR_SCALING_VALUES: set[AdamLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_adam_lr_scaling(value: str) -> AdamLrScaling:
    if value in ADAM_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADAM_LR_SCALING_VALUES!r}")
