from typing import Literal

NAdamLrScaling = Literal['linear', 'none', 'sqrt']

N_ADAM_LR_SCALING_VALUES: set[NAdamLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_n_adam_lr_scaling(value: str) -> NAdamLrScaling:
    if value in N_ADAM_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {N_ADAM_LR_SCALING_VALUES!r}")
