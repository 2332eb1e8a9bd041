from typing import Literal

StratifiedStrategyAllocation = Literal['equal', 'proportional']

STRATIFIED_STRATEGY_ALLOCATION_VALUES: set[StratifiedStrategyAllocation] = { 'equal', 'proportional',  }

def check_stratified_strategy_allocation(value: str) -> StratifiedStrategyAllocation:
    if value in STRATIFIED_STRATEGY_ALLOCATION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STRATIFIED_STRATEGY_ALLOCATION_VALUES!r}")
