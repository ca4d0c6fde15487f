"""The tables of docs/BARRIERS.md say what is declared and how many wards have it, no more and no less."""

from pathlib import Path

import numpy as np
import pytest

from sipmap import desk
from sipmap.catalogue import indicators, themes
from sipmap.catalogue.barriers import barriers, support_needs
from sipmap.desk.evidence_read import county_evidence
from sipmap.geography import COMPARISON_SETS
from sipmap.store.engine import make_engine
from sipmap.words.evidence import level

DOC = Path(__file__).resolve().parents[2] / "docs" / "BARRIERS.md"
NOTHING = "no open figure"


@pytest.fixture(scope="module")
def covered(embedded_url):
    """Return how many of Kent's wards have a figure, in words, by indicator."""
    engine = make_engine(embedded_url)
    evidence = county_evidence(engine, desk.active_release(engine), COMPARISON_SETS["kent"])
    engine.dispose()
    known = (~np.isnan(evidence.figures.values)).sum(axis=0)
    found = {
        i: f"{n} of {len(evidence.figures.codes)}" for i, n in zip(evidence.figures.ids, known, strict=True)
    }
    return found | dict.fromkeys(evidence.districts, "none, districts only")


def named(ids):
    return ", ".join(f"`{i}`" for i in ids)


def levels(entries):
    """Levels in the order of the figures, once each."""
    found = [level(entry.level or indicators()[entry.indicator].geography) for entry in entries]
    return ", ".join(dict.fromkeys(found))


def theme_rows(covered):
    return [
        f"| {themes()[entry.id].label} | `{entry.lead}` | {named(b.indicator for b in entry.beside)} | "
        f"{levels(entry.evidence)} | {covered[entry.lead]} | `{entry.own}` |"
        for entry in barriers().values()
    ]


def need_rows(covered):
    return [
        f"| {need.label} | {named(p.indicator for p in need.proxies) or NOTHING} | {levels(need.proxies)} | "
        f"{', '.join(dict.fromkeys(covered[p.indicator] for p in need.proxies)) or 'none'} | `{need.own}` |"
        for need in support_needs().values()
    ]


def table_under(heading):
    """Return the rows of the table under a heading, without its head."""
    after = DOC.read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ")[0].splitlines()
    return [line for line in after if line.startswith("|")][2:]


def test_the_table_of_themes_is_what_is_declared_and_held(covered):
    assert table_under("Themes") == theme_rows(covered)


def test_the_table_of_support_needs_is_what_is_declared_and_held(covered):
    assert table_under("Support needs") == need_rows(covered)
