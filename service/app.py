"""The composition root: everything that the gateway is made of, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Lifespan

from service import idempotency, openapi, problems
from service.access import audit, keys, session, workspaces
from service.access.scopes import authorize
from service.annotations import routes as annotations
from service.auth import Authentication
from service.catalog import routes as catalog
from service.checkpoints import routes as checkpoints
from service.compression import JsonGzip
from service.datasets import routes as datasets
from service.embeddings import routes as embeddings
from service.exports import routes as exports
from service.gateway import Gateway
from service.jobs import events, reports
from service.jobs import routes as jobs
from service.middleware import MAX_JSON_BYTES, BodyLimit, RequestContext
from service.operations import operation_id
from service.projections import routes as projections
from service.samples import deletions
from service.samples import routes as samples
from service.scores import routes as scores
from service.subsets import routes as subsets
from service.system import routes as system
from service.transforms import routes as transforms
from service.tus import protocol as tus_protocol
from service.tus import routes as tus
from service.uploads import routes as uploads
from service.videos import routes as videos
from service.webhooks import routes as webhooks
from service.workers import routes as workers
from store import __version__, logs
from store.settings import Settings

_FEATURES = (
    datasets, uploads, tus, samples, deletions, videos, annotations, jobs, events, reports, checkpoints, embeddings,
    projections, scores, subsets, exports, workers, catalog, system, keys, session, workspaces, audit, webhooks,
    transforms,
)  # fmt: skip

# For scripts of other origins, where those are let in at all. They send a key: cookies stay at home.
_EXPOSED = (
    "ETag", "Link", "Location", "X-Request-ID", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotent-Replayed",
    "Content-Disposition", "Content-Range", "Accept-Ranges", "Upload-Offset", "Upload-Length", "Tus-Resumable",
    "Winnow-Job", "Deprecation", "Sunset",
)  # fmt: skip


def assemble(*, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """Every route, with its errors and its documentation, but nothing behind them yet."""
    app = FastAPI(
        title="Winnow",
        version=__version__,
        lifespan=lifespan,
        redirect_slashes=False,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=operation_id,
        dependencies=[Depends(authorize)],
    )
    for feature in _FEATURES:
        app.include_router(feature.router)
    problems.install(app)
    idempotency.install(app)
    openapi.install(app)
    return app


def create_app(settings: Settings | None = None) -> FastAPI:
    """The gateway as an ASGI application. Its database must have been migrated; /readyz tells when it was not."""
    settings = settings or Settings()
    logs.configure(as_json=settings.log_json)
    app = assemble(lifespan=_lifespan)
    app.state.gateway = gateway = Gateway(settings)
    # The last one added is the outermost.
    app.add_middleware(BodyLimit, max_bytes=MAX_JSON_BYTES, streamed=(uploads.PATH, tus_protocol.PATH))
    app.add_middleware(tus_protocol.TusHeaders)
    app.add_middleware(Authentication, gateway=gateway)
    app.add_middleware(JsonGzip)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "HEAD", "POST", "PATCH", "DELETE"],
            allow_headers=["*"],
            expose_headers=_EXPOSED,
        )
    app.add_middleware(RequestContext, metrics=gateway.http_metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.gateway.close()
