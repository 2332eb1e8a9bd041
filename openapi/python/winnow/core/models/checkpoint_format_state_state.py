from typing import Literal

CheckpointFormatStateState = Literal['absent', 'impossible', 'ready']

CHECKPOINT_FORMAT_STATE_STATE_VALUES: set[CheckpointFormatStateState] = { 'absent', 'impossible', 'ready',  }

def check_checkpoint_format_state_state(value: str) -> CheckpointFormatStateState:
    if value in CHECKPOINT_FORMAT_STATE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHECKPOINT_FORMAT_STATE_STATE_VALUES!r}")
