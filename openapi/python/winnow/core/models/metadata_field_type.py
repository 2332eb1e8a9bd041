from typing import Literal

MetadataFieldType = Literal['boolean', 'datetime', 'integer', 'mixed', 'number', 'string']

METADATA_FIELD_TYPE_VALUES: set[MetadataFieldType] = { 'boolean', 'datetime', 'integer', 'mixed', 'number', 'string',  }

def check_metadata_field_type(value: str) -> MetadataFieldType:
    if value in METADATA_FIELD_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {METADATA_FIELD_TYPE_VALUES!r}")
