from typing import Literal

EmbeddingScore = Literal['hardness', 'mislabel', 'outlier', 'typicality', 'uniqueness']

EMBEDDING_SCORE_VALUES: set[EmbeddingScore] = { 'hardness', 'mislabel', 'outlier', 'typicality', 'uniqueness',  }

def check_embedding_score(value: str) -> EmbeddingScore:
    if value in EMBEDDING_SCORE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EMBEDDING_SCORE_VALUES!r}")
