"""The tenant matrix: every operation of the API's description, called with another workspace's key.

It must reveal nothing and change nothing. Whoever adds an operation that names an object adds the object to
`tests.security.objects`; without it the matrix fails.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from anyio.from_thread import BlockingPortal
from pydantic import SecretStr
from sqlalchemy import select

from service.app import assemble, create_app
from store.db import Database
from store.settings import Settings
from store.tables import Base
from tests.conftest import fresh_database
from tests.security.objects import HEADERS, Objects, body_of, query_of
from tests.service.client import KEY, Client, assert_problem, pointers
from tests.service.factories import embed_spec
from tests.service.tus import begin

DOCUMENT = assemble().openapi()
# Written on the way by whoever asks, whatever comes of it.
_BOOKKEEPING = {"audit_log", "idempotency_keys"}


class Operation(NamedTuple):
    id: str
    method: str
    path: str
    takes_body: bool

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)


OPERATIONS = [
    Operation(operation["operationId"], method.upper(), path, "requestBody" in operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
WITH_ID = [operation for operation in OPERATIONS if operation.parameters]
LISTINGS = [found for found in OPERATIONS if not found.parameters and found.method in {"GET", "OPTIONS"}]
# What names no object in its path and changes something. Ids in bodies have their own test below.
BODIES_ALONE = {
    "datasets_create", "jobs_create", "keys_create", "session_create", "session_delete", "tus_create",
    "transforms_preview", "webhooks_create", "workspaces_create",
}  # fmt: skip


class Ground(NamedTuple):
    owner: Client
    stranger: Client
    database: Database
    theirs: Objects
    """The owner's."""
    own: Objects
    """The stranger's."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def ground(
    request: pytest.FixtureRequest, portal: BlockingPortal, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("crossing")
    with fresh_database(request, folder) as url:
        app = create_app(
            Settings(data_dir=folder, database_url=SecretStr(url), api_key=SecretStr(KEY), sse_lifetime=0.05)
        )
        operator = Client(portal, app)
        owner, stranger = (_tenant(operator, name) for name in ("owner", "stranger"))
        gateway = app.state.gateway
        yield Ground(
            owner, stranger, gateway.database,
            Objects(owner, gateway.database, gateway.blobs, name="theirs"),
            Objects(stranger, gateway.database, gateway.blobs, name="own"),
        )  # fmt: skip
        operator.close()


@pytest.mark.parametrize("operation", WITH_ID, ids=lambda operation: operation.id)
def test_an_object_of_others_is_not_there(ground: Ground, operation: Operation) -> None:
    before = dump(ground.database)
    answer = call(ground.stranger, operation, ground.theirs)
    assert dump(ground.database) == before, "it has changed something"
    expected = {403} if operation.id.startswith("workspaces_") else {404}
    assert answer.status_code in expected, answer.text
    named = {ground.theirs.of(operation.id, parameter) for parameter in known(operation)}
    revealed = {secret for secret in ground.theirs.secrets - named if secret in answer.text}
    assert not revealed
    if operation.method != "HEAD":
        nothing = call(ground.stranger, operation, Nothing())
        assert shape(nothing) == shape(answer), "what is another's looks different from what does not exist"


def test_every_operation_is_in_one_of_the_tests() -> None:
    assert {found.id for found in OPERATIONS} - {found.id for found in WITH_ID + LISTINGS} == BODIES_ALONE


@pytest.mark.parametrize("operation", LISTINGS, ids=lambda operation: operation.id)
def test_no_listing_shows_what_others_have(ground: Ground, operation: Operation) -> None:
    parameters = [found["name"] for found in described(operation).get("parameters", []) if found["in"] == "query"]
    for asked in [{}, *({name: value} for name, value in foreign_filters(ground.theirs).items() if name in parameters)]:
        answer = ground.stranger.get(operation.path, params={"after": 0, **asked})
        revealed = {secret for secret in ground.theirs.secrets - set(asked.values()) if secret in answer.text}
        assert not revealed
        if asked and answer.headers["content-type"].startswith("application/"):
            assert answer.status_code in {403, 404} or answer.json()["items"] == [], answer.text


def foreign_filters(objects: Objects) -> dict[str, str]:
    """By the name of a query parameter."""
    return {
        "dataset_id": objects.dataset_id, "parent_id": objects.job_id, "subset_id": objects.subset_id,
        "key_id": objects.key_id, "video_id": objects.video_id,
    }  # fmt: skip


class Foreign(NamedTuple):
    body: Any
    pointer: str


def foreign_jobs(own: Objects, theirs: Objects) -> dict[tuple[str, str], Foreign]:
    """By the field of a schema that holds an id: a job of one's own that has somebody else's id in it."""
    mine = {"dataset_id": own.dataset_id}
    backbone = {"name": "resnet18"}
    kinds: list[tuple[str, str, dict[str, Any]]] = [
        ("AnnotateSpec", "annotate", {"source": upload_of(own), "target": {"type": "metadata"}}),
        ("ConvertSpec", "convert", {"checkpoint": own.checkpoint_id, "format": "onnx"}),
        ("CropSpec", "crop", {"regions": {"type": "tiles", "rows": 2, "columns": 2}}),
        ("DeduplicateSpec", "deduplicate", {}),
        ("EmbedSpec", "embed", {"backbone": backbone}),
        ("EvaluateSpec", "evaluate", {"embedding": own.embedding_id}),
        ("PreviewSpec", "preview", {"sample_id": own.sample_id}),
        ("ExportSpec", "export", {"subset": own.subset_id, "exporter": {"name": "csv"}}),
        ("ImportWeightsSpec", "import_weights", {"source": upload_of(own), "backbone": backbone}),
        ("IngestSpec", "ingest", {"source": upload_of(own)}),
        ("ExportEmbeddingSpec", "export_embedding", {"embedding": own.embedding_id}),
        ("ImportEmbeddingSpec", "import_embedding", {"source": upload_of(own)}),
        ("NeighborsSpec", "neighbors", {"embedding": own.embedding_id}),
        ("ProjectSpec", "project", {"embedding": own.embedding_id}),
        ("ScoreSpec", "score", {"source": {"type": "embedding", "embedding": own.embedding_id}}),
        ("SelectSpec", "select", {"embedding": own.embedding_id, "n_samples": 1}),
        ("TrainSpec", "train", {"method": {"name": "simclr"}, "batch_size": 2}),
    ]
    found = {
        (schema, "dataset_id"): Foreign({"kind": kind, "dataset_id": theirs.dataset_id, **more}, "/dataset_id")
        for schema, kind, more in kinds
    }
    inner = embed_spec(theirs.dataset_id)
    found["PipelineSpec", "dataset_id"] = Foreign(
        {"kind": "pipeline", "dataset_id": theirs.dataset_id, "jobs": {"embed": inner}}, "/dataset_id"
    )
    select_ = {"kind": "select", **mine, "embedding": own.embedding_id, "n_samples": 1}
    evaluate = {"kind": "evaluate", **mine, "embedding": own.embedding_id}
    train = {"kind": "train", **mine, "method": {"name": "simclr"}, "batch_size": 2}
    tiles = {"type": "tiles", "rows": 2, "columns": 2}
    boxes = {"type": "boxes", "boxes": [{"sample_id": theirs.sample_id, "box": [0, 0, 1, 1]}]}
    distilled = {"name": "distillation", "teacher": {"checkpoint": theirs.checkpoint_id}}
    near = {"kind": "neighbors", **mine, "embedding": own.embedding_id}
    score = {"kind": "score", **mine, "source": {"type": "embedding", "embedding": theirs.embedding_id}}
    return found | {
        ("CropSpec", "subset"): Foreign(
            {"kind": "crop", **mine, "regions": tiles, "subset": theirs.subset_id}, "/subset"
        ),
        ("CropSpec", "target_dataset_id"): Foreign(
            {"kind": "crop", **mine, "regions": tiles, "target_dataset_id": theirs.dataset_id}, "/target_dataset_id"
        ),
        ("GivenBox", "sample_id"): Foreign({"kind": "crop", **mine, "regions": boxes}, "/regions/boxes/0/sample_id"),
        ("EmbedSpec", "checkpoint"): Foreign(
            {"kind": "embed", **mine, "checkpoint": theirs.checkpoint_id}, "/checkpoint"
        ),
        ("ConvertSpec", "checkpoint"): Foreign(
            {"kind": "convert", **mine, "checkpoint": theirs.checkpoint_id, "format": "onnx"}, "/checkpoint"
        ),
        ("PreviewSpec", "sample_id"): Foreign({"kind": "preview", **mine, "sample_id": theirs.sample_id}, "/sample_id"),
        ("EvaluateSpec", "embedding"): Foreign({**evaluate, "embedding": theirs.embedding_id}, "/embedding"),
        ("EvaluateSpec", "test_subset"): Foreign({**evaluate, "test_subset": theirs.subset_id}, "/test_subset"),
        ("EmbeddingScores", "embedding"): Foreign(score, "/source/embedding"),
        **{
            (schema, "embedding"): Foreign({"kind": kind, **mine, "embedding": theirs.embedding_id}, "/embedding")
            for schema, kind in (
                ("ExportEmbeddingSpec", "export_embedding"),
                ("NeighborsSpec", "neighbors"),
                ("ProjectSpec", "project"),
            )
        },
        ("SampleQuery", "sample_id"): Foreign(
            {**near, "query": {"type": "sample", "sample_id": theirs.sample_id}}, "/query/sample_id"
        ),
        ("ImageQuery", "upload_id"): Foreign(
            {**near, "query": {"type": "image", "upload_id": theirs.upload_id}}, "/query/upload_id"
        ),
        ("ExportSpec", "subset"): Foreign(
            {"kind": "export", **mine, "subset": theirs.subset_id, "exporter": {"name": "csv"}}, "/subset"
        ),
        ("UploadSource", "upload_id"): Foreign(
            {"kind": "ingest", **mine, "source": upload_of(theirs)}, "/source/upload_id"
        ),
        ("ManifestSource", "upload_id"): Foreign(
            {"kind": "ingest", **mine, "source": {"type": "manifest", "upload_id": theirs.upload_id}},
            "/source/upload_id",
        ),
        ("SelectSpec", "embedding"): Foreign({**select_, "embedding": theirs.embedding_id}, "/embedding"),
        ("SelectSpec", "preselected"): Foreign({**select_, "preselected": [theirs.sample_id]}, "/preselected/0"),
        ("SelectSpec", "candidates_subset"): Foreign(
            {**select_, "candidates_subset": theirs.subset_id}, "/candidates_subset"
        ),
        ("DiversityStrategy", "start"): Foreign(
            {**select_, "strategy": {"name": "diversity", "start": theirs.sample_id}}, "/strategy/start"
        ),
        ("SimilarityStrategy", "query"): Foreign(
            {**select_, "strategy": {"name": "similarity", "query": [theirs.sample_id]}}, "/strategy/query/0"
        ),
        ("SimilarityStrategy", "query_subset"): Foreign(
            {**select_, "strategy": {"name": "similarity", "query_subset": theirs.subset_id}}, "/strategy/query_subset"
        ),
        ("ScoreNumbers", "score"): Foreign(
            {**select_, "strategy": {"name": "weights", "by": {"source": "score", "score": theirs.score_id}}},
            "/strategy/by/score",
        ),
        ("SelectSpec", "preselected_subset"): Foreign(
            {**select_, "preselected_subset": theirs.subset_id}, "/preselected_subset"
        ),
        ("Teacher", "checkpoint"): Foreign({**train, "method": distilled}, "/method/teacher/checkpoint"),
        ("TrainSpec", "init_from"): Foreign({**train, "init_from": theirs.checkpoint_id}, "/init_from"),
    }


def upload_of(objects: Objects) -> dict[str, str]:
    return {"type": "upload", "upload_id": objects.upload_id}


# Fields with ids that are no part of a job; each has a test of its own elsewhere in this file or in test_keys.py.
# Conditions are facts of samples of one's own dataset: those of others match nothing.
_TESTED_APART = {
    ("SampleDeletion", "sample_ids"), ("KeyCreate", "workspace_id"),
    # Conditions on the samples of one's own dataset: they hold for none.
    ("SampleCondition", "parent_id"), ("SampleCondition", "video_id"),
    ("CandidateFilter", "parent_id"), ("CandidateFilter", "video_id"),
}  # fmt: skip


def id_fields() -> set[tuple[str, str]]:
    """Every field of a schema whose pattern is that of an id."""
    return {
        (name, field)
        for name, schema in DOCUMENT["components"]["schemas"].items()
        for field, value in schema.get("properties", {}).items()
        if re.search(r"_\[0-9a-z\]\{26\}", str(value))
    }


def test_no_body_reaches_what_others_have(ground: Ground) -> None:
    bodies = foreign_jobs(ground.own, ground.theirs)
    assert bodies.keys() | _TESTED_APART == id_fields(), "a field with an id needs a body above"
    before = dump(ground.database)
    for (schema, field), (body, pointer) in bodies.items():
        problem = assert_problem(ground.stranger.post("/v1/jobs", json=body), 422, "invalid-request")
        assert pointer in pointers(problem), f"{schema}.{field}: {problem}"
    deletion = {"sample_ids": [ground.theirs.sample_id]}
    answer = ground.stranger.post(f"/v1/datasets/{ground.own.dataset_id}/sample-deletions", json=deletion)
    assert pointers(assert_problem(answer, 422, "invalid-request")) == ["/sample_ids/0"]
    assert begin(ground.stranger, ground.theirs.dataset_id, 10).status_code == 422
    assert dump(ground.database) == before


def test_the_owner_reaches_every_one_of_these_objects(ground: Ground) -> None:
    """Else the matrix would pass for want of objects. What ends an object comes last."""
    order = {"GET": 0, "HEAD": 0, "POST": 1, "PATCH": 2, "DELETE": 3}
    last = {
        "tus_append": 2.5,
        "tus_terminate": 3,
        "samples_delete": 5,
        "samples_remove": 6,
        "datasets_delete": 7,
        "webhooks_delete": 8,
    }
    operations = sorted(WITH_ID, key=lambda found: last.get(found.id, order[found.method]))
    for operation in operations:
        if operation.id.startswith("workspaces_"):
            continue
        answer = call(ground.stranger, operation, ground.own)
        assert answer.status_code < 400 or answer.status_code in {409, 412}, f"{operation.id}: {answer.text}"


class Nothing:
    """Ids in the right form of what does not exist."""

    def of(self, operation_id: str, parameter: str) -> str:
        return f"{_PREFIXES[parameter]}_{'1' * 26}" if parameter in _PREFIXES else "nothing"

    def __init__(self) -> None:
        for name in _PREFIXES:
            setattr(self, name, self.of("", name))


_PREFIXES = {
    "dataset_id": "ds", "sample_id": "smp", "upload_id": "up", "video_id": "vid", "job_id": "job", "score_id": "scr",
    "projection_id": "prj",
    "checkpoint_id": "ckpt", "embedding_id": "emb", "subset_id": "sub", "export_id": "exp", "key_id": "key",
    "workspace_id": "ws", "webhook_id": "whk", "delivery_id": "msg",
}  # fmt: skip


def call(client: Client, operation: Operation, objects: Any) -> Any:
    path = operation.path
    for parameter in operation.parameters:
        value = "ws_" + "0" * 26 if parameter == "workspace_id" else objects.of(operation.id, parameter)
        path = path.replace(f"{{{parameter}}}", value)
    options: dict[str, Any] = {"headers": HEADERS.get(operation.id), "params": query_of(operation.id, objects)}
    if operation.takes_body:
        body = body_of(operation.id, objects)
        options["content" if isinstance(body, bytes) else "json"] = body
    return client.request(operation.method, path, **options)


def known(operation: Operation) -> list[str]:
    return [parameter for parameter in operation.parameters if parameter != "workspace_id"]


def shape(answer: Any) -> tuple[int, Any, str]:
    """Of a problem, without the ids."""
    body = answer.json()
    detail = re.sub(r"[a-z]+_[0-9a-z]{26}|animals|groups.jsonl|nothing", "ID", body["detail"])
    return answer.status_code, body["type"], detail


def described(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["paths"][operation.path][operation.method.lower()]
    return found


def dump(database: Database) -> dict[str, list[str]]:
    """Every row of every table, but for the bookkeeping."""
    with database.engine.connect() as connection:
        return {
            name: sorted(_row(table, row) for row in connection.execute(select(table)))
            for name, table in Base.metadata.tables.items()
            if name not in _BOOKKEEPING
        }


def _row(table: Any, row: Any) -> str:
    return str([value for column, value in zip(table.columns, row, strict=True) if column.name != "last_used_at"])


def _tenant(operator: Client, name: str) -> Client:
    workspace = operator.ok("POST", "/v1/workspaces", json={"name": name})
    body = {"name": name, "scopes": ["admin"], "workspace_id": workspace["id"]}
    return operator.with_key(operator.ok("POST", "/v1/keys", json=body)["key"])
