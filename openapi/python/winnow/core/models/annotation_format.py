from typing import Literal

AnnotationFormat = Literal['coco', 'lightly', 'ndjson', 'parquet', 'yolo']

ANNOTATION_FORMAT_VALUES: set[AnnotationFormat] = { 'coco', 'lightly', 'ndjson', 'parquet', 'yolo',  }

def check_annotation_format(value: str) -> AnnotationFormat:
    if value in ANNOTATION_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ANNOTATION_FORMAT_VALUES!r}")
