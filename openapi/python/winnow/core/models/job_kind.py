from typing import Literal

JobKind = Literal['annotate', 'convert', 'crop', 'deduplicate', 'embed', 'evaluate', 'export', 'export_embedding', 'import_embedding', 'import_weights', 'ingest', 'neighbors', 'pipeline', 'preview', 'project', 'score', 'select', 'train']

JOB_KIND_VALUES: set[JobKind] = { 'annotate', 'convert', 'crop', 'deduplicate', 'embed', 'evaluate', 'export', 'export_embedding', 'import_embedding', 'import_weights', 'ingest', 'neighbors', 'pipeline', 'preview', 'project', 'score', 'select', 'train',  }

def check_job_kind(value: str) -> JobKind:
    if value in JOB_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JOB_KIND_VALUES!r}")
