"""What went wrong in a job, where and what next, told without anything from the inside of this machine."""

import errno
from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError

from store.errors import StoreError
from worker.reporting import UserError

# The last one is what PostgreSQL says to a process that was frozen in the middle of a transaction.
DATABASE_ERRORS = (OperationalError, InterfaceError, InternalError)
_DISK_FULL, _QUOTA = "The disk is full.", "The disk quota is used up."
_READ_ONLY, _NO_ACCESS = "The file system is read-only.", "A folder cannot be written."
_STORAGE_ERRORS = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _QUOTA,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
}
# SQLite, the object store and safetensors hide the number behind an exception of their own.
_STORAGE_WORDS = {
    "No space left on device": _DISK_FULL,
    "disk is full": _DISK_FULL,
    "quota exceeded": _QUOTA,
    "Read-only file system": _READ_ONLY,
    "readonly database": _READ_ONLY,
    "Permission denied": _NO_ACCESS,
}


def explain(error: Exception, *, stage: str) -> dict[str, Any]:
    """The failure of a job whose process caught `error` during `stage`."""
    if isinstance(error, UserError | StoreError):
        return {"type": "user-error", "title": "The input cannot work", "detail": str(error), "stage": stage,
                "hint": "Change what the message names and submit the job again."}  # fmt: skip
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return {"type": "out-of-memory", "title": "Out of memory", "stage": stage,
                "detail": f"The job ran out of memory during {stage}.",
                "hint": "Use a smaller batch_size or image_size, or a worker with more memory."}  # fmt: skip
    if (reason := _storage_reason(error)) is not None:
        return {"type": "storage", "title": "Cannot write", "stage": stage,
                "detail": f"{reason} It happened on the worker during {stage}.",
                "hint": "Free space or mend the permissions of WINNOW_DATA_DIR, then retry the job."}  # fmt: skip
    return {"type": "exception", "title": f"Unexpected {type(error).__name__}", "stage": stage,
            "detail": f"An unexpected {type(error).__name__} stopped the job during {stage}.",
            "hint": "The worker's own log has the details. Please report it if the input looks right."}  # fmt: skip


def is_database_away(error: Exception) -> bool:
    """Whether the database could not be reached or could not answer, which may be over by the next attempt."""
    return isinstance(error, DATABASE_ERRORS) and _storage_reason(error) is None


def _storage_reason(error: BaseException) -> str | None:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _STORAGE_ERRORS:
            return _STORAGE_ERRORS[cause.errno]
        for words, reason in _STORAGE_WORDS.items():
            if words in str(cause):
                return reason
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from: torch turns an OSError of the file that it writes into a RuntimeError."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
