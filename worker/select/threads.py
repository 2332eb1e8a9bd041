"""Work on blocks of rows in parallel, each block on one core."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from threadpoolctl import ThreadpoolController

from worker.select.distances import BLOCK_ROWS
from worker.select.pool import Int64


class BlockThreads:
    """Calls a function with block after block of some rows, on as many threads as there are."""

    def __init__(self, pool: ThreadPoolExecutor, n_threads: int) -> None:
        self.pool = pool
        self.n_threads = n_threads

    def each_block(self, function: Callable[[Int64], None], rows: Int64) -> Iterator[None]:
        """Yield once per finished block. The function writes its result where no other block does."""
        blocks = [rows[start : start + BLOCK_ROWS] for start in range(0, rows.size, BLOCK_ROWS)]
        if self.n_threads == 1 or len(blocks) == 1:
            return map(function, blocks)
        return self.pool.map(function, blocks)


@contextmanager
def block_threads() -> Iterator[BlockThreads]:
    """Take the threads that BLAS would use inside a product, and use them for whole blocks instead.

    BLAS splits every product and waits for the slowest part. Our products take about a millisecond, and as soon as the
    machine has other work to do that waiting costs several times the product. Blocks wait for nothing, and as a product
    then runs on one thread its rounding does not depend on their number. The number is what BLAS was given, for example
    by OMP_NUM_THREADS.
    """
    blas = ThreadpoolController().select(user_api="blas")
    n_threads = max((int(library["num_threads"]) for library in blas.info()), default=1)
    with blas.limit(limits=1), ThreadPoolExecutor(n_threads, thread_name_prefix="select") as pool:
        yield BlockThreads(pool, n_threads)
