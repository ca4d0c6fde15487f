"""Fetching a file from its address, against a real server on the loopback that misbehaves on demand."""

import gzip
import hashlib
import json
import random
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from etl import fetch as fetching
from etl.address import MOST_REDIRECTS, is_address, shown
from etl.fetch import at_hand, fetch
from etl.partfile import safe_name
from etl.patience import Patience, retry_after_s
from sipmap.errors import FetchError
from tests import fileserver
from tests.fileserver import Server, cut_off, rest, stall, status, whole

BODY = bytes(range(256)) * 400
HALF = len(BODY) // 2
NEWER = BODY[::-1]
NOISE = random.Random(1).randbytes(200_000)  # does not pack, so that half of the packed bytes give some


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    with fileserver.running() as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    """How long was waited between attempts: noted, not waited."""
    return []


@pytest.fixture
def patience(pauses: list[float]) -> Patience:
    return Patience(attempts=3, timeout_s=5, sleep=pauses.append)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def quiet(_: str) -> None:
    pass


def get(server: Server, folder: Path, patience: Patience, path: str = "/figures.csv", **options) -> Path:
    return fetch(server.address(path), folder, **{"say": quiet, "patience": patience} | options)


# What comes whole


def test_a_file_comes_whole_under_its_own_name(server, tmp_path, patience, pauses):
    server.answer(whole(BODY))
    folder = tmp_path / "new" / "folder"
    got = get(
        server, folder, patience, "/open%20data/figures%202025.csv?format=csv", sha256=sha(BODY).upper()
    )
    assert got == folder / "figures 2025.csv"
    assert got.read_bytes() == BODY
    assert names(folder) == ["figures 2025.csv"]
    assert pauses == []


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_a_file_without_a_stated_length_comes_whole(server, tmp_path, patience):
    server.answer(whole(BODY, Content_Length=""))
    assert get(server, tmp_path, patience).read_bytes() == BODY


def test_a_packed_answer_is_unpacked_though_not_asked_for(server, tmp_path, patience):
    server.answer(whole(gzip.compress(BODY), Content_Encoding="gzip", ETag='"1"'))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert server.asked[0][1]["accept-encoding"] == "identity"


def test_an_older_file_of_the_name_is_replaced_only_by_a_whole_one(server, tmp_path, patience):
    (tmp_path / "figures.csv").write_bytes(b"older")
    server.answer(cut_off(BODY, HALF))
    with pytest.raises(FetchError):
        get(server, tmp_path, patience)
    assert (tmp_path / "figures.csv").read_bytes() == b"older"
    server.answer(whole(BODY), whole(BODY))
    server.answers.popleft()
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert names(tmp_path) == ["figures.csv"]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=claimants.csv", "claimants.csv"),
        ('attachment; filename="claimants 2022.csv"', "claimants 2022.csv"),
        ("attachment; filename=\"plain.csv\"; filename*=UTF-8''caf%C3%A9.csv", "café.csv"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        (r'attachment; filename="..\\..\\evil.csv"', "evil.csv"),
        ("attachment; filename*=UTF-8''%2E%2E%2Fevil.csv", "evil.csv"),
        ('attachment; filename=".."', "download"),
        ("attachment", "figures.csv"),
    ],
)
def test_the_server_names_the_file_but_not_its_folder(server, tmp_path, patience, disposition, name):
    server.answer(whole(BODY, Content_Disposition=disposition))
    folder = tmp_path / "inner" / "folder"
    assert get(server, folder, patience) == folder / name
    assert names(folder) == [name]
    assert names(tmp_path) == ["inner"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", "download"),
        (".hidden", "hidden"),
        ("a:b|c\x1b[31m.csv", "a_b_c_[31m.csv"),
        ("con.csv", "_con.csv"),
        ("é" * 300 + ".csv", "é" * 98 + ".csv"),
    ],
)
def test_a_name_is_safe_on_every_platform(wanted, name):
    assert safe_name(wanted) == name


