from typing import Literal

CoverageStrategyKernel = Literal['laplace', 'rbf', 'tophat']

COVERAGE_STRATEGY_KERNEL_VALUES: set[CoverageStrategyKernel] = { 'laplace', 'rbf', 'tophat',  }

def check_coverage_strategy_kernel(value: str) -> CoverageStrategyKernel:
    if value in COVERAGE_STRATEGY_KERNEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COVERAGE_STRATEGY_KERNEL_VALUES!r}")
