"""Jobs under fire: `python -m bench.torture [--faults 200] [--seconds N] [--stack sqlite|postgres|both]`.

Starts a whole Winnow with several workers and dispatchers. Clients submit small jobs and repeat their requests, others
cancel and retry, and meanwhile processes of every role are killed (SIGKILL) or frozen for up to two leases (SIGSTOP).
Then everybody is left in peace, and when everything has ended tests/crash/invariants.py looks at every row and blob.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy import func, select

from store.blobs import Blobs
from store.db import Database
from store.jobs.tables import TERMINAL, Job
from store.settings import Settings
from tests.crash import invariants
from tests.crash.crew import Crew, Role, broker, processes_of, role_of
from tests.crash.invariants import Findings
from tests.e2e.stack import AUTHORIZED, Stack, running_stack
from tests.pictures import class_folders, picture, zipped

LEASE_SECONDS = 3.0
MAX_OPEN = 10
# How often each role is hit, among those that are there.
ROLES = {Role.JOB: 6, Role.SUPERVISOR: 4, Role.WORKER: 2, Role.DISPATCHER: 2, Role.GATEWAY: 1, Role.BROKER: 1}
NETWORK = {"name": "resnet18", "width": 8}


class Clients:
    """Everybody who talks HTTP, and what they were told."""

    def __init__(self, url: str, rng: random.Random) -> None:
        self._url, self._rng = url, rng
        self.acknowledged: set[str] = set()
        self.cancelled: set[str] = set()
        """Told that it is being cancelled, and not retried since: it must end so."""
        self.answered_differently = 0
        """A repeated request got another answer than the first."""
        self.requests = 0
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._threads: list[threading.Thread] = []

    def prepare(self, stack: Stack) -> None:
        """A dataset with an embedding and a subset for the jobs to work on."""
        self._dataset = stack.dataset("torture", zipped(class_folders(24)))
        embed = {"kind": "embed", "backbone": NETWORK, "image_size": 16, "batch_size": 4}
        self._embedding = self._made(stack, embed, "embedding_id")
        self._subset = self._made(stack, {"kind": "select", "embedding": self._embedding, "n_samples": 4}, "subset_id")

    def _made(self, stack: Stack, body: dict[str, Any], field: str) -> str:
        job = stack.succeeded(stack.post("/v1/jobs", {"dataset_id": self._dataset, **body})["id"])
        self.acknowledged.add(job["id"])
        return str(job["result"][field])

    def start(self) -> None:
        for work in (self._submit, self._submit, self._interfere):
            thread = threading.Thread(target=self._loop, args=(work, random.Random(self._rng.random())))
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _loop(self, work: Any, rng: random.Random) -> None:
        with httpx.Client(base_url=self._url, timeout=15, headers=AUTHORIZED) as client:
            while not self._stop.is_set():
                with suppress(httpx.HTTPError):
                    work(client, rng)
                self._stop.wait(rng.uniform(0.05, 0.6))

    def _submit(self, client: httpx.Client, rng: random.Random) -> None:
        if self._count_open(client) >= MAX_OPEN:
            return
        if rng.random() < 0.2:
            self._upload(client, rng)
            return
        body, key = self._spec(rng), str(uuid.uuid4())
        first = self._insist(client, body, key)
        if rng.random() < 0.3 and self._insist(client, body, key) != first:
            self.answered_differently += 1

    def _count_open(self, client: httpx.Client) -> int:
        found = client.get("/v1/jobs", params={"state": ["queued", "running", "crashed"], "limit": MAX_OPEN})
        return len(found.raise_for_status().json()["items"])

    def _insist(self, client: httpx.Client, body: dict[str, Any], key: str) -> str | None:
        """Repeat a request until it is answered; the key makes that safe. None when it is time to stop."""
        while True:
            self.requests += 1
            with suppress(httpx.HTTPError):
                answer = client.post("/v1/jobs", json=body, headers={"Idempotency-Key": key})
                if answer.status_code == httpx.codes.ACCEPTED:
                    job_id = str(answer.json()["id"])
                    with self._lock:
                        self.acknowledged.add(job_id)
                    return job_id
            if self._stop.wait(0.3):
                return None

    def _upload(self, client: httpx.Client, rng: random.Random) -> None:
        """Without a key: when the answer is lost nobody was told of the job, and it may or may not be there."""
        files = {f"{uuid.uuid4()}.png": picture(rng.randrange(10**6)) for _ in range(3)}
        self.requests += 1
        url = f"/v1/datasets/{self._dataset}/uploads"
        answer = client.post(url, params={"filename": "more.zip"}, content=zipped(files)).raise_for_status()
        with self._lock:
            self.acknowledged.add(answer.json()["job_id"])

    def _spec(self, rng: random.Random) -> dict[str, Any]:
        common = {"dataset_id": self._dataset, "max_attempts": rng.choice([2, 5, 8])}
        pick = {"kind": "select", "embedding": self._embedding, "n_samples": rng.randint(1, 10), **common}
        export = {"kind": "export", "subset": self._subset, **common}
        small = {"backbone": NETWORK, "image_size": 16, "batch_size": 4}
        embed = {"kind": "embed", **small, **common}
        train = {"kind": "train", "epochs": 2, "method": {"name": "simclr", "hidden_dim": 8, "output_dim": 8}}
        jobs = {"pick": pick, "labels": {**export, "subset": "$pick"}, "again": export}
        pipeline = {"kind": "pipeline", "dataset_id": self._dataset, "jobs": jobs}
        specs: list[dict[str, Any]] = [pick, export, pipeline, embed, {**train, **small, **common}]
        return rng.choices(specs, [5, 6, 3, 1, 1])[0]

    def _interfere(self, client: httpx.Client, rng: random.Random) -> None:
        """Cancel one of the latest jobs, or retry one that did not succeed."""
        with self._lock:
            recent = sorted(self.acknowledged)[-12:]
        job_id = rng.choice(recent)
        self.requests += 1
        if rng.random() < 0.5:
            answer = client.post(f"/v1/jobs/{job_id}/cancel")
            if answer.status_code == httpx.codes.ACCEPTED:
                self.cancelled.add(job_id)
        elif rng.random() < 0.3:
            # Whatever comes of it: once asked for, the job may run again.
            self.cancelled.discard(job_id)
            client.post(f"/v1/jobs/{job_id}/retry")
        self._stop.wait(rng.uniform(0.5, 2))


class Faults:
    """Kills and freezes members of a crew."""

    def __init__(self, crew: Crew, rng: random.Random) -> None:
        self._crew, self._rng = crew, rng
        self.done: Counter[str] = Counter()
        self._thaw: list[threading.Timer] = []

    def run(self, *, number: int, deadline: float) -> None:
        while self.done.total() < number and time.monotonic() < deadline:
            time.sleep(self._rng.uniform(0.3, 2))
            self._strike()
        for timer in self._thaw:
            timer.join()

    def _strike(self) -> None:
        present: dict[Role, list[psutil.Process]] = {}
        for process, role in self._crew.members():
            present.setdefault(role, []).append(process)
        roles = [role for role in ROLES if role in present]
        if not roles:
            return
        role = self._rng.choices(roles, [ROLES[role] for role in roles])[0]
        victim = self._rng.choice(present[role])
        with suppress(psutil.NoSuchProcess):
            if self._rng.random() < 0.7:
                victim.kill()
                self.done[f"kill {role}"] += 1
            else:
                self._freeze(victim, role)

    def _freeze(self, victim: psutil.Process, role: Role) -> None:
        victim.suspend()
        self.done[f"freeze {role}"] += 1
        timer = threading.Timer(self._rng.uniform(0.5, 2 * LEASE_SECONDS), _thaw, [victim])
        timer.start()
        self._thaw.append(timer)


def _thaw(victim: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        victim.send_signal(signal.SIGCONT)


def torture(kind: str, *, faults: int, seconds: float, rng: random.Random) -> dict[str, Any]:
    """One stack from start to end; returns its figures and findings."""
    with tempfile.TemporaryDirectory(prefix="winnow-torture-") as name, _under_fire(kind, Path(name)) as crew:
        stack = crew.stack
        clients, injector = Clients(stack.url, rng), Faults(crew, rng)
        clients.prepare(stack)
        clients.start()
        started = time.monotonic()
        try:
            injector.run(number=faults, deadline=started + seconds)
        finally:
            clients.stop()
        settings = _settings_of(stack)
        database, blobs = Database(settings.database), Blobs(settings.blobs)
        calm = _wait_for_rest(database, seconds=240)
        crew.dismiss()
        stack.stop()
        findings = invariants.check(database, blobs, acknowledged=clients.acknowledged)
        findings.broken += _broken_promises(database, clients)
        findings.broken += [f"{process} is left over" for process in _left_over(stack)]
        report = _report(database, kind, injector, clients, findings) | {"seconds_to_rest": round(calm, 1)}
        database.close()
        if not findings.clean:
            print(json.dumps(vars(findings), indent=1), file=sys.stderr)
            print(stack.log(), file=sys.stderr)
        return report


@contextmanager
def _under_fire(kind: str, folder: Path) -> Iterator[Crew]:
    """A stack with three workers and three dispatchers; its broker may be killed, its database not."""
    environment = {"WINNOW_LEASE": f"PT{LEASE_SECONDS:g}S", "WINNOW_CANCEL_GRACE": "PT2S"}
    private = broker(folder) if kind == "postgres" else None
    if private is not None:
        environment["WINNOW_BROKER_URL"] = private.url
    try:
        with running_stack(kind, folder, **environment) as stack:
            crew = Crew(stack)
            try:
                for module in ("worker", "worker", "service.dispatcher", "service.dispatcher"):
                    crew.join(module)
                yield crew
            finally:
                crew.dismiss()
    finally:
        if private is not None:
            private.kept.stop()


def _settings_of(stack: Stack) -> Settings:
    folder = stack.folder / stack.environment["WINNOW_DATA_DIR"]
    return Settings.model_validate({"data_dir": folder, "database_url": stack.environment.get("WINNOW_DATABASE_URL")})


def _wait_for_rest(database: Database, *, seconds: float) -> float:
    """Until every job has ended. Returns how long that took."""
    started = time.monotonic()
    while time.monotonic() < started + seconds:
        with database.read() as session:
            states = [str(state) for state in TERMINAL]
            if session.execute(select(func.count()).where(Job.state.not_in(states))).scalar_one() == 0:
                break
        time.sleep(0.5)
    return time.monotonic() - started


def _broken_promises(database: Database, clients: Clients) -> Iterator[str]:
    if clients.answered_differently:
        yield f"{clients.answered_differently} repeated requests got another answer"
    with database.read() as session:
        for job_id in clients.cancelled:
            job = session.get(Job, job_id)
            if job is not None and job.state != "cancelled":
                yield f"{job.kind} {job_id} was cancelled and then {job.state}"


def _left_over(stack: Stack) -> list[psutil.Process]:
    """Processes that outlive everybody who could have started them."""
    processes = [process for process in processes_of(stack.folder) if role_of(process) is not Role.BROKER]
    return psutil.wait_procs(processes, timeout=15)[1]


def _report(database: Database, kind: str, injector: Faults, clients: Clients, findings: Findings) -> dict[str, Any]:
    with database.read() as session:
        states = dict(session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
        attempts = session.execute(select(func.sum(Job.attempt))).scalar_one()
    return {
        "stack": kind,
        "faults": injector.done.total(),
        "by_role": dict(injector.done),
        "lost": len(findings.lost),
        "double": len(findings.double),
        "stuck": len(findings.stuck),
        "broken": len(findings.broken),
        "jobs": sum(states.values()),
        "states": states,
        "attempts": attempts,
        "requests": clients.requests,
    }


def main() -> int:
    """Print one line of JSON at the end; 0 whenever it ran to the end, good or bad."""
    parser = argparse.ArgumentParser(description="Kill and freeze everybody, and count what is lost.")
    parser.add_argument("--faults", type=int, default=200, help="in all, shared evenly among the stacks")
    parser.add_argument("--seconds", type=float, default=1800, help="at most, for the faults of one stack")
    parser.add_argument("--stack", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=None, help="of what is decided here; processes race all the same")
    options = parser.parse_args()
    kinds = ["sqlite", "postgres"] if options.stack == "both" else [options.stack]
    seed = random.randrange(2**31) if options.seed is None else options.seed
    runs = []
    for kind in kinds:
        run = torture(kind, faults=options.faults // len(kinds), seconds=options.seconds, rng=random.Random(seed))
        print(json.dumps(run), flush=True)
        runs.append(run)
    total = {name: sum(run[name] for run in runs) for name in ("faults", "lost", "double", "stuck", "broken")}
    result = {
        "bench": "torture",
        **total,
        "jobs": sum(run["jobs"] for run in runs),
        "attempts": sum(run["attempts"] for run in runs),
        "stacks": runs,
        "ratios": {},
        "checks": {f"nothing {name}": total[name] == 0 for name in ("lost", "double", "stuck", "broken")},
        "figures": {"faults": total["faults"], "seed": seed},
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
