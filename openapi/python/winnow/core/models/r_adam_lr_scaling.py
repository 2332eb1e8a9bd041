from typing import Literal

RAdamLrScaling = Literal['linear', 'none', 'sqrt']

R_ADAM_LR_SCALING_VALUES: set[RAdamLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_r_adam_lr_scaling(value: str) -> RAdamLrScaling:
    if value in R_ADAM_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {R_ADAM_LR_SCALING_VALUES!r}")
