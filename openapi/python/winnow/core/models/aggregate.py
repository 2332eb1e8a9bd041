from typing import Literal

Aggregate = Literal['max', 'mean', 'sum']

AGGREGATE_VALUES: set[Aggregate] = { 'max', 'mean', 'sum',  }

def check_aggregate(value: str) -> Aggregate:
    if value in AGGREGATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AGGREGATE_VALUES!r}")
