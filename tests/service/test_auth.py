"""Who is let in, and what with."""

import pytest

from tests.service.client import KEY, Client, assert_problem, sqlite_only
from tests.service.conftest import MakeClient

pytestmark = sqlite_only


def test_everything_but_the_probes_and_the_documentation_needs_a_key(client: Client) -> None:
    stranger = client.with_key(None)
    for path in ("/v1/datasets", "/v1/nothing", "/metrics", "/v1/session"):
        response = stranger.get(path)
        assert_problem(response, 401, "unauthorized")
        assert response.headers["www-authenticate"].startswith("Bearer")
    for path in ("/livez", "/readyz", "/docs", "/openapi.json"):
        assert stranger.get(path).status_code == 200
    for path in ("/v1/datasets", "/metrics"):
        assert stranger.get(path, headers={"Authorization": f"bearer {KEY}"}).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["", KEY, f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", "Bearer", "Bearer \xff",
     "Bearer wnw_" + "0" * 26 + "_" + "0" * 49],
)  # fmt: skip
def test_other_credentials_are_refused(client: Client, header: str) -> None:
    response = client.get("/v1/datasets", headers={"Authorization": header.encode("latin-1")})
    assert KEY not in assert_problem(response, 401, "unauthorized")["detail"]


def test_no_body_is_read_of_a_stranger(client: Client) -> None:
    response = client.with_key(None).post("/v1/datasets", content=b"x" * 20_000_000)
    assert_problem(response, 401, "unauthorized")


def test_in_the_embedded_mode_only_this_machine_is_served(make_client: MakeClient) -> None:
    embedded = make_client(key=None)
    for host in ("localhost:8765", "127.0.0.1", "[::1]:80"):
        assert embedded.get("/v1/datasets", headers={"Host": host}).status_code == 401
        assert embedded.get("/openapi.json", headers={"Host": host}).status_code == 200
    rebound = embedded.get("/openapi.json", headers={"Host": "evil.example"})
    assert "WINNOW_API_KEY" in assert_problem(rebound, 421, "misdirected-request")["detail"]
