"""A page of another origin cannot use the session of somebody who is logged in."""

import pytest

from tests.service.client import KEY, Client, assert_problem, sqlite_only
from tests.service.factories import add_dataset
from tests.service.tus import VERSION, begun

pytestmark = sqlite_only
OWN = {"Origin": "http://127.0.0.1"}
FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://127.0.0.1:8080"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    {},
]


@pytest.fixture
def cookie(client: Client) -> dict[str, str]:
    login = client.with_key(None).post("/v1/session", json={"key": KEY}, headers=OWN)
    assert "SameSite=strict" in login.headers["set-cookie"]
    return {"Cookie": login.headers["set-cookie"].partition(";")[0]}


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_other_pages_change_nothing(client: Client, cookie: dict[str, str], headers: dict[str, str]) -> None:
    browser = client.with_key(None)
    for body in ({"json": {"name": "x"}}, {"content": b'{"name": "x"}'}):
        answer = browser.post("/v1/datasets", headers={**cookie, **headers}, **body)
        assert_problem(answer, 403, "forbidden-origin")
    assert client.ok("GET", "/v1/datasets")["items"] == []


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}, {**OWN, "Sec-Fetch-Site": "same-origin"}])
def test_our_own_page_does(client: Client, cookie: dict[str, str], headers: dict[str, str]) -> None:
    answer = client.with_key(None).post("/v1/datasets", json={"name": "x"}, headers={**cookie, **headers})
    assert answer.status_code == 201


def test_no_other_method_in_disguise(client: Client, cookie: dict[str, str]) -> None:
    dataset_id = add_dataset(client.app.state.gateway.database)
    url = begun(client, dataset_id, 10)
    disguised = {**cookie, **VERSION, "X-HTTP-Method-Override": "DELETE", "Origin": "https://evil.example"}
    assert_problem(client.with_key(None).post(url, headers=disguised), 403, "forbidden-origin")
    assert client.request("HEAD", url, headers=VERSION).status_code == 200


def test_nobody_is_logged_in_as_somebody_else(client: Client) -> None:
    """A page that logs its visitor in with its own key would see what the visitor then uploads."""
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.with_key(None).post("/v1/session", json={"key": KEY}, headers=headers)
        assert_problem(answer, 403, "forbidden-origin")
        assert "set-cookie" not in answer.headers


def test_a_cookie_never_adds_to_a_key(client: Client, cookie: dict[str, str]) -> None:
    wrong = client.with_key("wrong-key-0123456789")
    assert wrong.get("/v1/datasets", headers=cookie).status_code == 401


def test_reading_needs_no_origin_but_answers_no_other_page(client: Client, cookie: dict[str, str]) -> None:
    answer = client.with_key(None).get("/v1/datasets", headers={**cookie, "Origin": "https://evil.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