# What is refused


@pytest.mark.parametrize("code", [204, 304, 401, 403, 404, 410])
def test_a_refusal_is_final_and_says_what_to_do(server, tmp_path, patience, pauses, code):
    server.answer(status(code))
    with pytest.raises(
        FetchError, match=f"figures.csv: the server answered {code} .*; check the address, or"
    ):
        get(server, tmp_path, patience)
    assert (len(server.asked), pauses, names(tmp_path)) == (1, [], [])


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/x.csv", "file:///etc/passwd", "https://", "http://[::1", f"http://{'a' * 64}.uk/x"],
)
def test_an_address_that_cannot_be_one_is_refused(tmp_path, url):
    with pytest.raises(FetchError, match=r"address|server"):
        fetch(url, tmp_path, say=quiet, patience=Patience(attempts=1))


def test_a_wrong_checksum_leaves_nothing(server, tmp_path, patience):
    server.answer(whole(BODY))
    with pytest.raises(FetchError, match=f"the checksum {sha(BODY)}, not {sha(NEWER)}; ask the publisher"):
        get(server, tmp_path, patience, sha256=sha(NEWER))
    assert names(tmp_path) == []


@pytest.mark.parametrize("stated", [str(len(BODY)), ""])
def test_a_file_above_the_limit_is_refused_whether_or_not_it_says_so(server, tmp_path, patience, stated):
    server.answer(whole(BODY, Content_Length=stated))
    with pytest.raises(FetchError, match=r"larger than 51\.2 kB; check the address"):
        get(server, tmp_path, patience, limit_bytes=HALF)
    assert (names(tmp_path), len(server.asked)) == ([], 1)


def test_a_file_that_says_it_is_too_large_is_not_read(server, tmp_path, patience):
    server.answer(whole(b"", Content_Length="2000000001"))
    with pytest.raises(FetchError, match=r"larger than 2,000\.0 MB"):
        get(server, tmp_path, patience)
    assert len(server.asked) == 1


def test_a_file_at_the_limit_is_taken(server, tmp_path, patience):
    server.answer(whole(BODY))
    assert get(server, tmp_path, patience, limit_bytes=len(BODY)).is_file()


def test_a_folder_that_cannot_be_written_is_one_sentence(server, tmp_path, patience):
    server.answer(whole(BODY))
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FetchError, match=r"cannot be written to .*taken"):
        get(server, tmp_path / "taken", patience)


# What may pass


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_a_server_in_trouble_is_asked_again_after_longer_and_longer_pauses(
    server, tmp_path, patience, pauses, code
):
    server.answer(status(code), status(code), whole(BODY))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert pauses == [1, 2]


def test_the_attempts_come_to_an_end(server, tmp_path, patience, pauses):
    server.answer(status(500))
    with pytest.raises(FetchError, match=r"answered 500 .*, tried 3 times; try again later"):
        get(server, tmp_path, patience)
    assert (len(server.asked), pauses) == (3, [1, 2])


def test_pauses_are_bounded(server, tmp_path, pauses):
    server.answer(status(500))
    with pytest.raises(FetchError):
        get(server, tmp_path, Patience(attempts=5, longest_pause_s=3, sleep=pauses.append))
    assert pauses == [1, 2, 3, 3]


@pytest.mark.parametrize("code", [429, 503])
def test_a_server_may_ask_for_a_longer_pause(server, tmp_path, patience, pauses, code):
    server.answer(status(code, Retry_After="7"), whole(BODY))
    get(server, tmp_path, patience)
    assert pauses == [7]


def test_a_server_that_asks_for_too_long_a_pause_is_left(server, tmp_path, patience, pauses):
    server.answer(status(503, Retry_After="3600"), whole(BODY))
    with pytest.raises(FetchError, match="asks to wait 3,600 s; try again then"):
        get(server, tmp_path, patience)
    assert (len(server.asked), pauses) == (1, [])


