from typing import Literal

FactNumbersFact = Literal['colorfulness', 'contrast', 'height', 'luminance', 'sharpness', 'size_bytes', 'snr', 'uniform_row_ratio', 'width']

FACT_NUMBERS_FACT_VALUES: set[FactNumbersFact] = { 'colorfulness', 'contrast', 'height', 'luminance', 'sharpness', 'size_bytes', 'snr', 'uniform_row_ratio', 'width',  }

def check_fact_numbers_fact(value: str) -> FactNumbersFact:
    if value in FACT_NUMBERS_FACT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FACT_NUMBERS_FACT_VALUES!r}")
