from typing import Literal

CheckpointFormat = Literal['detectron2', 'onnx', 'safetensors', 'timm', 'torch_export']

CHECKPOINT_FORMAT_VALUES: set[CheckpointFormat] = { 'detectron2', 'onnx', 'safetensors', 'timm', 'torch_export',  }

def check_checkpoint_format(value: str) -> CheckpointFormat:
    if value in CHECKPOINT_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHECKPOINT_FORMAT_VALUES!r}")
