from typing import Literal

ImportEmbeddingSpecFormat = Literal['csv', 'npy', 'parquet']

IMPORT_EMBEDDING_SPEC_FORMAT_VALUES: set[ImportEmbeddingSpecFormat] = { 'csv', 'npy', 'parquet',  }

def check_import_embedding_spec_format(value: str) -> ImportEmbeddingSpecFormat:
    if value in IMPORT_EMBEDDING_SPEC_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMPORT_EMBEDDING_SPEC_FORMAT_VALUES!r}")
