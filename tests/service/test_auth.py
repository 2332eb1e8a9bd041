"""Who is let in."""

import pytest

from tests.service.client import assert_problem, sqlite_only
from tests.service.conftest import MakeClient

pytestmark = sqlite_only

KEY = "wk_0123456789abcdef"


def test_with_a_key_everything_but_the_probes_needs_it(make_client: MakeClient) -> None:
    client = make_client(api_key=KEY)
    for path in ("/v1/datasets", "/v1/nothing", "/docs", "/openapi.json", "/metrics"):
        response = client.get(path)
        assert_problem(response, 401, "unauthorized")
        assert response.headers["www-authenticate"].startswith("Bearer")
    for path in ("/livez", "/readyz"):
        assert client.get(path).status_code == 200
    for path in ("/v1/datasets", "/docs", "/openapi.json", "/metrics"):
        assert client.get(path, headers={"Authorization": f"bearer {KEY}"}).status_code == 200


@pytest.mark.parametrize(
    "header", ["", KEY, f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", "Bearer", "Bearer \xff"]
)
def test_other_credentials_are_refused(make_client: MakeClient, header: str) -> None:
    client = make_client(api_key=KEY)
    response = client.get("/v1/datasets", headers={"Authorization": header.encode("latin-1")})
    assert KEY not in assert_problem(response, 401, "unauthorized")["detail"]


def test_no_body_is_read_of_a_stranger(make_client: MakeClient) -> None:
    client = make_client(api_key=KEY)
    response = client.post("/v1/datasets", content=b"x" * 20_000_000)
    assert_problem(response, 401, "unauthorized")


def test_without_a_key_only_this_machine_is_served(make_client: MakeClient) -> None:
    client = make_client()
    for host in ("localhost:8765", "127.0.0.1", "[::1]:80"):
        assert client.get("/v1/datasets", headers={"Host": host}).status_code == 200
    rebound = client.get("/v1/datasets", headers={"Host": "evil.example"})
    assert "WINNOW_API_KEY" in assert_problem(rebound, 421, "misdirected-request")["detail"]


def test_without_a_key_other_web_sites_change_nothing(make_client: MakeClient) -> None:
    client = make_client()
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert_problem(client.post("/v1/datasets", json={"name": "a"}, headers=headers), 403, "forbidden-origin")
    assert client.ok("GET", "/v1/datasets")["items"] == []
    assert client.post("/v1/datasets", json={"name": "a"}, headers={"Sec-Fetch-Site": "same-origin"}).is_success
