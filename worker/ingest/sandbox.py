"""Decode untrusted images in processes that may do little and die often.

Image decoders are the most attacked code of any upload service. Here they run in child processes with bounded memory,
processor time and files, without the right to gain privileges, and with nothing on disk to write to. A process that
crashes, hangs or runs out of memory costs one image: the parent knows which one it was at, reports it as corrupt, and
starts another process. Answers come back as JSON and are validated, never unpickled: a decoder that was taken over must
not reach the parent with it.
"""

import ctypes
import math
import multiprocessing
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

import psutil
from pydantic import ConfigDict, TypeAdapter, ValidationError
