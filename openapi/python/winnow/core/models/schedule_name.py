from typing import Literal

ScheduleName = Literal['constant', 'cosine', 'linear', 'one_cycle']

SCHEDULE_NAME_VALUES: set[ScheduleName] = { 'constant', 'cosine', 'linear', 'one_cycle',  }

def check_schedule_name(value: str) -> ScheduleName:
    if value in SCHEDULE_NAME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCHEDULE_NAME_VALUES!r}")
