"""Every named export: the same bytes from its address and from the command line, with valid metadata."""

import csv
import json
import os
import socket
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import pytest
from csvw import CSVW

from sipmap.catalogue import Rules, profile
from sipmap.cli import main
from sipmap.desk import active_release
from sipmap.desk.decisions import Stated, shortlist_decision
from sipmap.export.named import entries
from sipmap.knowledge.decision_register import publish_decision, save_decision
from sipmap.store.audit import Writer
from sipmap.store.engine import make_engine
from tests.dashboards import dashboard, routed
from tests.integration.conftest import copied

SHEERNESS, SHEPPEY_EAST = "E05009560", "E05009562"
OFFICER = Writer("an officer", "officer")
ASKED = {
    **{
        name: {"area": "medway", "size": "4"}
        for name in ("areas", "area-themes", "area-wards", "areas-compared")
    },
    "ranking": {"area": "medway", "w.claimant-rate": "0.9", "size": "5", "first": "8"},
    "shortlist": {
        "size": "14",
        "least": "1",
        "pin": f"{SHEPPEY_EAST}:prisons hide: its need",
        "without": "method",
    },
    "near-misses": {"size": "10", "objective": "people-in-need"},
    "rule-costs": {"size": "14", "most": "2"},
    "indicator": {"indicator": "iod2025-broadband", "wards": f"{SHEERNESS},{SHEPPEY_EAST}"},
    "compare": {"wards": f"{SHEERNESS},{SHEPPEY_EAST}"},
    "hot-spots": {"area": "medway", "indicator": "iod2025-employment-rate"},
    "need-against-provision": {"area": "medway", "rows": "wards", "by": "support-need", "size": "5"},
    "flags": {"theme": "young-parents"},
    "initiatives": {"state": "current"},
    "decision-wards": {"decision": "first"},
    "decisions-compared": {"decision": "first,second"},
}
"""What each table is asked for; the others as they stand, for one ward where they take one."""
SMALL_AREA, ITS_WARD = "medway", "E05014456"
"""Most are asked for where there are few wards: it takes a third of the time."""


@pytest.fixture(scope="module")
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[str]]]:
    """A database from the snapshot with a published decision and a draft, and their ids."""
    folder = tmp_path_factory.mktemp("kept")
    with copied(request.getfixturevalue("embedded_url"), folder, request) as url:
        engine = make_engine(url)
        release = active_release(engine)
        uids = []
        for size in (4, 6):
            stated = Stated("kent", profile("sip-today"), Rules(), size, "need-score")
            made = shortlist_decision(engine, release, stated, who="policy officer", when=date(2026, 5, 1))
            uids.append(save_decision(engine, made, name=f"Wards {size}", equality_duty="", writer=OFFICER))
        publish_decision(engine, uids[0], OFFICER, why="agreed by the committee")
        engine.dispose()
        yield url, uids


@pytest.fixture(scope="module")
def app(kept):
    with dashboard(kept[0]) as app:
        yield app


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


def question(name: str, uids: list[str]) -> dict[str, str]:
    usual = {"area": SMALL_AREA, "ward": ITS_WARD}
    asked = ASKED.get(name) or {what: usual[what] for what in entries()[name].takes if what in usual}
    asked = dict(asked)
    if "decision" in asked:
        asked["decision"] = ",".join(uids[: 1 + asked["decision"].count(",")])
    return asked


OPTIONS = {"first": "--top", "least": "--min-per-district", "most": "--max-per-district"}


def arguments(asked: dict[str, str]) -> list[str]:
    """Say at the keyboard what an address asks for."""
    said: list[str] = []
    for key, text in asked.items():
        if key.startswith("w."):
            said += ["--weight", f"{key.removeprefix('w.')}={text}"]
        elif key == "decision":
            said += [word for uid in text.split(",") for word in ("--decision", uid)]
        else:
            said += [OPTIONS.get(key, f"--{key}"), text]
    return said


def at_the_keyboard(url: str, folder: Path, *words: str) -> Path:
    """Run `sipmap export` and return the CSV that it wrote."""
    before = os.environ.get("SIPMAP_DATABASE_URL")
    os.environ["SIPMAP_DATABASE_URL"] = url
    try:
        with redirect_stderr(StringIO()):
            main(["export", *words, "-o", str(folder)])
    except SystemExit as ended:
        if ended.code:
            raise
    finally:
        if before is None:
            del os.environ["SIPMAP_DATABASE_URL"]
        else:
            os.environ["SIPMAP_DATABASE_URL"] = before
    (written,) = folder.glob("*.csv")
    return written


