"""`python -m service.cli` is the same as `winnow`."""

from service.cli import main

main()
