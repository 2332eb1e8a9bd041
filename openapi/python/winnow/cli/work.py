"""`winnow upload`, `train`, `embed`, `select` and `export`: the main job, a command for each step."""

import json as json_
from pathlib import Path
from typing import Annotated, Any

import typer

from winnow.cli import show
from winnow.cli.datasets import DatasetArgument
from winnow.cli.session import JsonOption, KeyOption, UrlOption, connected

WaitOption = Annotated[bool, typer.Option(help="Wait for the job's end.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="any other field of the job, e.g. --set optimizer.lr=0.5"),
]


def upload(
    dataset: DatasetArgument,
    path: Annotated[Path, typer.Argument(exists=True, help="a folder, an archive or a file")],
    wait: WaitOption = True,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Upload images into a dataset."""
    with connected(url, key) as client:
        show.finish(client.datasets.upload(dataset, path, progress=not json), wait=wait, to_json=json)


def train(
    dataset: DatasetArgument,
    method: Annotated[str | None, typer.Option(help="e.g. simclr, moco, resa")] = None,
    backbone: Annotated[str | None, typer.Option(help="e.g. resnet18")] = None,
    image_size: Annotated[int | None, typer.Option(help="pixels")] = None,
    epochs: Annotated[int | None, typer.Option(min=1)] = None,
    batch_size: Annotated[int | None, typer.Option(min=2)] = None,
    more: SetOption = None,
    wait: WaitOption = True,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Train a backbone on a dataset, without labels."""
    fields = {"image_size": image_size, "epochs": epochs, "batch_size": batch_size}
    named = {"method": method, "backbone": backbone}
    spec = _given(fields) | {name: {"name": value} for name, value in _given(named).items()}
    _submit("train", dataset, spec, more, wait=wait, url=url, key=key, json=json)


def embed(
    dataset: DatasetArgument,
    checkpoint: Annotated[str | None, typer.Option(help="id of a checkpoint")] = None,
    backbone: Annotated[str | None, typer.Option(help="instead: a backbone as it comes")] = None,
    more: SetOption = None,
    wait: WaitOption = True,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Turn every sample into a vector."""
    spec = _given({"checkpoint": checkpoint, "backbone": {"name": backbone} if backbone else None})
    _submit("embed", dataset, spec, more, wait=wait, url=url, key=key, json=json)


def select(
    dataset: DatasetArgument,
    embedding: Annotated[str, typer.Option(help="id of an embedding")],
    n_samples: Annotated[int, typer.Option("-n", "--n-samples", min=1)],
    strategy: Annotated[str | None, typer.Option(help="e.g. diversity, coverage, typicality")] = None,
    more: SetOption = None,
    wait: WaitOption = True,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Pick the most informative samples."""
    spec = {"embedding": embedding, "n_samples": n_samples}
    spec |= _given({"strategy": {"name": strategy} if strategy else None})
    _submit("select", dataset, spec, more, wait=wait, url=url, key=key, json=json)


def export(
    dataset: DatasetArgument,
    subset: Annotated[str, typer.Option(help="id of a subset")],
    format: Annotated[str, typer.Option("--format", help="e.g. csv, label_studio")] = "csv",  # noqa: A002
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Download it to this file or folder.")] = None,
    more: SetOption = None,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Write a subset to a file for a labelling tool."""
    with connected(url, key) as client:
        spec = {"kind": "export", "dataset_id": dataset, "subset": subset, "exporter": {"name": format}}
        job = client.jobs.create(_with(spec, more))
        show.finish(job, wait=True, to_json=json)
        if output is not None:
            path = client.exports.download(job.result["export_id"], output)
            typer.echo(path, err=json)


def _submit(
    kind: str, dataset: str, spec: dict[str, Any], more: list[str] | None, *, wait: bool, json: bool, **who: str | None
) -> None:
    with connected(who["url"], who["key"]) as client:
        body = _with({"kind": kind, "dataset_id": dataset, **spec}, more)
        show.finish(client.jobs.create(body), wait=wait, to_json=json)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _with(spec: dict[str, Any], assignments: list[str] | None) -> dict[str, Any]:
    """`spec` with every `a.b=value` set; a value is JSON where it reads as such, else text."""
    for assignment in assignments or []:
        path, equals, text = assignment.partition("=")
        if not equals or not path:
            raise typer.BadParameter(f"{assignment!r} is not FIELD=VALUE", param_hint="--set")
        *parents, last = path.split(".")
        place = spec
        for name in parents:
            place = place.setdefault(name, {})
        try:
            place[last] = json_.loads(text)
        except ValueError:
            place[last] = text
    return spec
