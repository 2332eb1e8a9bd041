from typing import Literal

ThresholdStrategyOperation = Literal['bigger', 'bigger_equal', 'smaller', 'smaller_equal']

THRESHOLD_STRATEGY_OPERATION_VALUES: set[ThresholdStrategyOperation] = { 'bigger', 'bigger_equal', 'smaller', 'smaller_equal',  }

def check_threshold_strategy_operation(value: str) -> ThresholdStrategyOperation:
    if value in THRESHOLD_STRATEGY_OPERATION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {THRESHOLD_STRATEGY_OPERATION_VALUES!r}")
