"""The server around the pages: compression, headers, assets, and what it does not load."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

from sipmap import desk
from sipmap.web import paths
from sipmap.web.compress import CompressedFiles
from sipmap.web.serving import work_ahead
from sipmap.web.site import EXTENSION
from tests.dashboards import dashboard

HEAVY = ("geopandas", "pandera", "libpysal", "esda", "pyogrio")
ROOT = Path(__file__).resolve().parents[2]


def script(client, part):
    page = client.get("/").text
    return next(s for s in re.findall(r'src="([^"]+)"', page) if part in s)


def test_a_fresh_process_serves_a_page_without_the_loaders_libraries(database_url):
    code = (
        "import sys; from sipmap.settings import Settings; from sipmap.web import create_app\n"
        "client = create_app(Settings()).server.test_client()\n"
        "assert client.get('/').status_code == 200 and client.get('/healthz').status_code == 200\n"
        "assert client.get('/export/ranking.csv').status_code == 200\n"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules])"
    )
    environment = {**os.environ, "SIPMAP_DATABASE_URL": database_url}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_scripts_leave_compressed_and_unpack_to_themselves(client):
    address = script(client, "dash_leaflet")
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert len(packed.data) < len(plain.data) / 2


def test_small_answers_are_left_alone(client):
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


def test_the_cache_of_compressed_files_is_bounded_and_knows_a_changed_file():
    files = CompressedFiles(size=2)
    for n in range(5):
        files.get(f"/{n}", b"x" * 1000)
    assert len(files._bodies) == 2
    assert gzip.decompress(files.get("/4", b"new")) == b"new"


def test_every_answer_keeps_the_page_to_its_own_host(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_the_page_names_no_other_host_and_no_plotly(client):
    page = client.get("/").text
    assert 'lang="en-GB"' in page
    assert all(
        s.startswith("/") for s in re.findall(r'(?:src|href)="([^"]+)"', page) if not s.startswith("data:")
    )
    assert "plotly" not in " ".join(re.findall(r'src="([^"]+)"', page))


def test_an_address_without_a_page_says_where_to_go(client):
    assert client.get("/nowhere").status_code == 200, "Dash serves its frame; the page inside says so"


def test_assets_are_found_in_a_checkout_and_in_the_wheel(tmp_path, monkeypatch):
    assert (paths.assets_folder() / "sipmap.css").is_file()
    package = tmp_path / "site" / "sipmap" / "web"
    (package / "assets").mkdir(parents=True)
    monkeypatch.setattr(paths, "PACKAGE", package)
    assert paths.assets_folder() == package / "assets"


def test_no_script_of_ours_builds_markup_from_text():
    for file in paths.assets_folder().glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert "innerHTML" not in text, file.name
        assert "://" not in text.replace("http://www.w3.org/2000/svg", ""), file.name
        assert len(text.splitlines()) <= 220, file.name


def test_places_in_england_are_worked_out_before_anybody_asks_and_no_connection_stays_open(
    database_url, monkeypatch
):
    with dashboard(database_url) as app:
        work_ahead(app.server)
        figures = app.server.extensions[EXTENSION]
        assert figures.engine.pool.checkedin() == 0
        monkeypatch.delattr(desk, "national_certainty")
        assert figures.national_certainty(figures.release()).frame["low"].notna().any()


def test_working_ahead_leaves_what_cannot_be_had_to_the_page(tmp_path):
    with dashboard(f"sqlite:///{tmp_path / 'none.sqlite'}") as app:
        work_ahead(app.server)
        assert app.server.test_client().get("/healthz").status_code == 503
