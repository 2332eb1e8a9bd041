"""Maps over HTTP: listed, described and sent as they are."""

import struct

from service.gateway import Gateway
from store.blobs import artifact_key
from store.db import now
from store.ids import new_id
from store.projections import Projection
from tests.service.client import Client, assert_problem
from tests.service.factories import Finished


def add_projection(gateway: Gateway, finished: Finished, name: str) -> str:
    key, points = artifact_key(finished.job_id, 1, f"{name}.f32"), struct.pack("<16f", *range(16))
    gateway.blobs.put(key, points)
    with gateway.database.write() as session:
        row = Projection(
            id=new_id("prj"), embedding_id=finished.embedding_id, job_id=finished.job_id, method={"name": name},
            count=8, valid_count=8, bounds=[0, 1, 14, 15], metrics={}, blob_key=key, size_bytes=len(points),
            sha256="0" * 64, created_at=now(session),
        )  # fmt: skip
        session.add(row)
    return row.id


def test_listing_one_and_its_points(client: Client, gateway: Gateway) -> None:
    finished = Finished(gateway.database, gateway.blobs)
    url = f"/v1/embeddings/{finished.embedding_id}/projections"
    assert client.ok("GET", url)["items"] == []
    first, second = (add_projection(gateway, finished, name) for name in ("pca", "umap"))
    page = client.ok("GET", url, params={"limit": 1})
    assert [item["id"] for item in page["items"]] == [second]
    (rest,) = client.ok("GET", url, params={"cursor": page["next_cursor"]})["items"]
    assert rest == client.ok("GET", f"/v1/projections/{first}")
    assert (rest["method"], rest["bounds"]) == ({"name": "pca"}, [0, 1, 14, 15])
    answer = client.get(f"/v1/projections/{first}/download", headers={"Range": "bytes=8-15"})
    assert (answer.status_code, struct.unpack("<2f", answer.content)) == (206, (2, 3))
    assert_problem(client.get("/v1/projections/prj_" + "0" * 26), 404, "not-found")
    assert_problem(client.get(f"/v1/embeddings/emb_{'0' * 26}/projections"), 404, "not-found")


def test_a_map_is_asked_for(client: Client, gateway: Gateway) -> None:
    finished = Finished(gateway.database, gateway.blobs)
    spec = {"kind": "project", "dataset_id": finished.dataset_id, "embedding": finished.embedding_id}
    assert client.ok("POST", "/v1/jobs", json=spec)["spec"]["method"]["name"] == "umap"
    wrong = spec | {"method": {"name": "tsne", "perplexity": 100}}
    assert_problem(client.post("/v1/jobs", json=wrong), 422, "invalid-request")
    assert_problem(client.post("/v1/jobs", json=spec | {"embedding": "emb_" + "0" * 26}), 422, "invalid-request")
    names = {entry["name"] for entry in client.ok("GET", "/v1/catalog")["projections"]}
    assert names == {"pca", "tsne", "umap"}
