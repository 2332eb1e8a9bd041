from typing import Literal

TrainSpecPrecision = Literal['auto', 'bfloat16', 'float16', 'float32']

TRAIN_SPEC_PRECISION_VALUES: set[TrainSpecPrecision] = { 'auto', 'bfloat16', 'float16', 'float32',  }

def check_train_spec_precision(value: str) -> TrainSpecPrecision:
    if value in TRAIN_SPEC_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRAIN_SPEC_PRECISION_VALUES!r}")
