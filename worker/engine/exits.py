"""The ways in which a run can end, told apart."""

import signal
from dataclasses import dataclass
from typing import Any

# Exit codes by which the job process says that it has nothing more to say.
CANCELLED, LEASE_LOST, DRAINED, NO_DATABASE = 10, 11, 12, 13


class Ending:
    """Base of all of them."""


@dataclass(frozen=True)
class Finished(Ending):
    """The process wrote the outcome itself."""


@dataclass(frozen=True)
class Cancelled(Ending):
    """Somebody asked for it."""


@dataclass(frozen=True)
class Drained(Ending):
    """The worker shuts down; the job goes on elsewhere and this attempt does not count as a crash."""


@dataclass(frozen=True)
class LostLease(Ending):
    """Somebody else has the job."""


@dataclass(frozen=True)
class Failed(Ending):
    """Trying again would end the same way."""

    failure: dict[str, Any]


@dataclass(frozen=True)
class Crashed(Ending):
    """The process died; another attempt may do better."""

    failure: dict[str, Any]


def explain(code: int, *, oom: bool) -> Ending:
    """What an exit code means; negative ones are signals. `oom`: the kernel has killed for memory meanwhile."""
    known = {0: Finished(), CANCELLED: Cancelled(), LEASE_LOST: LostLease(), DRAINED: Drained()}
    if code in known:
        return known[code]
    if code == -signal.SIGKILL and oom:
        return Crashed(
            {
                "type": "out-of-memory",
                "title": "Out of memory",
                "detail": "The kernel killed the job's process because the machine ran out of memory.",
                "hint": "Use a smaller batch_size or image_size, or a worker with more memory.",
            }
        )
    if code == NO_DATABASE:
        return Crashed(
            {
                "type": "database",
                "title": "The database was out of reach",
                "detail": "The job could not write to the database: it was restarted, overloaded, or its disk is full.",
                "hint": "Look at the database's own log. The job goes on from what it had finished.",
            }
        )
    if code < 0:
        name = signal.Signals(-code).name if -code in {int(s) for s in signal.Signals} else "an unknown signal"
        return Crashed(
            {
                "type": "signal",
                "title": f"Killed by signal {-code}",
                "detail": f"The job's process was ended by signal {-code} ({name}).",
                "hint": "SIGKILL is often the kernel short of memory, SIGSEGV a hostile file or a broken library.",
                "signal": -code,
            }
        )
    return Crashed(
        {
            "type": "exit-code",
            "title": f"Ended with exit code {code}",
            "detail": f"The job's process ended with exit code {code} before it had written a result.",
            "hint": "See the job's log.",
        }
    )


def silent_exit() -> dict[str, Any]:
    """For a process that ended as if all was well, yet wrote no outcome."""
    return {
        "type": "no-result",
        "title": "Ended without a result",
        "detail": "The job's process ended without writing a result.",
        "hint": "See the job's log.",
    }


def wall_limit(seconds: int) -> Failed:
    return Failed(
        {
            "type": "wall-limit",
            "title": "Time limit",
            "detail": f"The job ran longer than limits.wall_seconds = {seconds}.",
            "hint": "Retry it to go on from its last checkpoint, or submit it with a higher limit.",
        }
    )


def memory_limit(megabytes: int, used: int) -> Failed:
    return Failed(
        {
            "type": "memory-limit",
            "title": "Memory limit",
            "detail": f"The job used {used // 1024**2} MB, more than limits.memory_mb = {megabytes}.",
            "hint": "Use a smaller batch_size or image_size, or submit it with a higher limit.",
        }
    )
