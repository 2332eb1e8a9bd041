from typing import Literal

AdagradLrScaling = Literal['linear', 'none', 'sqrt']

ADAGRAD_LR_SCALING_VALUES: set[AdagradLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_adagrad_lr_scaling(value: str) -> AdagradLrScaling:
    if value in ADAGRAD_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADAGRAD_LR_SCALING_VALUES!r}")