@pytest.mark.parametrize("name", list(entries()))
def test_an_export_is_the_same_from_its_address_and_from_the_command_line(
    name: str, client, kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    url, uids = kept
    asked = question(name, uids)
    answer = client.get(f"/export/{name}.csv?{urlencode(asked)}")
    assert answer.status_code == 200, answer.data
    written = at_the_keyboard(url, tmp_path, name, *arguments(asked))
    assert f'filename="{written.name}"' in answer.headers["Content-Disposition"]
    assert answer.data == written.read_bytes()
    described = client.get(f"/export/{name}.csv-metadata.json?{urlencode(asked)}")
    metadata = written.with_name(f"{written.name}-metadata.json")
    assert described.data == metadata.read_bytes()
    assert answer.headers["Link"].startswith(f"</export/{name}.csv-metadata.json?")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    table = CSVW(str(metadata), validate=True)
    rows = [row for one in table.tables for row in one]
    with written.open(encoding="utf-8-sig", newline="") as file:
        head, *body = csv.reader(file, dialect="excel")
    assert table.is_valid
    assert len(rows) == len(body)
    about = json.loads(metadata.read_text(encoding="utf-8"))
    columns = about["tableSchema"]["columns"]
    assert [c["titles"] for c in columns] == head
    assert len({c["name"] for c in columns}) == len(head)
    assert about["dc:license"]["@id"].endswith("open-government-licence/version/3/")
    if name not in ("flags", "initiatives"):
        assert about["dc:source"].startswith("sipmap release 1")
    assert written.name == written.name.lower()
    assert written.name.startswith("sip-")


def refuse(*_: object) -> None:
    raise AssertionError("a check of metadata asked another machine")


def test_a_table_that_is_not_what_its_metadata_says_does_not_validate(kept, tmp_path: Path):
    written = at_the_keyboard(kept[0], tmp_path, "ranking", "--area", "medway")
    lines = written.read_text(encoding="utf-8").splitlines()
    written.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")  # a ward twice
    with pytest.raises(ValueError, match="duplicate primary key"):
        bool(CSVW(str(written) + "-metadata.json", validate=True).is_valid)


def test_pandas_reads_codes_signs_and_accents(client):
    content = client.get("/export/ranking.csv").data
    path = StringIO(content.decode("utf-8-sig"))
    frame = pd.read_csv(path)
    assert frame["Ward code"].str.fullmatch(r"E05\d{6}").all()
    assert (frame["Score"] < 0).sum() > 100
    assert frame["Rank in Kent"].is_monotonic_increasing


def test_a_selection_keeps_the_ranks_of_the_whole(client):
    def rows(query: str) -> dict[str, dict[str, str]]:
        text = client.get(f"/export/ranking.csv?{query}").data.decode("utf-8-sig")
        return {row["Ward code"]: row for row in csv.DictReader(StringIO(text))}

    whole, few = rows("top=12"), rows(f"top=12&wards={SHEPPEY_EAST},{SHEERNESS}")
    assert set(few) == {SHEERNESS, SHEPPEY_EAST}
    assert all(few[code] == whole[code] for code in few)
    strange = client.get("/export/ranking.csv?wards=E05099999")
    assert strange.status_code == 404
    assert "E05099999" in strange.json["error"]


def test_only_the_areas_asked_for_are_compared(client):
    def rows(query: str) -> list[dict[str, str]]:
        text = client.get(f"/export/areas-compared.csv?area=kent&size=24{query}").data.decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text)))

    every, some = rows(""), rows("&areas=isle-of-sheppey")
    assert {row["Area"] for row in some} == {"Isle of Sheppey"}
    assert some == [row for row in every if row["Area"] == "Isle of Sheppey"]
    assert len(every) > len(some) > 20


def test_two_wards_of_one_name_keep_their_own_figures(client):
    """There is a ward Roman in Swale and one in Ashford."""

    def rows(wards: str) -> list[dict[str, str]]:
        text = client.get(f"/export/compare.csv?wards={wards}").data.decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text)))

    swale, ashford = "E05009558", "E05011766"
    both = rows(f"{swale},{ashford}")
    assert {row["Ward"] for row in both} == {"Roman"}
    for code in (swale, ashford):
        assert [row for row in both if row["Ward code"] == code] == rows(code)
    assert {row["Value"] for row in rows(swale)} != {row["Value"] for row in rows(ashford)}


