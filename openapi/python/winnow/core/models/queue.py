from typing import Literal

Queue = Literal['cpu', 'gpu']

QUEUE_VALUES: set[Queue] = { 'cpu', 'gpu',  }

def check_queue(value: str) -> Queue:
    if value in QUEUE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {QUEUE_VALUES!r}")
