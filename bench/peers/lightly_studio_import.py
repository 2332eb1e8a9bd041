"""`python lightly_studio_import.py FOLDER DATABASE` prints the number of images and the seconds that the import took.

Only the import is timed: not the start of Python, and no embedding, which ours does not do at this point either.
"""

import contextlib
import os
import sys
import time

os.environ["LIGHTLY_STUDIO_ANALYTICS_ENABLED"] = "false"


def main(folder: str, database: str) -> None:
    import lightly_studio
    from lightly_studio import ImageDataset

    with contextlib.redirect_stdout(sys.stderr):
        lightly_studio.db_manager.connect(db_file=database, cleanup_existing=True)
        started = time.perf_counter()
        dataset = ImageDataset.create(name="bench")
        dataset.add_images_from_path(folder, embed=False)
        count = sum(1 for _ in dataset)
        seconds = time.perf_counter() - started
    print(count, seconds)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
