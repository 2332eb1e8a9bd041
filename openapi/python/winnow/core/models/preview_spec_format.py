from typing import Literal

PreviewSpecFormat = Literal['png', 'webp']

PREVIEW_SPEC_FORMAT_VALUES: set[PreviewSpecFormat] = { 'png', 'webp',  }

def check_preview_spec_format(value: str) -> PreviewSpecFormat:
    if value in PREVIEW_SPEC_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PREVIEW_SPEC_FORMAT_VALUES!r}")
