from typing import Literal

BalanceStrategySampling = Literal['closest', 'random']

BALANCE_STRATEGY_SAMPLING_VALUES: set[BalanceStrategySampling] = { 'closest', 'random',  }

def check_balance_strategy_sampling(value: str) -> BalanceStrategySampling:
    if value in BALANCE_STRATEGY_SAMPLING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BALANCE_STRATEGY_SAMPLING_VALUES!r}")
