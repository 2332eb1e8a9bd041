from typing import Literal

Sizing = Literal['any', 'build']

SIZING_VALUES: set[Sizing] = { 'any', 'build',  }

def check_sizing(value: str) -> Sizing:
    if value in SIZING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIZING_VALUES!r}")
