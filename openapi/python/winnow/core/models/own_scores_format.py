from typing import Literal

OwnScoresFormat = Literal['csv', 'ndjson', 'parquet']

OWN_SCORES_FORMAT_VALUES: set[OwnScoresFormat] = { 'csv', 'ndjson', 'parquet',  }

def check_own_scores_format(value: str) -> OwnScoresFormat:
    if value in OWN_SCORES_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OWN_SCORES_FORMAT_VALUES!r}")
