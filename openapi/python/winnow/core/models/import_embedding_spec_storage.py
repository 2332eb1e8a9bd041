from typing import Literal

ImportEmbeddingSpecStorage = Literal['float16', 'float32']

IMPORT_EMBEDDING_SPEC_STORAGE_VALUES: set[ImportEmbeddingSpecStorage] = { 'float16', 'float32',  }

def check_import_embedding_spec_storage(value: str) -> ImportEmbeddingSpecStorage:
    if value in IMPORT_EMBEDDING_SPEC_STORAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMPORT_EMBEDDING_SPEC_STORAGE_VALUES!r}")
