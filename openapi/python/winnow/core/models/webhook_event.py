from typing import Literal

WebhookEvent = Literal['checkpoint.created', 'embedding.created', 'export.ready', 'job.cancelled', 'job.failed', 'job.succeeded', 'subset.created']

WEBHOOK_EVENT_VALUES: set[WebhookEvent] = { 'checkpoint.created', 'embedding.created', 'export.ready', 'job.cancelled', 'job.failed', 'job.succeeded', 'subset.created',  }

def check_webhook_event(value: str) -> WebhookEvent:
    if value in WEBHOOK_EVENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_EVENT_VALUES!r}")
