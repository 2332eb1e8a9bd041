from typing import Literal

UploadPurpose = Literal['annotations', 'images', 'weights']

UPLOAD_PURPOSE_VALUES: set[UploadPurpose] = { 'annotations', 'images', 'weights',  }

def check_upload_purpose(value: str) -> UploadPurpose:
    if value in UPLOAD_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPLOAD_PURPOSE_VALUES!r}")
