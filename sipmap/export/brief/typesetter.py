"""Run by `typeset` as a process of its own: jobs for Typst in by standard input, what it made out, as JSON.

Typst keeps what it has set, some 150 MB after a few briefings: this process gives it back by ending. It
imports nothing of sipmap, so that it begins at once.
"""

import json
import sys
from base64 import b64encode
from typing import Any

import typst


def done(job: dict[str, Any]) -> dict[str, str]:
    """Do one job; an error is its sentence."""
    try:
        made = typst.compile(
            job["source"].encode(),
            format=job["form"],
            ppi=job["ppi"],
            sys_inputs=job["inputs"],
            ignore_system_fonts=True,
            pdf_standards=job["standards"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        return {"error": str(error)}
    return {"made": b64encode(made).decode()}


if __name__ == "__main__":
    json.dump([done(job) for job in json.load(sys.stdin.buffer)], sys.stdout)
