"""Losses are computed in float32 at least, whatever the network runs in.

Half precision would round similarities that a small temperature tells apart, and sums over a batch lose digits.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import torch
from torch import Tensor

P = ParamSpec("P")
R = TypeVar("R")


def in_full_precision(function: Callable[P, R]) -> Callable[P, R]:
    """`function` outside of autocast, its half-precision tensors, also those in lists, widened to float32."""

    @wraps(function)
    def widened(*args: P.args, **kwargs: P.kwargs) -> R:
        with torch.autocast(_device_type([*args, *kwargs.values()]), enabled=False):
            return function(*map(_widen, args), **{name: _widen(value) for name, value in kwargs.items()})

    return widened


def _widen(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.float() if value.dtype in (torch.float16, torch.bfloat16) else value
    if isinstance(value, list | tuple):
        return [_widen(item) for item in value]
    return value


def _device_type(values: Any) -> str:
    for value in values:
        if isinstance(value, Tensor):
            return value.device.type
        if isinstance(value, list | tuple) and value and isinstance(value[0], Tensor):
            return value[0].device.type
    return "cpu"
