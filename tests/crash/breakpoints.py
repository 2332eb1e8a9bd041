"""The test's side of tests/crash/injector: arm a point, wait until a process stops there, let it go on."""

import os
from pathlib import Path

import psutil

from tests.e2e.stack import wait_until

INJECTOR = Path(__file__).with_name("injector")


class Breakpoints:
    """A folder with one file for every armed point and for every process that waits at one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to take part."""
        paths = [str(INJECTOR), *filter(None, [os.environ.get("PYTHONPATH")])]
        return {"WINNOW_BREAKPOINTS": str(self._folder), "PYTHONPATH": os.pathsep.join(paths)}

    def arm(self, *points: str) -> None:
        """The next process that comes by one of these stops there; each holds one."""
        for point in points:
            (self._folder / f"{point}.armed").touch()

    def make(self, point: str, act: str) -> None:
        """Everybody who comes by `point` does what the injector's `act` says."""
        partial = self._folder / f"{point}.partial"
        partial.write_text(act)
        partial.rename(self._folder / f"{point}.armed")

    def refuses(self, pid: int) -> bool:
        """Whether a process has begun the act `refuse`."""
        return (self._folder / f"refusing.{pid}").exists()

    def has_refused(self, pid: int) -> bool:
        """Whether it was sent SIGTERM since, and stayed."""
        return (self._folder / f"refused.{pid}").exists()

    def all_held(self, point: str) -> list[psutil.Process]:
        """The processes that wait at a point."""
        numbers = [path.suffix.removeprefix(".") for path in self._folder.glob(f"{point}.*")]
        ids = [int(number) for number in numbers if number.isdigit()]
        return [psutil.Process(pid) for pid in ids if psutil.pid_exists(pid)]

    def wait(self, point: str, *, seconds: float = 60) -> psutil.Process:
        """The process that waits at a point, when one has come."""
        wait_until(lambda: self.all_held(point), f"a process to reach {point}", seconds=seconds)
        return self.all_held(point)[0]

    def release(self) -> None:
        """Disarm everything; whoever waits goes on."""
        for path in self._folder.iterdir():
            path.unlink(missing_ok=True)
