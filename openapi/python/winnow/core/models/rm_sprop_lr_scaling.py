from typing import Literal

RMSpropLrScaling = Literal['linear', 'none', 'sqrt']

RM_SPROP_LR_SCALING_VALUES: set[RMSpropLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_rm_sprop_lr_scaling(value: str) -> RMSpropLrScaling:
    if value in RM_SPROP_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RM_SPROP_LR_SCALING_VALUES!r}")
