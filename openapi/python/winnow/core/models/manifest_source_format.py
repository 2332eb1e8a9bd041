from typing import Literal

ManifestSourceFormat = Literal['auto', 'csv', 'jsonl', 'parquet']

MANIFEST_SOURCE_FORMAT_VALUES: set[ManifestSourceFormat] = { 'auto', 'csv', 'jsonl', 'parquet',  }

def check_manifest_source_format(value: str) -> ManifestSourceFormat:
    if value in MANIFEST_SOURCE_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MANIFEST_SOURCE_FORMAT_VALUES!r}")
