from typing import Literal

EmbeddingStorage = Literal['float16', 'float32']

EMBEDDING_STORAGE_VALUES: set[EmbeddingStorage] = { 'float16', 'float32',  }

def check_embedding_storage(value: str) -> EmbeddingStorage:
    if value in EMBEDDING_STORAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EMBEDDING_STORAGE_VALUES!r}")
