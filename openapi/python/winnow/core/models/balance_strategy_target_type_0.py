from typing import Literal

BalanceStrategyTargetType0 = Literal['input', 'uniform']

BALANCE_STRATEGY_TARGET_TYPE_0_VALUES: set[BalanceStrategyTargetType0] = { 'input', 'uniform',  }

def check_balance_strategy_target_type_0(value: str) -> BalanceStrategyTargetType0:
    if value in BALANCE_STRATEGY_TARGET_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BALANCE_STRATEGY_TARGET_TYPE_0_VALUES!r}")
