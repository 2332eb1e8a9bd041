from typing import Literal

Domain = Literal['aerial', 'greyscale', 'microscopy', 'natural', 'small']

DOMAIN_VALUES: set[Domain] = { 'aerial', 'greyscale', 'microscopy', 'natural', 'small',  }

def check_domain(value: str) -> Domain:
    if value in DOMAIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DOMAIN_VALUES!r}")
