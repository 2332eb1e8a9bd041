from typing import Literal

SGDLrScaling = Literal['linear', 'none', 'sqrt']

SGD_LR_SCALING_VALUES: set[SGDLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_sgd_lr_scaling(value: str) -> SGDLrScaling:
    if value in SGD_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SGD_LR_SCALING_VALUES!r}")
