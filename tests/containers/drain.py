"""For the gateway's container: `submit DATASET` prints the id of a new training job, `wait JOB STATE` waits for it, and
`resumed JOB` fails unless its training went on where the first attempt had been.
"""

import os
import sys
import time
from typing import Any

import httpx

_TIMEOUT = 240
_EPOCHS = 6


def submit(client: httpx.Client, dataset: str) -> str:
    """A training that takes long enough to be interrupted."""
    spec = {
        "kind": "train",
        "dataset_id": dataset,
        "method": {"name": "simclr"},
        "backbone": {"name": "resnet18", "width": 16},
        "image_size": 32,
        "epochs": _EPOCHS,
        "batch_size": 256,
    }
    return str(_body(client.post("/v1/jobs", json=spec))["id"])


def wait(client: httpx.Client, job: str, state: str) -> None:
    """Until the job is in `state`, which for `running` takes a completed epoch. Raises SystemExit when it never is."""
    deadline = time.monotonic() + _TIMEOUT
    while True:
        row = _body(client.get(f"/v1/jobs/{job}"))
        if row["state"] == state and (state != "running" or _has_completed_an_epoch(row)):
            print(f"{state}: attempt {row['attempt']}, {row['progress']}")
            return
        if row["state"] in {"failed", "cancelled"} or time.monotonic() > deadline:
            raise SystemExit(f"the job is {row['state']}, not {state}: {row['failure']}")
        time.sleep(0.3)


def resumed(client: httpx.Client, job: str) -> None:
    """Raises SystemExit when the log does not say so."""
    log = client.get(f"/v1/jobs/{job}/logs").text
    print(log)
    if "Training continues after epoch" not in log:
        raise SystemExit("the training began anew")


def _has_completed_an_epoch(row: dict[str, Any]) -> bool:
    progress = row["progress"]
    if progress is None or progress["stage"] != "train":
        return False
    # A little more than one, as its state is stored after it.
    return bool(progress["done"] > 1.2 * progress["total"] / _EPOCHS)


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
        elif sys.argv[1] == "resumed":
            resumed(client, sys.argv[2])
        else:
            wait(client, sys.argv[2], sys.argv[3])


if __name__ == "__main__":
    main()
