from typing import Literal

TrainSpecCompile = Literal['auto', 'off', 'on']

TRAIN_SPEC_COMPILE_VALUES: set[TrainSpecCompile] = { 'auto', 'off', 'on',  }

def check_train_spec_compile(value: str) -> TrainSpecCompile:
    if value in TRAIN_SPEC_COMPILE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRAIN_SPEC_COMPILE_VALUES!r}")
