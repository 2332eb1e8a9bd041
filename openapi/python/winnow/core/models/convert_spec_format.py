from typing import Literal

ConvertSpecFormat = Literal['detectron2', 'onnx', 'timm', 'torch_export']

CONVERT_SPEC_FORMAT_VALUES: set[ConvertSpecFormat] = { 'detectron2', 'onnx', 'timm', 'torch_export',  }

def check_convert_spec_format(value: str) -> ConvertSpecFormat:
    if value in CONVERT_SPEC_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONVERT_SPEC_FORMAT_VALUES!r}")
