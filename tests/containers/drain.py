"""For the gateway's container: `submit DATASET` prints the id of a new training job, `wait JOB STATE` waits for it."""

import os
import sys
import time
from typing import Any

import httpx

_TIMEOUT = 240


def submit(client: httpx.Client, dataset: str) -> str:
    """A training that takes long enough to be interrupted."""
    spec = {
        "kind": "train",
        "dataset_id": dataset,
        "method": {"name": "simclr"},
        "backbone": {"name": "resnet18", "width": 16},
        "image_size": 32,
        "epochs": 12,
        "batch_size": 256,
    }
    return str(_body(client.post("/v1/jobs", json=spec))["id"])


def wait(client: httpx.Client, job: str, state: str) -> None:
    """Until the job is in `state` (and, when running, has finished an epoch). Raises SystemExit when it never is."""
    deadline = time.monotonic() + _TIMEOUT
    while True:
        row = _body(client.get(f"/v1/jobs/{job}"))
        if row["state"] == state and (state != "running" or _is_training(row)):
            print(f"{state}: attempt {row['attempt']}, {row['progress']}")
            return
        if row["state"] in {"failed", "cancelled"} or time.monotonic() > deadline:
            raise SystemExit(f"the job is {row['state']}, not {state}: {row['failure']}")
        time.sleep(0.3)


def _is_training(row: dict[str, Any]) -> bool:
    progress = row["progress"]
    return progress is not None and progress["stage"] == "train" and progress["done"] > 0


def _body(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise SystemExit(answer.text)
    body: dict[str, Any] = answer.json()
    return body


def main() -> None:
    key = os.environ["WINNOW_API_KEY"]
    with httpx.Client(base_url="http://127.0.0.1:8765", headers={"Authorization": f"Bearer {key}"}) as client:
        if sys.argv[1] == "submit":
            print(submit(client, sys.argv[2]))
        else:
            wait(client, sys.argv[2], sys.argv[3])


if __name__ == "__main__":
    main()
