from typing import Literal

SampleSort = Literal['-colorfulness', '-contrast', '-filename', '-luminance', '-position', '-sharpness', '-size', '-snr', '-taken', 'colorfulness', 'contrast', 'filename', 'luminance', 'position', 'sharpness', 'size', 'snr', 'taken']

SAMPLE_SORT_VALUES: set[SampleSort] = { '-colorfulness', '-contrast', '-filename', '-luminance', '-position', '-sharpness', '-size', '-snr', '-taken', 'colorfulness', 'contrast', 'filename', 'luminance', 'position', 'sharpness', 'size', 'snr', 'taken',  }

def check_sample_sort(value: str) -> SampleSort:
    if value in SAMPLE_SORT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SAMPLE_SORT_VALUES!r}")
