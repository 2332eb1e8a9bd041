from typing import Literal

Uncertainty = Literal['entropy', 'least_confidence', 'margin']

UNCERTAINTY_VALUES: set[Uncertainty] = { 'entropy', 'least_confidence', 'margin',  }

def check_uncertainty(value: str) -> Uncertainty:
    if value in UNCERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UNCERTAINTY_VALUES!r}")
