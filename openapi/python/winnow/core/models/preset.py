from typing import Literal

Preset = Literal['barlow', 'byol', 'dino', 'distillation', 'lejepa', 'mae', 'moco', 'moco_v3', 'resa', 'simclr', 'simmim', 'swav', 'vicreg', 'visreg']

PRESET_VALUES: set[Preset] = { 'barlow', 'byol', 'dino', 'distillation', 'lejepa', 'mae', 'moco', 'moco_v3', 'resa', 'simclr', 'simmim', 'swav', 'vicreg', 'visreg',  }

def check_preset(value: str) -> Preset:
    if value in PRESET_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRESET_VALUES!r}")
