"""Take rights away from the current process, for good: what an image decoder does not need, it does not
get."""

import ctypes
import math
import resource
import signal
import sys

import psutil

from worker.ingest.limits import ProcessLimits

_PR_SET_NO_NEW_PRIVS = 38


def confine(limits: ProcessLimits) -> None:
    """Bound memory and open files, forbid writing files, core dumps and gaining privileges. It cannot be undone."""
    ceiling = psutil.Process().memory_info().vms + limits.memory_bytes
    _lower(resource.RLIMIT_AS, ceiling)
    _lower(resource.RLIMIT_NOFILE, limits.max_open_files)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    # Ctrl-C reaches the whole process group; the parent decides when this process ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def allow_cpu_seconds(seconds: int) -> None:
    """Let the kernel kill this process after `seconds` more of processor time, rounded up to a whole second."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _lower(kind: int, value: int) -> None:
    """Set a limit, soft and hard, unless a stricter one is in force already."""
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))