def test_the_wards_alike_on_the_page_lead_the_file(app, client):
    text = client.get(f"/export/wards-alike.csv?ward={SHEERNESS}").data.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    far = [float(row["Distance"]) for row in rows]
    assert far == sorted(far)
    assert len(rows) > 250
    page = routed(app, f"/ward/{SHEERNESS}").text
    assert all(row["Ward"] in page for row in rows[:5])


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/export/rankin.csv", 404, "did you mean 'ranking'"),
        ("/export/ranking.csv?area=kant", 400, "not a set of wards"),
        ("/export/ranking.csv?first=none", 400, "whole number of 1 or more"),
        ("/export/ranking.csv?w.claimant-rate=-1", 400, "below zero"),
        ("/export/shortlist.csv?least=3&most=1", 400, "contradict"),
        ("/export/ward-lsoas.csv", 404, "Say which ward"),
        ("/export/ward-barriers.csv?ward=E05099999", 404, "E05099999"),
        ("/export/compare.csv", 404, "Say which wards"),
        ("/export/areas-compared.csv?areas=shepey", 404, "no target area 'shepey'"),
        ("/export/wards-alike.csv?ward=E05099999", 404, "E05099999"),
        ("/export/indicator.csv?indicator=claimant-rat", 404, "claimant-rate"),
        ("/export/hot-spots.csv?area=england", 400, "borders"),
        ("/export/areas.csv?area=england&profile=imd-2025", 400, "choose kent"),
        ("/export/sources.gpkg", 400, "take it as CSV"),
        ("/export/need-against-provision.csv?by=colour", 400, "theme or support-need"),
    ],
)
def test_what_cannot_be_asked_for_is_one_sentence(client, address: str, status: int, says: str):
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.json["error"]


def test_drafts_and_what_awaits_review_are_for_officers(kept):
    url, (published, draft) = kept
    sign_in = {"auth": "proxy", "proxy_secret": "between us", "secret_key": "signs forms"}
    officer = {
        "X-Sipmap-Proxy": "between us",
        "X-Forwarded-User": "an.officer",
        "X-Forwarded-Groups": "sipmap-officers",
    }
    with dashboard(url, **sign_in) as app:
        client = app.server.test_client()
        for_all = client.get("/export/decisions.csv").data.decode()
        for_officers = client.get("/export/decisions.csv", headers=officer).data.decode()
        assert published in for_all
        assert draft not in for_all
        assert draft in for_officers
        address = f"/export/decision-wards.csv?decision={draft}"
        assert client.get(address).status_code == 404
        assert client.get(address, headers=officer).status_code == 200
        hidden = client.get(f"/export/decisions-compared.csv?decision={published},{draft}")
        assert hidden.status_code == 404
        assert "awaits" in hidden.json["error"] or "await" in hidden.json["error"]


def test_a_profile_of_ones_own_keeps_its_rules(sipmap, embedded_url: str, tmp_path: Path):
    own = tmp_path / "own.toml"
    text = (Path(__file__).parents[2] / "sipmap/catalogue/profiles/sip-today.toml").read_text(
        encoding="utf-8"
    )
    own.write_text(
        f'{text}\n[rules]\npinned = {{ {SHEPPEY_EAST} = "prisons hide its need" }}\n', encoding="utf-8"
    )
    done = sipmap(embedded_url, "export", "shortlist", "--profile", "own.toml", "--size", "5", "-o", "x.csv")
    assert done.returncode == 0, done.stderr
    printed = sipmap(
        embedded_url, "shortlist", "--profile", "own.toml", "--size", "5", "--format", "csv"
    ).stdout
    assert "Pinned: prisons hide its need" in printed
    assert (tmp_path / "x.csv").read_bytes().decode("utf-8").replace("\r\n", "\n") == printed


def test_the_list_names_every_table_and_refuses_what_does_not_state_it(sipmap, embedded_url: str):
    listed = sipmap(embedded_url, "export", "--list").stdout
    assert all(f"{name} " in listed for name in entries())
    done = sipmap(embedded_url, "export", "sources", "--area", "kent")
    assert done.returncode == 2
    assert "not stated by --area" in done.stderr
