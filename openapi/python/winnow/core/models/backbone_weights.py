from typing import Literal

BackboneWeights = Literal['imagenet', 'none', 'pretrained']

BACKBONE_WEIGHTS_VALUES: set[BackboneWeights] = { 'imagenet', 'none', 'pretrained',  }

def check_backbone_weights(value: str) -> BackboneWeights:
    if value in BACKBONE_WEIGHTS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BACKBONE_WEIGHTS_VALUES!r}")
