from typing import Literal

ItemOutcome = Literal['accepted', 'corrupt', 'duplicate', 'present', 'refused']

ITEM_OUTCOME_VALUES: set[ItemOutcome] = { 'accepted', 'corrupt', 'duplicate', 'present', 'refused',  }

def check_item_outcome(value: str) -> ItemOutcome:
    if value in ITEM_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ITEM_OUTCOME_VALUES!r}")
