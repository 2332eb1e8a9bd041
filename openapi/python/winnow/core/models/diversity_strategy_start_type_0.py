from typing import Literal

DiversityStrategyStartType0 = Literal['medoid', 'random']

DIVERSITY_STRATEGY_START_TYPE_0_VALUES: set[DiversityStrategyStartType0] = { 'medoid', 'random',  }

def check_diversity_strategy_start_type_0(value: str) -> DiversityStrategyStartType0:
    if value in DIVERSITY_STRATEGY_START_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DIVERSITY_STRATEGY_START_TYPE_0_VALUES!r}")