def test_retry_after_is_a_number_or_a_date():
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 57 < retry_after_s(in_a_minute) <= 60
    assert retry_after_s(in_a_minute.replace("GMT", "-0000")) > 57
    assert [retry_after_s(v) for v in ("12", "soon", "", "²", "Wed, 21 Oct 2015 07:28:00 GMT")] == [
        12,
        0,
        0,
        0,
        0,
    ]


def test_a_stalled_server_is_given_up_and_asked_again(server, tmp_path, pauses):
    server.answer(stall, whole(BODY))
    said: list[str] = []
    started = time.monotonic()
    impatient = Patience(attempts=2, timeout_s=0.15, sleep=pauses.append)
    assert get(server, tmp_path, impatient, say=said.append).read_bytes() == BODY
    assert "no answer for 0.15 s; trying again in 1 s" in said
    assert time.monotonic() - started < 5


def test_no_server_is_one_sentence(server, tmp_path, patience, pauses):
    address = server.address()
    server.server_close()
    with pytest.raises(FetchError, match=r"no connection .*, tried 3 times; try again later"):
        fetch(address, tmp_path, say=quiet, patience=patience)
    assert pauses == [1, 2]


# What broke off


def test_a_file_that_never_has_its_stated_length_is_refused(server, tmp_path, patience):
    server.answer(cut_off(BODY, HALF))
    with pytest.raises(FetchError, match="broke off"):
        get(server, tmp_path, patience)
    assert "figures.csv" not in names(tmp_path)


def test_a_download_goes_on_where_it_broke_off(server, tmp_path, patience):
    server.answer(
        cut_off(BODY, HALF, ETag='"1"', Content_Disposition="filename=stated.csv"), rest(BODY, '"1"')
    )
    got = get(server, tmp_path, patience, sha256=sha(BODY))
    assert got.read_bytes() == BODY
    assert server.asked[1][1]["range"] == f"bytes={HALF}-"
    assert server.asked[1][1]["if-range"] == '"1"'
    assert names(tmp_path) == ["stated.csv"], "the name that came with the first answer"


def test_a_date_serves_where_there_is_no_etag(server, tmp_path, patience):
    changed = "Wed, 21 Oct 2015 07:28:00 GMT"
    server.answer(cut_off(BODY, HALF, Last_Modified=changed), rest(BODY, changed))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert server.asked[1][1]["if-range"] == changed


def test_a_later_run_goes_on_where_an_earlier_one_broke_off(server, tmp_path, patience):
    server.answer(cut_off(BODY, HALF, ETag='"1"'))
    with pytest.raises(FetchError):
        get(server, tmp_path, Patience(attempts=1))
    assert names(tmp_path) == ["figures.csv.part", "figures.csv.part.from"]
    server.answers[0] = rest(BODY, '"1"')
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert "range" in server.asked[1][1]
    assert names(tmp_path) == ["figures.csv"]


def test_a_server_that_knows_no_ranges_starts_anew(server, tmp_path, patience):
    server.answer(cut_off(BODY, HALF, ETag='"1"'), whole(BODY, ETag='"1"'))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert "range" in server.asked[1][1]


def test_a_file_that_changed_meanwhile_starts_anew(server, tmp_path, patience):
    server.answer(cut_off(BODY, HALF, ETag='"1"'), rest(NEWER, '"2"'))
    assert get(server, tmp_path, patience).read_bytes() == NEWER


def test_a_changed_file_is_never_spliced_though_the_server_overlooks_if_range(server, tmp_path, patience):
    server.answer(cut_off(BODY, HALF, ETag='"1"'), rest(NEWER, '"2"', honours_if_range=False))
    assert get(server, tmp_path, patience).read_bytes() == NEWER
    assert ["range" in headers for _, headers in server.asked] == [False, True, False]


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"1"', "Last_Modified": "Wed, 21 Oct 2015 07:28:00 GMT"}])
def test_what_cannot_be_told_apart_is_not_gone_on_with(server, tmp_path, patience, headers):
    server.answer(cut_off(BODY, HALF, **headers), rest(BODY, '"1"', honours_if_range=False))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert "range" not in server.asked[1][1]


