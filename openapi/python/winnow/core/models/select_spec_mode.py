from typing import Literal

SelectSpecMode = Literal['gist', 'product']

SELECT_SPEC_MODE_VALUES: set[SelectSpecMode] = { 'gist', 'product',  }

def check_select_spec_mode(value: str) -> SelectSpecMode:
    if value in SELECT_SPEC_MODE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SELECT_SPEC_MODE_VALUES!r}")
