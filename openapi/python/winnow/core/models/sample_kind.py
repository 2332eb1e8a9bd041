from typing import Literal

SampleKind = Literal['crop', 'frame', 'image']

SAMPLE_KIND_VALUES: set[SampleKind] = { 'crop', 'frame', 'image',  }

def check_sample_kind(value: str) -> SampleKind:
    if value in SAMPLE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SAMPLE_KIND_VALUES!r}")
