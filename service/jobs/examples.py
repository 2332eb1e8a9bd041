"""Jobs worth showing in the API's description; a test submits each of them to the parameter models."""

from typing import Any

_DATASET = {"dataset_id": "ds_" + "0" * 26}
_CHECKPOINT, _EMBEDDING, _SUBSET = "ckpt_" + "0" * 26, "emb_" + "0" * 26, "sub_" + "0" * 26

JOBS: dict[str, Any] = {
    "train": {
        "summary": "Train a backbone without labels",
        "value": {
            "kind": "train",
            **_DATASET,
            "method": {"name": "simclr", "temperature": 0.2},
            "backbone": {"name": "resnet18"},
            "image_size": 96,
            "epochs": 50,
            "batch_size": 128,
        },
    },
    "embed": {
        "summary": "Turn every sample into a vector",
        "value": {"kind": "embed", **_DATASET, "checkpoint": _CHECKPOINT},
    },
    "select": {
        "summary": "Pick the samples worth labelling",
        "value": {
            "kind": "select",
            **_DATASET,
            "embedding": _EMBEDDING,
            "n_samples": 500,
            "strategy": {"name": "diversity"},
        },
    },
    "export": {
        "summary": "Hand a subset to a labelling tool",
        "value": {"kind": "export", **_DATASET, "subset": _SUBSET, "exporter": {"name": "label_studio"}},
    },
    "import": {
        "summary": "Read images from a bucket",
        "value": {"kind": "ingest", **_DATASET, "source": {"type": "bucket", "url": "s3://street-scenes/2026/"}},
    },
    "pipeline": {
        "summary": "All of it; $name stands for what a sibling makes",
        "value": {
            "kind": "pipeline",
            **_DATASET,
            "jobs": {
                "train": {"kind": "train", **_DATASET, "epochs": 50},
                "embed": {"kind": "embed", **_DATASET, "checkpoint": "$train"},
                "select": {"kind": "select", **_DATASET, "embedding": "$embed", "n_samples": 500},
                "export": {"kind": "export", **_DATASET, "subset": "$select"},
            },
        },
    },
}
