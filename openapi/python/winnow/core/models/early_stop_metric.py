from typing import Literal

EarlyStopMetric = Literal['knn_accuracy', 'linear_accuracy', 'loss', 'rank_me']

EARLY_STOP_METRIC_VALUES: set[EarlyStopMetric] = { 'knn_accuracy', 'linear_accuracy', 'loss', 'rank_me',  }

def check_early_stop_metric(value: str) -> EarlyStopMetric:
    if value in EARLY_STOP_METRIC_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EARLY_STOP_METRIC_VALUES!r}")
