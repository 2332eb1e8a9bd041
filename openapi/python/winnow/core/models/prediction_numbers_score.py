from typing import Literal

PredictionNumbersScore = Literal['entropy', 'least_confidence', 'margin', 'object_frequency', 'objectness_least_confidence']

PREDICTION_NUMBERS_SCORE_VALUES: set[PredictionNumbersScore] = { 'entropy', 'least_confidence', 'margin', 'object_frequency', 'objectness_least_confidence',  }

def check_prediction_numbers_score(value: str) -> PredictionNumbersScore:
    if value in PREDICTION_NUMBERS_SCORE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PREDICTION_NUMBERS_SCORE_VALUES!r}")
