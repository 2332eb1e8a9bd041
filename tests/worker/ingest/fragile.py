"""A decoder that fails on demand. It is imported by the processes of the pool, so it imports little itself."""

import ctypes
import hashlib
import os
import resource
import signal
import time
from pathlib import Path

from worker.ingest.inspect import Corrupt, ImageFacts, inspect_image


def inspect_or_die(name: str, data: bytes) -> ImageFacts | Corrupt:
    """Stands for a decoder with a hole: the name says what the input does to it."""
    match name:
        case "segfault":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "bug":
            raise ValueError("not foreseen")
        case "spin":
            while True:
                pass
        case "hang":
            time.sleep(3600)
        case "memory":
            bytearray(4 << 30)
        case "lie":
            return Corrupt("0" * 64, 1, "about another file")
        case "report":
            return report_confinement(data)
    return inspect_image(name, data)


def report_confinement(data: bytes) -> Corrupt:
    """Try what a decoder must not be able to do."""
    findings = []
    try:
        Path(data.decode()).write_bytes(b"x" * 100)
    except OSError as error:
        findings.append(f"write:{error.strerror}")
    findings.append(f"CORE:{resource.getrlimit(resource.RLIMIT_CORE)}")
    findings.append(f"FSIZE:{resource.getrlimit(resource.RLIMIT_FSIZE)}")
    findings.append(f"NOFILE:{resource.getrlimit(resource.RLIMIT_NOFILE)[1]}")
    status = Path("/proc/self/status").read_text()
    findings.append("NoNewPrivs:" + status.partition("NoNewPrivs:\t")[2][:1])
    return Corrupt(hashlib.sha256(data).hexdigest(), len(data), " ".join(findings))
