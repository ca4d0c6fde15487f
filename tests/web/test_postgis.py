"""The same figures give the same page, whichever database keeps them."""

from datetime import date

import pytest

from sipmap.web.answer import coverage_children, look_up, opening, overlap_sentence, panel_children
from sipmap.web.data import Figures
from sipmap.web.payload import ranking_json
from sipmap.web.state import parse
from tests.web import synthetic
from tests.web.trees import words

TODAY = date(2026, 11, 21)


def said(figures: Figures, ward: str) -> tuple[bytes, str]:
    release = figures.release()
    shown = look_up(figures, release, parse({"ward": ward, "top": "5", "w.claimant-rate": "0.3"})[0])
    told = [opening(shown), panel_children(shown, TODAY), coverage_children(shown), overlap_sentence(shown)]
    return ranking_json(shown.inputs, figures.people(release, shown.inputs.comparison)), words(told)


@pytest.mark.postgis
@pytest.mark.parametrize("ward", [synthetic.FIRST, synthetic.MISSING, synthetic.PRISON])
def test_postgis_and_the_embedded_default_say_the_same(figures, postgis_url, ward):
    engine = synthetic.build(postgis_url)
    there = Figures(engine)
    assert said(there, ward) == said(figures, ward)
    release = there.release()
    assert there.layers(release) == figures.layers(figures.release())
    engine.dispose()
