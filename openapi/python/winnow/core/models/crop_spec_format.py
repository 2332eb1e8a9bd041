from typing import Literal

CropSpecFormat = Literal['jpeg', 'png']

CROP_SPEC_FORMAT_VALUES: set[CropSpecFormat] = { 'jpeg', 'png',  }

def check_crop_spec_format(value: str) -> CropSpecFormat:
    if value in CROP_SPEC_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CROP_SPEC_FORMAT_VALUES!r}")
