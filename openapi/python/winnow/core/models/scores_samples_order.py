from typing import Literal

ScoresSamplesOrder = Literal['ascending', 'descending']

SCORES_SAMPLES_ORDER_VALUES: set[ScoresSamplesOrder] = { 'ascending', 'descending',  }

def check_scores_samples_order(value: str) -> ScoresSamplesOrder:
    if value in SCORES_SAMPLES_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCORES_SAMPLES_ORDER_VALUES!r}")
