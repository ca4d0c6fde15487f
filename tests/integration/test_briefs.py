"""Briefings of real wards and decisions: of their own release, guarded as decisions are, made offline."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from docx import Document as open_docx
from sqlalchemy import Engine, text

from sipmap import desk
from sipmap.catalogue import Rules, profile
from sipmap.desk.decisions import Stated, shortlist_decision
from sipmap.export.brief.blocks import Picture, Table, texts
from sipmap.export.brief.decision import decision_document
from sipmap.export.brief.html import as_html
from sipmap.export.brief.listread import decision_brief
from sipmap.export.brief.pdf import as_pdf
from sipmap.knowledge import decision_register as register
from sipmap.store.audit import Writer
from sipmap.store.engine import make_engine, writing
from sipmap.words.decisions import DIFFERENT, EQUAL
from tests.briefs import tags
from tests.dashboards import dashboard
from tests.integration.conftest import copied
from tests.integration.test_decisions import newer_data
from tests.web.test_auth import OFFICER, SECRET

SHEERNESS, SHEPPEY_EAST, MARGATE_CENTRAL = "E05009560", "E05009562", "E05005093"
WORDIEST = ("E05015035", "E05012860", SHEPPEY_EAST)
"""Wards whose pages hold most: many small areas, a warning, long names."""
STATED = Stated(
    area="kent",
    profile=profile("sip-today"),
    rules=Rules(
        min_per_district=1,
        pinned={SHEPPEY_EAST: "its prisons hide its need #x"},
        excluded={SHEERNESS: "served already"},
    ),
    size=24,
    objective="need-score",
    weights={"claimant-rate": 0.3},
)
WRITER = Writer("officer.one", "officer")
TODAY = date(2026, 6, 2)


def saved(engine: Engine) -> str:
    release = desk.active_release(engine)
    made = shortlist_decision(engine, release, STATED, who="Policy officer", when=date(2026, 6, 1))
    return register.save_decision(
        engine, made, name="SIP wards", equality_duty="Assessment 12:\nno group is left out.", writer=WRITER
    )


@pytest.fixture(scope="module")
def held(embedded_url: str, tmp_path_factory, request) -> Iterator[tuple[str, Engine, str]]:
    """The address of a copy of the snapshot's database with a draft in it, an engine, the draft's id."""
    with copied(embedded_url, tmp_path_factory.mktemp("briefs"), request) as url:
        engine = make_engine(url)
        yield url, engine, saved(engine)
        engine.dispose()


@pytest.fixture(scope="module")
def brief(held):
    return decision_brief(held[1], held[2], TODAY)


def test_a_decisions_briefing_holds_all_that_a_committee_asks(held, brief):
    document = decision_document(brief)
    said = list(texts(document))
    whole = "\n".join(said)
    record = register.open_decision(held[1], held[2]).record
    table = next(b for b in document.blocks if isinstance(b, Table) and len(b.rows) == 24)
    assert [row[0] for row in table.rows] == [ward["ward"] for ward in record["result"]["wards"]]
    assert [row[4] for row in table.rows][:1] != [""]
    assert "people in need" in said[2], "people come first"
    for wanted in (
        "Pinned: its prisons hide its need #x",
        "Exclusion of Sheerness (E05009560): served already. Policy officer, 2026-06-01.",
        "It costs",
        "would need",
        "neighbourhoods among England's most deprived tenth",
        "Isle of Sheppey",
        "no group is left out.",
        "Open Government Licence v3.0",
        brief.sha256,
        EQUAL,
        "Draft",
    ):
        assert wanted in whole, wanted
    assert WRITER.actor not in whole
    (drawn,) = [b for b in document.blocks if isinstance(b, Picture)]
    assert "Isle of Sheppey" in drawn.alt
    tables = [b for b in document.blocks if isinstance(b, Table)]
    weights = next(table for table in tables if table.rows[0][0].startswith("Employment"))
    assert [row[1] for row in weights.rows] == ["36.4%", "27.3%", "36.4%"], "the weights that were moved"


@pytest.fixture
def own(embedded_url: str, tmp_path: Path, request) -> Iterator[Engine]:
    with copied(embedded_url, tmp_path, request) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def test_a_briefing_speaks_of_its_own_release_and_says_where_a_list_changed(own: Engine):
    engine, uid = own, saved(own)
    newer_data(engine)
    found = decision_brief(engine, uid, TODAY)
    assert found.differences == ()
    assert found.account.inputs.release.id == found.record["release"]["id"] == 1
    with writing(engine) as connection:
        changed = "UPDATE observation SET value = value * 2 WHERE indicator_id = 'iod2025-income-rate' "
        connection.execute(text(changed + "AND area_code = 'E05005095' AND geography = 'ward'"))
    said = "\n".join(texts(decision_document(decision_brief(engine, uid, TODAY))))
    assert DIFFERENT in said
    assert "Newington" in said
    assert EQUAL not in said
    assert "Nearest outside" not in said


def test_a_decision_is_tagged_and_says_what_its_map_shows(brief):
    document = decision_document(brief)
    found, alts = tags(as_pdf(document))
    assert (found["/Figure"], found["/Table"]) == (1, 4)
    assert alts[0].startswith("Map of Kent.")
    assert 'alt="Map of Kent.' in as_html(document).decode()


def test_the_keyboard_writes_a_decision_as_a_word_file(held, sipmap, tmp_path: Path):
    done = sipmap(held[0], "decision", "brief", held[2], "-o", "paper.docx")
    assert (done.returncode, done.stdout) == (0, "")
    read = open_docx(tmp_path / "paper.docx")
    assert (len(read.tables), len(read.inline_shapes)) == (4, 1)
    assert {"Heading 1", "Heading 2"} <= {p.style.name for p in read.paragraphs}


def test_the_keyboard_writes_several_wards_into_one_file(embedded_url: str, sipmap, tmp_path: Path):
    done = sipmap(embedded_url, "brief", MARGATE_CENTRAL.lower(), SHEERNESS, MARGATE_CENTRAL)
    assert done.returncode == 0
    read = pypdf.PdfReader(tmp_path / "sip-2-wards.pdf")
    assert read.metadata.title == "Briefings on 2 wards"
    assert 4 <= len(read.pages) <= 5


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["brief", SHEERNESS, "-o", "ward.odt"], "is not written as 'odt'; use pdf, docx or html."),
        (["brief", SHEERNESS, "-o", "ward"], "end it in .pdf, .docx or .html."),
        (["brief", SHEERNESS, "-o", "no/ward.pdf"], "There is no folder no"),
        (["brief", "E05999999", "-o", "ward.pdf"], "There is no ward E05999999"),
        (["decision", "brief", "nowhere", "-o", "a.pdf"], "No decision has the id nowhere"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(embedded_url: str, sipmap, tmp_path: Path, asked, said):
    done = sipmap(embedded_url, *asked)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def client(held):
    with dashboard(held[0], auth="proxy", **SECRET) as app:
        yield app.server.test_client()


@pytest.mark.parametrize("code", WORDIEST)
def test_a_wards_briefing_fits_two_pages(client, code):
    made = client.get(f"/brief/ward.pdf?ward={code}").data
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 2
    found, alts = tags(made)
    assert found["/Figure"] == len(alts) == 2
    assert found["/TH"] > 10
    assert all(alts), "each figure says what it shows"


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")]
)
def test_the_dashboard_gives_a_wards_briefing(client, form, begins):
    answer = client.get(f"/brief/ward.{form}?ward={SHEPPEY_EAST.lower()}")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert f'filename="sip-ward-sheppey-east-e05009562.{form}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": answer.headers["ETag"]}
    again = client.get(f"/brief/ward.{form}?ward={SHEPPEY_EAST}", headers=known)
    assert again.status_code == 304


def test_a_draft_is_for_officers_in_every_form(client, held):
    uid = held[2]
    for form in ("pdf", "html"):
        address = f"/brief/decision.{form}?id={uid}"
        assert client.get(address, headers=OFFICER).status_code == 200
        refused, absent = client.get(address), client.get(f"/brief/decision.{form}?id=nowhere")
        assert refused.status_code == absent.status_code == 404
        assert refused.text.replace(uid, "nowhere") == absent.text
    register.publish_decision(held[1], uid, WRITER, why="Agreed.")
    answer = client.get(f"/brief/decision.html?id={uid}")
    assert answer.status_code == 200
    assert "Briefing on a decision." in answer.text
    assert WRITER.actor not in answer.text


def test_an_address_that_names_no_briefing_says_what_to_ask_for(client):
    for address, status, said in (
        ("/brief/ward.odt?ward=E05009560", 400, "use pdf, docx or html"),
        ("/brief/ward.pdf", 404, "Say which ward"),
        ("/brief/ward.pdf?ward=E05999999", 404, "E05999999"),
        ("/brief/shortlist.pdf?size=none", 400, "not a number of wards"),
    ):
        answer = client.get(address)
        assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_a_list_that_nobody_saved_says_so(client):
    answer = client.get(f"/brief/shortlist.html?size=5&least=0&pin={SHEPPEY_EAST}%3Aa+%3Cb%3Ereason")
    assert answer.status_code == 200
    assert "Not a decision." in answer.text
    assert "Pinned: a &lt;b&gt;reason" in answer.text
    assert "How to check this" not in answer.text
    assert 'filename="sip-list-kent-5-wards.html"' in answer.headers["Content-Disposition"]
