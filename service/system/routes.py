"""Health, metrics and limits."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from structlog import get_logger

from service import gateway as held
from service.dependencies import EverythingSession, Gateway, Settings
from service.middleware import MAX_JSON_BYTES
from service.problems import UNAVAILABLE, FieldError, ProblemError, responses
from service.system.schemas import Health, InstallationLimits
from service.workers.routes import ALIVE_WITHIN
from store import metrics as counts
from store import migrate, pages

router = APIRouter(tags=["system"])

_PROBE = "health/readyz"
_log = get_logger("winnow.health")


@router.get("/livez", response_model=Health)
async def live() -> Health:
    """Say that the process runs. Never asks anything else."""
    return Health()


@router.get("/readyz", response_model=Health, responses=responses(503))
def ready(gateway: Gateway) -> Health:
    """Check that database, schema and object store work."""
    checks: dict[str, Callable[[held.Gateway], str | None]] = {"database": _check_database, "blobs": _check_blobs}
    found = {name: check(gateway) for name, check in checks.items()}
    errors = [FieldError(pointer=f"/{name}", detail=detail) for name, detail in found.items() if detail]
    if errors:
        raise ProblemError(UNAVAILABLE, " ".join(error.detail for error in errors), errors=errors)
    return Health()


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(session: EverythingSession, gateway: Gateway) -> Response:
    """Get everything that Prometheus wants to know."""
    snapshot = counts.snapshot(session, alive_within=ALIVE_WITHIN)
    return Response(gateway.http_metrics.exposition(snapshot), media_type=CONTENT_TYPE_LATEST)


@router.get("/v1/limits", response_model=InstallationLimits)
async def limits(settings: Settings) -> InstallationLimits:
    """Get what this installation takes at most."""
    return InstallationLimits(
        max_upload_bytes=settings.max_upload_bytes,
        max_upload_bytes_total=settings.max_upload_bytes_total,
        upload_lifetime_seconds=int(settings.upload_lifetime.total_seconds()),
        max_entries=settings.max_entries,
        max_entry_bytes=settings.max_entry_bytes,
        max_pixels=settings.max_pixels,
        max_queued_jobs=settings.max_queued_jobs,
        max_json_bytes=MAX_JSON_BYTES,
        max_page_items=pages.MAX_LIMIT,
    )


def _check_database(gateway: held.Gateway) -> str | None:
    try:
        current = migrate.is_current(gateway.database)
    except Exception:  # noqa: BLE001 - whatever it is, the answer is the same, and the log has it
        _log.exception("readiness: the database failed")
        return "The database cannot be reached."
    return None if current else "The database has another schema than this version needs: run `winnow migrate`."


def _check_blobs(gateway: held.Gateway) -> str | None:
    try:
        gateway.blobs.put(_PROBE, b"ok")
        stored = gateway.blobs.get(_PROBE)
    except Exception:  # noqa: BLE001 - as above
        _log.exception("readiness: the object store failed")
        return "The object store cannot be written and read."
    return None if stored == b"ok" else "The object store returns something else than was stored."
