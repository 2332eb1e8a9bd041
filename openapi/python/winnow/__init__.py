"""Winnow finds the few images worth labelling; this is its client.

from winnow import Winnow

client = Winnow("http://127.0.0.1:8765", key)
dataset = client.datasets.create("street")
client.datasets.upload(dataset, "images/", progress=True).wait()
"""

from winnow import errors
from winnow.__about__ import __version__
from winnow._async.client import AsyncWinnow
from winnow._async.jobs import AsyncJob
from winnow._sync.client import Winnow
from winnow._sync.jobs import Job
from winnow.errors import ApiError, JobFailed, WinnowError
from winnow.events import Event

__all__ = [
    "ApiError",
    "AsyncJob",
    "AsyncWinnow",
    "Event",
    "Job",
    "JobFailed",
    "Winnow",
    "WinnowError",
    "__version__",
    "errors",
]
