"""Structured logs on standard error: for a terminal, or one JSON object on each line."""

import sys

import structlog


def configure(*, as_json: bool) -> None:
    """Set up structlog for this process. Tracebacks show no local variables: those may hold secrets."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # The console renderer writes tracebacks by itself.
    formatted = [*shared, structlog.processors.format_exc_info] if as_json else shared
    structlog.configure(processors=[*formatted, renderer], logger_factory=structlog.WriteLoggerFactory(file=sys.stderr))
