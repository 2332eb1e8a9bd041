"""No key ever in a log: a real run, with keys in every place where somebody might put one by mistake."""

import json
import re
from pathlib import Path

import httpx
import pytest

from tests.e2e.stack import KEY, Stack, running_stack, wait_until
from tests.pictures import class_folders, zipped
from tests.receiver import running_receiver

pytestmark = pytest.mark.e2e

LOOKS_LIKE_A_KEY = re.compile(r"wnw_[0-9a-z]{26}_[0-9A-Za-z]{20,}|whsec_[A-Za-z0-9+/=]{20,}")


@pytest.mark.parametrize("as_json", ["false", "true"])
def test_a_whole_run_leaves_no_key_in_any_file(tmp_path: Path, as_json: str) -> None:
    with running_receiver() as receiver:
        private = {"WINNOW_WEBHOOK_PRIVATE_HOSTS": receiver.host, "WINNOW_LOG_JSON": as_json}
        with running_stack("sqlite", tmp_path, **private) as stack:
            secrets = _use_keys_everywhere(stack, receiver.url)
            dataset_id = stack.dataset("run", zipped(class_folders(4)))
            wait_until(lambda: receiver.messages, "a webhook to arrive")
            assert receiver.messages[0].verified(secrets["webhook"])["data"]["dataset_id"] == dataset_id
            secrets["installation"] = (tmp_path / "data" / "secret").read_text().strip()
    for path in tmp_path.rglob("*"):
        if not path.is_file() or path.name == "secret":
            continue
        content = path.read_bytes().decode("latin-1")
        leaked = [name for name, secret in secrets.items() if secret in content]
        assert not leaked, f"{path.relative_to(tmp_path)} holds {leaked}"
        assert LOOKS_LIKE_A_KEY.search(content) is None, path
    log = (tmp_path / "up.log").read_text()
    assert "request" in log
    assert "Traceback" not in log


def _use_keys_everywhere(stack: Stack, hook: str) -> dict[str, str]:
    """Returns every secret there is."""
    made = stack.post("/v1/keys", {"name": "scanner", "scopes": ["admin"]})
    key, wrong = made["key"], made["key"][:-1] + "x"
    rotated = stack.post(f"/v1/keys/{made['id']}/rotate", {})["key"]
    webhook = stack.post("/v1/webhooks", {"url": hook})
    secret = stack.get(f"/v1/webhooks/{webhook['id']}/secret")["secret"]
    for text in (key, wrong, rotated):
        headers = {"Authorization": f"Bearer {text}"}
        for path in ("/v1/datasets", f"/v1/datasets?api_key={text}", f"/v1/jobs/{'x' * 5}", "/v1/keys/self"):
            httpx.get(f"{stack.url}{path}", headers=headers)
        httpx.post(f"{stack.url}/v1/datasets", headers=headers, content=json.dumps({"name": text})[:-1])
        httpx.post(f"{stack.url}/v1/datasets", headers=headers, json={"nmae": text})
        httpx.post(f"{stack.url}/v1/session", json={"key": text})
        httpx.get(f"{stack.url}/v1/datasets", headers={"Cookie": f"winnow_session={text}"})
    cookie = httpx.post(f"{stack.url}/v1/session", json={"key": rotated}).cookies["winnow_session"]
    httpx.get(f"{stack.url}/v1/datasets", headers={"Cookie": f"winnow_session={cookie}"})
    return {"bootstrap": KEY, "first": key, "rotated": rotated, "webhook": secret, "cookie": cookie}
