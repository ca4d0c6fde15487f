"""Run as a process: a load that stops in the middle and waits to be killed.

python -m tests.integration.interrupted_load URL
"""

import sys
import time
from typing import Any

from sipmap.store import bulk, write
from sipmap.store.engine import make_engine
from tests.integration.store_frames import observations, source_file

ROWS = 60_000
STOP_AT_CHUNK = 2


def main(url: str) -> None:
    """Load one small dataset whole and begin a large one; stop with a chunk written but not committed."""
    insert_chunk, chunks = bulk.insert_chunk, 0

    def stop_in_the_middle(*arguments: Any) -> None:
        nonlocal chunks
        insert_chunk(*arguments)
        chunks += 1
        if chunks == STOP_AT_CHUNK + 1:  # the small dataset was one chunk
            print("in the middle", flush=True)
            time.sleep(60)

    bulk.insert_chunk = stop_in_the_middle
    with write.Loading(make_engine(url), "Killed", "load") as loading:
        loading.dataset("small", "small-hash", [source_file("small")], {"observation": observations()})
        loading.report("small", "loaded", {"rows": 3})
        large = observations(ROWS, area_code=[f"X{i:08d}" for i in range(ROWS)])
        loading.dataset("large", "large-hash", [source_file("large")], {"observation": large})
        loading.activate()


if __name__ == "__main__":
    main(sys.argv[1])
