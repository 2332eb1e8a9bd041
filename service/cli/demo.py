"""`winnow demo`: the main job over HTTP, as any client would do it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from service.cli import first_key
from service.cli.recipe import pipeline
from store.settings import Settings

_TERMINAL = {"succeeded", "failed", "cancelled"}
console = Console(stderr=True, soft_wrap=True, highlight=False)


def run(settings: Settings, *, data: Path | None, url: str | None, n_samples: int | None, epochs: int | None) -> int:
    """The whole demo. Returns the exit code; the last line on stdout is one JSON object."""
    with _service(settings, url) as base, httpx.Client(base_url=base, timeout=60) as client:
        key = first_key.find(settings)  # only now: a service of our own may just have made it
        if key is not None:
            client.headers["Authorization"] = f"Bearer {key}"
        try:
            summary = _Demo(client, base).run(data, n_samples, epochs)
        except DemoFailed as failure:
            console.print(f"[red]{failure}")
            return 1
        except httpx.HTTPError as error:
            console.print(f"[red]No answer from {base}: {error}")
            return 1
    typer.echo(json.dumps(summary))
    return 0


class DemoFailed(Exception):
    """The service said no; the message is what it said."""


class _Demo:
    def __init__(self, client: httpx.Client, base: str) -> None:
        self._client, self._base = client, base

    def run(self, data: Path | None, n_samples: int | None, epochs: int | None) -> dict[str, Any]:
        started = time.monotonic()
        dataset = self._post("/v1/datasets", {"name": f"demo {time.strftime('%Y-%m-%d %H:%M:%S')} {os.getpid()}"})
        console.print(f"[bold]1. dataset[/]    {dataset['id']}")
        with tempfile.TemporaryDirectory() as folder:
            archive = _archive(data, Path(folder))
            upload = self._upload(dataset["id"], archive, name=(data or archive).name)
        ingest = self._follow(upload["job_id"])
        files = ingest["result"]["files"]
        console.print("   files        " + ", ".join(f"{count} {name}" for name, count in files.items() if count))
        first = self._get(f"/v1/datasets/{dataset['id']}/samples", limit=100, status="ok")["items"]
        dataset = self._get(f"/v1/datasets/{dataset['id']}")
        if not first:
            raise DemoFailed("There was no usable image in it.")
        spec = pipeline(dataset, first, digits=data is None, n_samples=n_samples, epochs=epochs)
        train = spec["jobs"]["train"]
        console.print(
            f"[bold]2. pipeline[/]   {train['method']['name']} on {train['backbone']['name']}, width "
            f"{train['backbone']['width']}, {train['image_size']} px, {train['epochs']} epochs"
        )
        job = self._follow(self._post("/v1/jobs", spec)["id"])
        return self._summary(dataset, job["result"]["jobs"], time.monotonic() - started)

    def _summary(self, dataset: dict[str, Any], results: dict[str, Any], seconds: float) -> dict[str, Any]:
        learned, untrained = results["embed"]["metrics"], results["embed-untrained"]["metrics"]
        subset, export = results["select"], results["export"]
        picks = self._get(f"/v1/subsets/{subset['subset_id']}/samples", limit=5)["items"]
        download = f"{self._base}/v1/exports/{export['export_id']}/download"
        console.print(f"[bold]3. selected[/]   {subset['count']} of {dataset['ok_count']} images; the first of them:")
        for pick in picks:
            console.print(f"   {pick['rank']:>4}  {pick['sample']['filename']:<28} {pick['reason']}")
        accuracy, before = learned.get("knn_accuracy"), untrained.get("knn_accuracy")
        if accuracy is not None and before is not None:
            console.print(f"[bold]4. embedding[/]  kNN accuracy {accuracy:.3f} (untrained backbone: {before:.3f})")
        radius, random = subset["metrics"]["covering_radius"], subset["metrics"].get("covering_radius_random")
        console.print(f"   subset       covering radius {radius:.3f} (random subsets: {random:.3f})")
        console.print(f"[bold]5. files[/]      export     {download}")
        console.print(f"   checkpoint   {self._base}/v1/checkpoints/{results['train']['checkpoint_id']}/download")
        console.print(f"   embedding    {self._base}/v1/embeddings/{results['embed']['embedding_id']}/download")
        return {
            "selected": subset["count"],
            "images": dataset["ok_count"],
            "knn_accuracy": accuracy,
            "knn_accuracy_untrained": before,
            "covering_radius": radius,
            "covering_radius_random": random,
            "dataset_id": dataset["id"],
            "checkpoint_id": results["train"]["checkpoint_id"],
            "embedding_id": results["embed"]["embedding_id"],
            "subset_id": subset["subset_id"],
            "export_id": export["export_id"],
            "seconds": round(seconds, 1),
        }

    def _upload(self, dataset_id: str, path: Path, *, name: str) -> dict[str, Any]:
        with _bars() as bars, path.open("rb") as file:
            bar = bars.add_task("upload", total=path.stat().st_size)

            def chunks() -> Iterator[bytes]:
                while chunk := file.read(1 << 20):
                    bars.update(bar, advance=len(chunk))
                    yield chunk

            route = f"/v1/datasets/{dataset_id}/uploads"
            size = {"Content-Length": str(path.stat().st_size), "Content-Type": "application/octet-stream"}
            answer = self._client.post(route, params={"filename": name}, content=chunks(), headers=size)
            return self._checked(answer)

    def _follow(self, job_id: str) -> dict[str, Any]:
        """Show a job's progress (and its children's) until it ends; DemoFailed unless it succeeds."""
        with _bars() as bars:
            shown: dict[str, Any] = {}
            while True:
                job = self._get(f"/v1/jobs/{job_id}")
                for row in job["children"] or [job]:
                    _show(bars, shown, row)
                if job["state"] in _TERMINAL:
                    break
                time.sleep(0.7)
        if job["state"] != "succeeded":
            failure = job.get("failure") or {"detail": f"The job {job['state']}."}
            raise DemoFailed(f"{failure['detail']} {failure.get('hint', '')}")
        return job

    def _get(self, path: str, **params: str | int) -> dict[str, Any]:
        return self._checked(self._client.get(path, params=params))

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._checked(self._client.post(path, json=body))

    def _checked(self, answer: httpx.Response) -> dict[str, Any]:
        body: dict[str, Any] = answer.json()
        if answer.is_error:
            raise DemoFailed(
                f"{body.get('title', answer.status_code)}: {body.get('detail', '')} {body.get('errors', '')}"
            )
        return body


def _bars() -> Progress:
    columns = (TextColumn("   {task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _show(bars: Progress, shown: dict[str, Any], job: dict[str, Any]) -> None:
    progress = job["progress"]
    if progress is None:
        return
    name = job["child_name"] or job["kind"]
    title = name if progress["stage"] in {name, job["kind"]} else f"{name}: {progress['stage']}"
    if job["id"] not in shown:
        shown[job["id"]] = bars.add_task(title, total=progress["total"])
    bars.update(shown[job["id"]], description=title, total=progress["total"], completed=progress["done"])


def _archive(data: Path | None, scratch: Path) -> Path:
    """What to upload: the archive as it is, a folder as a zip of it, or the digits."""
    if data is not None and data.is_file():
        return data
    path = scratch / f"{data.name if data else 'digits'}.zip"
    if data is None:
        # Making pictures is the worker's trade; the command line only starts it.
        subprocess.run([sys.executable, "-m", "worker.demo_data", str(path)], check=True)
        return path
    if not data.is_dir():
        raise DemoFailed(f"{data} is neither a file nor a folder.")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(data.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(data))
    return path


@contextmanager
def _service(settings: Settings, url: str | None) -> Iterator[str]:
    """The address of a service: the given one, the one that runs already, or one of our own for a while."""
    usual = f"http://{settings.host}:{settings.port}"
    if url is not None or _answers(usual):
        yield (url or usual).rstrip("/")
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    log, port = settings.data_dir / "demo-service.log", _free_port()
    console.print(f"starting a service on port {port}; its log is {log}")
    log.unlink(missing_ok=True)
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
        command = [sys.executable, "-m", "service.cli", "up", "--port", str(port)]
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            _wait_until_up(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _wait_until_up(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            console.print(log.read_text(errors="replace")[-2000:])
            raise typer.Exit(1)
        time.sleep(0.2)


def _answers(url: str) -> bool:
    with suppress(httpx.HTTPError):
        return httpx.get(f"{url}/readyz", timeout=2).status_code == httpx.codes.OK
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
