"""Tables of numbers that users bring: read in pieces, with errors that say where."""

from worker.tabular.numbers import scalars, vectors
from worker.tabular.table import Format, Key, Rows, Table, TableRefused

__all__ = ["Format", "Key", "Rows", "Table", "TableRefused", "scalars", "vectors"]
