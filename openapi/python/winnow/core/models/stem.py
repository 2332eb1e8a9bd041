from typing import Literal

Stem = Literal['auto', 'imagenet', 'small']

STEM_VALUES: set[Stem] = { 'auto', 'imagenet', 'small',  }

def check_stem(value: str) -> Stem:
    if value in STEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STEM_VALUES!r}")
