from typing import Literal

TrainSpecKeep = Literal['best', 'last']

TRAIN_SPEC_KEEP_VALUES: set[TrainSpecKeep] = { 'best', 'last',  }

def check_train_spec_keep(value: str) -> TrainSpecKeep:
    if value in TRAIN_SPEC_KEEP_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRAIN_SPEC_KEEP_VALUES!r}")
