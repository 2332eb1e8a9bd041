from typing import Literal

LARSLrScaling = Literal['linear', 'none', 'sqrt']

LARS_LR_SCALING_VALUES: set[LARSLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_lars_lr_scaling(value: str) -> LARSLrScaling:
    if value in LARS_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LARS_LR_SCALING_VALUES!r}")
