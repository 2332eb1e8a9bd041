"""The pipeline that the demo submits: settings that show something within minutes on two cores."""

import statistics
from typing import Any

_SMALL = 40


def pipeline(
    dataset: dict[str, Any], first: list[dict[str, Any]], *, digits: bool, n_samples: int | None, epochs: int | None
) -> dict[str, Any]:
    """The job spec for a dataset whose first samples are `first`."""
    side = statistics.median(min(sample["width"], sample["height"]) for sample in first)
    image_size = 32 if side <= _SMALL else 64
    usable = dataset["ok_count"]
    backbone = {"name": "resnet18", "width": 16}
    same = {"dataset_id": dataset["id"]}
    train = {
        "kind": "train",
        **same,
        "method": {"name": "simclr", "temperature": 0.2, "hidden_dim": 128, "output_dim": 64},
        "backbone": backbone,
        "optimizer": {"name": "sgd", "lr": 0.5},
        "schedule": {"warmup_epochs": 1},
        "transform": {"query": _digit_view() if digits else {}},
        "image_size": image_size,
        "epochs": epochs or max(2, min(60, 11_000 // usable)),
        "batch_size": max(2, min(64, usable)),
        "evaluate_every": 2,
    }
    return {
        "kind": "pipeline",
        **same,
        "name": "demo",
        "jobs": {
            "train": train,
            "embed": {"kind": "embed", **same, "checkpoint": "$train"},
            "embed-untrained": {"kind": "embed", **same, "backbone": backbone, "image_size": image_size},
            "select": {
                "kind": "select",
                **same,
                "embedding": "$embed",
                "n_samples": n_samples or max(1, min(100, usable // 4)),
            },
            "export": {"kind": "export", **same, "subset": "$select", "exporter": {"name": "label_studio"}},
        },
    }


def _digit_view() -> dict[str, float]:
    """Digits have a handedness and no colour."""
    return {"horizontal_flip": 0, "hue": 0, "saturation": 0, "grayscale": 0}
