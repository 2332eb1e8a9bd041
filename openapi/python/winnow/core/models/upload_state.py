from typing import Literal

UploadState = Literal['complete', 'receiving']

UPLOAD_STATE_VALUES: set[UploadState] = { 'complete', 'receiving',  }

def check_upload_state(value: str) -> UploadState:
    if value in UPLOAD_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPLOAD_STATE_VALUES!r}")