def of_the_rest(start: int, **headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"ETag": '"1"', "Content-Range": f"bytes {start}-{start + HALF - 1}/{len(BODY)}"} | named


def test_the_rest_from_another_place_is_not_joined(server, tmp_path, patience):
    server.answer(
        cut_off(BODY, HALF, ETag='"1"'),
        lambda handler: handler.reply(206, of_the_rest(5), BODY[5 : 5 + HALF]),
        whole(BODY),
    )
    assert get(server, tmp_path, patience).read_bytes() == BODY


def test_a_packed_rest_is_not_joined(server, tmp_path, patience):
    packed = of_the_rest(HALF, Content_Encoding="gzip")
    server.answer(
        cut_off(BODY, HALF, ETag='"1"'),
        lambda handler: handler.reply(206, packed, gzip.compress(bytes(HALF))),
        whole(BODY),
    )
    assert get(server, tmp_path, patience).read_bytes() == BODY


def test_a_packed_answer_is_not_gone_on_with(server, tmp_path, patience):
    packed = gzip.compress(NOISE)
    server.answer(cut_off(packed, len(packed) // 2, Content_Encoding="gzip", ETag='"1"'), rest(NOISE, '"1"'))
    assert get(server, tmp_path, patience).read_bytes() == NOISE
    assert "range" not in server.asked[1][1]


def test_a_rest_that_is_too_short_is_asked_for_again(server, tmp_path, patience):
    def short(handler: fileserver.Handler) -> None:
        of = f"bytes {HALF}-{HALF + 9}/{len(BODY)}"
        handler.reply(206, {"ETag": '"1"', "Content-Range": of}, BODY[HALF : HALF + 10])

    server.answer(cut_off(BODY, HALF, ETag='"1"'), short, rest(BODY, '"1"'))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert server.asked[2][1]["range"] == f"bytes={HALF + 10}-"


def test_a_part_that_is_already_whole_does_not_get_stuck(server, tmp_path, patience):
    server.answer(cut_off(BODY + b"!", len(BODY), ETag='"1"'), rest(BODY, '"1"'))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert ["range" in headers for _, headers in server.asked] == [False, True, False]


OF_ANOTHER = json.dumps({"address": "http://another.example/figures.csv", "validator": '"1"'})


@pytest.mark.parametrize("note", [None, "not JSON", "[]", OF_ANOTHER])
def test_a_part_of_another_file_is_not_gone_on_with(server, tmp_path, patience, note):
    (tmp_path / "figures.csv.part").write_bytes(b"of another file")
    if note is not None:
        (tmp_path / "figures.csv.part.from").write_text(note)
    server.answer(rest(BODY, '"1"', honours_if_range=False))
    assert get(server, tmp_path, patience).read_bytes() == BODY
    assert names(tmp_path) == ["figures.csv"]


# Where it leads


def test_redirects_are_followed_and_name_the_file(server, tmp_path, patience):
    server.answer(status(302, Location="/2025/figures-v2.csv"), status(307, Location="?ready=1"), whole(BODY))
    assert get(server, tmp_path, patience, "/latest").name == "figures-v2.csv"
    assert [path for path, _ in server.asked] == [
        "/latest",
        "/2025/figures-v2.csv",
        "/2025/figures-v2.csv?ready=1",
    ]


def test_a_ring_of_redirects_ends(server, tmp_path, patience):
    server.answer(status(302, Location="/figures.csv"))
    with pytest.raises(FetchError, match="leads on more than 10 times"):
        get(server, tmp_path, patience)
    assert len(server.asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/x.csv"])
def test_a_redirect_away_from_the_web_is_refused(server, tmp_path, patience, to):
    server.answer(status(302, Location=to))
    with pytest.raises(FetchError, match=r"leads to f.*, which is not safe"):
        get(server, tmp_path, patience)


@pytest.fixture
def redirecting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A network where https://start.example leads to the address in the list, and others have the file."""
    to: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "start.example":
            return httpx.Response(302, headers={"Location": to[0]})
        return httpx.Response(200, content=BODY)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(fetching, "_client", lambda _: client)
    return to


def test_https_never_leads_to_http(redirecting, tmp_path, patience):
    redirecting.append("http://user:secret@open.example/figures.csv")
    with pytest.raises(FetchError, match=r"leads to http://open\.example/figures\.csv, which is not safe"):
        fetch("https://start.example/", tmp_path, say=quiet, patience=patience)
    assert names(tmp_path) == []


def test_https_and_http_may_lead_to_https(redirecting, tmp_path, patience):
    redirecting.append("https://other.example/figures.csv")
    assert fetch("https://start.example/", tmp_path, say=quiet, patience=patience).name == "figures.csv"


def test_an_untrusted_certificate_is_not_tried_again(monkeypatch, tmp_path, patience, pauses):
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(
            str(ssl.SSLCertVerificationError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"))
        )

    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(fetching, "_client", lambda _: client)
    with pytest.raises(FetchError, match="certificate is not trusted; set SSL_CERT_FILE"):
        fetch("https://start.example/figures.csv", tmp_path, say=quiet, patience=patience)
    assert pauses == []


# What is said


def test_a_name_and_password_are_used_and_never_said(server, tmp_path, patience):
    server.answer(status(503), whole(BODY))
    said: list[str] = []
    fetch(server.address(user="officer:secret@"), tmp_path, say=said.append, patience=patience)
    assert server.asked[0][1]["authorization"].startswith("Basic ")
    assert said[0] == f"fetching {server.address()}"
    assert "secret" not in " ".join(said)
    server.answers[0] = status(404)
    with pytest.raises(FetchError, match=r"^http://127") as caught:
        fetch(server.address(user="officer:secret@"), tmp_path, say=said.append, patience=patience)
    assert "secret" not in str(caught.value)


def test_progress_is_said_in_plain_words_at_most_once_a_second(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(fetching.time, "monotonic", lambda: now[0])
    said: list[str] = []
    at = fetching._progress("figures.csv", 40_000_000, said.append)
    for tenths in range(25):
        now[0] = 100 + tenths / 10
        at(tenths * 1_000_000)
    assert said == ["figures.csv: 10.0 MB of 40.0 MB", "figures.csv: 20.0 MB of 40.0 MB"]


def test_progress_without_a_known_length(monkeypatch):
    monkeypatch.setattr(fetching, "PROGRESS_EVERY_S", 0)
    said: list[str] = []
    fetching._progress("figures.csv", None, said.append)(2_500)
    assert said == ["figures.csv: 2.5 kB"]


def test_a_short_download_says_only_what_it_does_and_did(server, tmp_path, patience):
    server.answer(whole(BODY))
    said: list[str] = []
    get(server, tmp_path, patience, say=said.append)
    assert said == [f"fetching {server.address()}", "figures.csv: 102.4 kB fetched"]


# A path or an address


def test_a_path_is_at_hand_as_it_is(tmp_path):
    file = tmp_path / "figures.csv"
    for where in (file, str(file)):
        with at_hand(where, quiet) as path:
            assert path == file


def test_a_fetched_file_is_at_hand_and_then_removed(server):
    server.answer(whole(BODY))
    with at_hand(server.address(), quiet) as path:
        assert path.read_bytes() == BODY
    assert not path.parent.exists()


def test_an_address_is_told_from_a_path():
    assert all(map(is_address, ("https://a.example/x", "HTTP://a.example", "ftp://a.example/x")))
    assert not any(
        map(is_address, ("x.csv", "C:\\data\\x.csv", "/data/x.csv", "", Path("https://a.example")))
    )
    assert shown("https://officer:secret@a.example/x?y=1") == "https://a.example/x?y=1"
