from typing import Literal

AdafactorLrScaling = Literal['linear', 'none', 'sqrt']

ADAFACTOR_LR_SCALING_VALUES: set[AdafactorLrScaling] = { 'linear', 'none', 'sqrt',  }

def check_adafactor_lr_scaling(value: str) -> AdafactorLrScaling:
    if value in ADAFACTOR_LR_SCALING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADAFACTOR_LR_SCALING_VALUES!r}")
