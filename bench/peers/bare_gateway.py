"""The opponent of bench.gateway: the same rows over FastAPI and SQLAlchemy, with nothing around them.

`python -m bench.peers.bare_gateway DATABASE_URL PORT`. No keys, workspaces, limits, problems or ETags: what is
left of a request when everything that makes an API is taken away.
"""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from service.datasets.schemas import Dataset as DatasetView
from service.samples.schemas import Sample as SampleView
from service.samples.schemas import SamplePage
from store.datasets import Dataset
from store.samples import Sample

_LIMIT = 50


def build(url: str) -> FastAPI:
    """The bare application."""
    engine, app = create_engine(url), FastAPI()

    def session() -> Iterator[Session]:
        with Session(engine) as opened:
            yield opened

    Opened = Annotated[Session, Depends(session)]  # noqa: N806 - a type

    @app.get("/v1/datasets/{dataset_id}", response_model=DatasetView)
    def dataset(dataset_id: str, opened: Opened) -> Any:
        return opened.get(Dataset, dataset_id)

    @app.get("/v1/datasets/{dataset_id}/samples", response_model=SamplePage)
    def samples(dataset_id: str, opened: Opened, status: str | None = None, limit: int = _LIMIT) -> Any:
        query = select(Sample).where(Sample.dataset_id == dataset_id).order_by(Sample.position).limit(limit)
        if status is not None:
            query = query.where(Sample.status == status)
        return {"items": opened.scalars(query).all(), "next_cursor": None}

    @app.get("/v1/datasets/{dataset_id}/samples/{sample_id}", response_model=SampleView)
    def sample(dataset_id: str, sample_id: str, opened: Opened) -> Any:
        return opened.scalars(select(Sample).where(Sample.dataset_id == dataset_id, Sample.id == sample_id)).one()

    return app


if __name__ == "__main__":
    uvicorn.run(build(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
