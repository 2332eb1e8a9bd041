from typing import Literal

ExportEmbeddingSpecFormat = Literal['csv', 'lightly_csv', 'npy', 'parquet']

EXPORT_EMBEDDING_SPEC_FORMAT_VALUES: set[ExportEmbeddingSpecFormat] = { 'csv', 'lightly_csv', 'npy', 'parquet',  }

def check_export_embedding_spec_format(value: str) -> ExportEmbeddingSpecFormat:
    if value in EXPORT_EMBEDDING_SPEC_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_EMBEDDING_SPEC_FORMAT_VALUES!r}")
