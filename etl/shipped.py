"""The flags and initiatives that ship, with their sources: put into a new database only, so that none comes
back unasked.
"""

from pathlib import Path

from sqlalchemy import Engine

from etl.registers import read_flags, read_initiatives
from sipmap.knowledge.known import known_in
from sipmap.store import revisions, write
from sipmap.store.audit import PROGRAM
from sipmap.store.initiatives import INITIATIVES

FLAGS = Path(__file__).parent / "flags" / "kent.csv"
INITIATIVES_FILE = Path(__file__).parent / "initiatives" / "kent.csv"


def ship_registers(engine: Engine, release_id: int) -> None:
    """Record what ships, as written by sipmap itself."""
    known = known_in(engine, release_id)
    write.append_flags(engine, read_flags(FLAGS, known), PROGRAM)
    rows = read_initiatives(INITIATIVES_FILE, known)
    revisions.append(engine, INITIATIVES, rows, PROGRAM)
