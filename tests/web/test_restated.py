"""A choice, as a decision keeps it, leads back to an address of the page Choose that states the same."""

import pytest

from sipmap.catalogue import Rules, profile
from sipmap.catalogue.rules import Group
from sipmap.desk.decisions import Stated
from sipmap.desk.form import typed
from sipmap.web.choice import stated
from sipmap.web.restated import address_of, query_of, stated_by

SIP, IMD = profile("sip-today"), profile("imd-2025")
RULES = Rules(
    min_per_district=1,
    max_per_district=4,
    floor=-0.25,
    pinned={"E05009562": "its prisons: they hide its need, 10% & more"},
    excluded={"E05005088": "told apart = another programme"},
    groups=(Group(name="Isle of Sheppey", least=2),),
    cap_people=250_000.5,
    touching=0.1,
)


@pytest.mark.parametrize(
    "said",
    [
        Stated("kent", SIP, Rules(), 24, "need-score"),
        Stated("kent", SIP, RULES, 40, "people-in-need", {"claimant-rate": 1 / 3}, ("sampling", "summary")),
        Stated("kent-and-medway", IMD, Rules(min_per_district=1), 30, "need-score"),
    ],
)
def test_what_was_stated_leads_to_an_address_that_states_the_same(said):
    address = address_of(said.record())
    assert address is not None
    choice, mistakes = stated(*typed(query_of(address)))
    assert mistakes == []
    assert stated_by(choice).record() == said.record()


@pytest.mark.parametrize(
    "changed",
    [{"id": "our-own"}, {"note": "Before it was changed."}, {"id": "sip-2002"}],
)
def test_a_profile_that_the_page_does_not_have_leads_nowhere(changed):
    said = Stated("kent", SIP.model_copy(update=changed), Rules(), 24, "need-score")
    assert address_of(said.record()) is None
