from typing import Literal

RpropLrScaling = Literal['linear', 'none', 'sqrt']

RPROP_LR_SCALING_VALUES: set[RpropLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_rprop_lr_scaling(value: str) -> RpropLrScaling:
    if value in RPROP_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RPROP_LR_SCALING_VALUES!r}")
