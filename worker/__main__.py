"""`python -m worker` runs a worker."""

from worker.engine.app import main

main()
