"""Health, metrics, limits, workers and the catalog."""

import subprocess
import sys
from datetime import timedelta

import jsonschema_rs
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.gateway import Gateway
from store import migrate, pages, workers
from store.db import Database, now
from store.specs.jobs import JobKind
from store.workers import Worker
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import add_dataset, add_samples, claim, embed_spec, submit_job
from worker.annotations import records
from worker.ingest.limits import ArchiveLimits, ProcessLimits
from worker.video.container import VideoLimits


def register(session: Session, worker_id: str) -> None:
    workers.register(
        session, worker_id=worker_id, name="laptop", host="h", pid=1, version="1", device="cpu", queues=["cpu"],
        labels=["big"],
    )  # fmt: skip


def test_ready_when_everything_works(client: Client) -> None:
    assert client.ok("GET", "/livez") == {"status": "ok"}
    assert client.ok("GET", "/readyz") == {"status": "ok"}


def test_another_schema_is_not_ready(client: Client, database: Database) -> None:
    migrate.downgrade(database, "base")
    problem = assert_problem(client.get("/readyz"), 503, "unavailable")
    assert pointers(problem) == ["/database"]
    assert "winnow migrate" in problem["detail"]
    assert client.get("/livez").status_code == 200


@sqlite_only
def test_a_broken_object_store_is_not_ready(client: Client, gateway: Gateway) -> None:
    root = gateway.blobs.root
    assert root is not None
    root.rmdir()
    root.write_text("a file where the folder should be")
    problem = assert_problem(client.get("/readyz"), 503, "unavailable")
    assert pointers(problem) == ["/blobs"]
    assert str(root) not in str(problem)


def test_metrics_tell_the_state_of_the_service(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    for _ in range(3):
        submit_job(database, embed_spec(dataset_id))
    claim(database)
    with database.write() as session:
        for number in range(3):
            register(session, f"wrk_{number}")
        workers.busy(session, "wrk_1", run_id="run_1", job_id=None)
        session.get_one(Worker, "wrk_2").last_seen_at = now(session) - timedelta(minutes=2)
        session.execute(text("UPDATE jobs SET run_after = created_at WHERE state = 'queued'"))
    client.get(f"/v1/datasets/{dataset_id}")
    client.get("/v1/datasets/ds_unknown")
    client.get("/wp-login.php")
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    values = dict(line.rsplit(" ", 1) for line in response.text.splitlines() if not line.startswith("#"))
    assert values['winnow_jobs{kind="embed",state="queued"}'] == "2.0"
    assert values['winnow_jobs{kind="embed",state="running"}'] == "1.0"
    assert values['winnow_workers{state="busy"}'] == "1.0"
    assert values['winnow_workers{state="idle"}'] == "1.0"
    assert values["winnow_outbox_backlog"] == "3.0"
    assert float(values['winnow_oldest_queued_seconds{queue="gpu"}']) > 0
    assert values['winnow_oldest_queued_seconds{queue="cpu"}'] == "0.0"
    route = "/v1/datasets/{dataset_id}"
    assert values[f'winnow_http_requests_total{{method="GET",route="{route}",status="200"}}'] == "1.0"
    assert values[f'winnow_http_requests_total{{method="GET",route="{route}",status="404"}}'] == "1.0"
    assert values['winnow_http_requests_total{method="GET",route="unmatched",status="404"}'] == "1.0"
    assert values[f'winnow_http_request_seconds_count{{method="GET",route="{route}"}}'] == "2.0"


@sqlite_only
def test_only_workers_that_are_alive_are_listed(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    job_id = submit_job(database, embed_spec(dataset_id))
    with database.write() as session:
        register(session, "wrk_1")
        register(session, "wrk_2")
        session.get_one(Worker, "wrk_1").last_seen_at = now(session) - timedelta(minutes=2)
        workers.busy(session, "wrk_2", run_id="run_1", job_id=job_id)
    (worker,) = client.ok("GET", "/v1/workers")["items"]
    assert (worker["id"], worker["job_id"], worker["queues"], worker["labels"]) == ("wrk_2", job_id, ["cpu"], ["big"])


@sqlite_only
def test_limits_are_those_of_the_settings(client: Client, gateway: Gateway) -> None:
    limits = client.ok("GET", "/v1/limits")
    assert limits["max_upload_bytes"] == gateway.settings.max_upload_bytes
    assert limits["max_page_items"] == pages.MAX_LIMIT


@sqlite_only
def test_limits_are_those_that_workers_keep(client: Client) -> None:
    limits = client.ok("GET", "/v1/limits")
    archive, process, video = ArchiveLimits(), ProcessLimits(), VideoLimits()
    assert limits["archives"] == {
        "max_total_bytes": archive.max_total_bytes,
        "max_ratio": archive.max_ratio,
        "ratio_from_bytes": archive.ratio_threshold_bytes,
        "max_name_bytes": archive.max_name_bytes,
        "max_name_part_bytes": 255,
        "max_nesting": 0,
    }
    assert limits["decoding"] == {
        "max_memory_bytes": process.memory_bytes,
        "max_cpu_seconds": process.cpu_seconds,
        "max_wall_seconds": process.wall_seconds,
        "max_open_files": process.max_open_files,
    }
    assert limits["videos"] == {"max_frames": video.max_frames, "max_seconds": video.max_seconds}
    assert limits["annotations"]["max_line_bytes"] == records.MAX_LINE_BYTES
    assert limits["annotations"]["max_objects"] == records.MAX_OBJECTS


@sqlite_only
def test_the_catalog_has_everything_with_a_valid_schema(client: Client) -> None:
    catalog = client.ok("GET", "/v1/catalog")
    names = {group: [entry["name"] for entry in entries] for group, entries in catalog.items()}
    assert sorted(names["job_kinds"]) == sorted(JobKind)
    assert {"simclr", "moco"} <= set(names["methods"])
    assert {"resnet18", "resnet50"} <= set(names["backbones"])
    assert {"transform", "transform_preset", "view_transform", "view_pipeline"} <= set(names["transforms"])
    assert {"random_resized_crop", "jigsaw"} <= set(names["view_ops"])
    assert {"byol", "resa"} <= set(names["transform_presets"])
    assert set(names["domains"]) == {"natural", "small", "greyscale", "aerial", "microscopy"}
    assert {"sgd", "adamw", "lars"} <= set(names["optimizers"])
    assert {"random", "diversity"} <= set(names["strategies"])
    assert {"csv", "label_studio"} <= set(names["exporters"])
    for entries in catalog.values():
        for entry in entries:
            assert entry["description"].endswith(".")
            assert "parameters" not in entry or jsonschema_rs.meta.is_valid(entry["parameters"])
    (moco,) = (entry for entry in catalog["methods"] if entry["name"] == "moco")
    assert moco["parameters"]["properties"]["memory_bank_size"]["default"] == 4096


def test_the_gateway_imports_nothing_heavy() -> None:
    code = "import service.app, sys; print({'torch', 'torchvision', 'numpy', 'PIL', 'pyarrow'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


@sqlite_only
def test_the_catalog_lists_every_backbone(client: Client) -> None:
    found = client.ok("GET", "/v1/catalog/backbones", params={"limit": 5000})
    names = {entry["name"]: entry for entry in found["items"]}
    assert found["total"] == len(names) > 1000
    assert names["mobilenet_v2"]["weights"] == ["imagenet"]
    assert names["timm/test_vit"]["patch_size"] == 16
    few = client.ok("GET", "/v1/catalog/backbones", params={"search": "VIT_B", "maskable": True, "limit": 1})
    assert [entry["name"] for entry in few["items"]] == ["vit_b_16"]
