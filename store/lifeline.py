"""Processes that do not outlive the one that started them."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(sig: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send `sig` to this process when the thread that started it ends.

    Linux only; elsewhere an orphan ends when it finds that its lease or its broker is gone.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(sig), 0, 0, 0)


def exit_if_orphaned(parent: int) -> None:
    """Close the gap before die_with_parent took effect: `parent` is the id that the parent had given itself."""
    if os.getppid() != parent:
        os._exit(1)
