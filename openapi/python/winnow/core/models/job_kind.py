from typing import Literal

JobKind = Literal['annotate', 'crop', 'deduplicate', 'embed', 'export', 'ingest', 'pipeline', 'score', 'select', 'train']

JOB_KIND_VALUES: set[JobKind] = { 'annotate', 'crop', 'deduplicate', 'embed', 'export', 'ingest', 'pipeline', 'score', 'select', 'train',  }

def check_job_kind(value: str) -> JobKind:
    if value in JOB_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JOB_KIND_VALUES!r}")
