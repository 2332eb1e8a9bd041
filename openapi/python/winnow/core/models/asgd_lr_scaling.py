from typing import Literal

ASGDLrScaling = Literal['linear', 'none', 'sqrt']

ASGD_LR_SCALING_VALUES: set[ASGDLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_asgd_lr_scaling(value: str) -> ASGDLrScaling:
    if value in ASGD_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ASGD_LR_SCALING_VALUES!r}")
