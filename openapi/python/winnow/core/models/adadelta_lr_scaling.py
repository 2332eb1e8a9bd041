from typing import Literal

AdadeltaLrScaling = Literal['linear', 'none', 'sqrt']

ADADELTA_LR_SCALING_VALUES: set[AdadeltaLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_adadelta_lr_scaling(value: str) -> AdadeltaLrScaling:
    if value in ADADELTA_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADADELTA_LR_SCALING_VALUES!r}")
