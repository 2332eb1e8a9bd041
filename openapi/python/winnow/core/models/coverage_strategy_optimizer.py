from typing import Literal

CoverageStrategyOptimizer = Literal['lazy', 'stochastic']

COVERAGE_STRATEGY_OPTIMIZER_VALUES: set[CoverageStrategyOptimizer] = { 'lazy', 'stochastic',  }

def check_coverage_strategy_optimizer(value: str) -> CoverageStrategyOptimizer:
    if value in COVERAGE_STRATEGY_OPTIMIZER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COVERAGE_STRATEGY_OPTIMIZER_VALUES!r}")
