from typing import Literal

AnnotationRole = Literal['label', 'prediction']

ANNOTATION_ROLE_VALUES: set[AnnotationRole] = { 'label', 'prediction',  }

def check_annotation_role(value: str) -> AnnotationRole:
    if value in ANNOTATION_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ANNOTATION_ROLE_VALUES!r}")
