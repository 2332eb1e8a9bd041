from typing import Literal

TorchvisionSourceSplit = Literal['all', 'test', 'train']

TORCHVISION_SOURCE_SPLIT_VALUES: set[TorchvisionSourceSplit] = { 'all', 'test', 'train',  }

def check_torchvision_source_split(value: str) -> TorchvisionSourceSplit:
    if value in TORCHVISION_SOURCE_SPLIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TORCHVISION_SOURCE_SPLIT_VALUES!r}")
