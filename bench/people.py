"""People at the dashboard, for locust: what their browsers ask for, at the pace at which people read.

Of a hundred steps, 60 go to another page, 25 move sliders or filters, 10 open a ward's page and 5 ask for a
shortlist or a file with weights of their own (DESIGN: three to eight seconds between steps). Scripts and
geometry are fetched once by each person, as browsers keep them.
"""

import os
import random
import re

import gevent
from locust import FastHttpUser, between, events, task
from locust.env import Environment

PARTS = ("iod2025-employment-rate", "claimant-rate", "iod2025-income-rate")
PAGES = (
    "/",
    "/areas",
    "/choose",
    "/local-knowledge",
    "/initiatives",
    "/decisions",
    "/data-and-methods",
    "/compare?wards=E05009560,E05011234",
    "/find?q=margate",
)
ANSWERED = ("opening", "ward-panel", "coverage", "overlap")
HELD = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')
UPDATE = "/_dash-update-component"


@events.test_start.add_listener
def begin_to_count(environment: Environment, **_: object) -> None:
    """Forget what was counted before all had arrived and settled."""
    gevent.spawn_later(float(os.environ["SETTLED_AFTER_S"]), environment.stats.reset_all)


class Person(FastHttpUser):
    """Somebody who reads: no account, no forms."""

    wait_time = between(3, 8)
    default_headers = {"Accept-Encoding": "gzip"}  # noqa: RUF012 - locust's own attribute

    def on_start(self) -> None:
        """Arrive: the page with all that browsers keep."""
        with self.client.get("/", name="arrival: page", catch_response=True) as page:
            kept = HELD.findall(page.text or "")
        for address in kept:
            self.client.get(address, name="arrival: scripts and styles")
        for address in ("/_dash-layout", "/_dash-dependencies"):
            self.client.get(address, name="arrival: layout")
        config = self._config()
        self.key = config["certaintyPath"].partition("release=")[2]
        ranking = self._given(config["rankingPath"].format(area="kent", profile="sip-today"))
        self.wards = ranking["wards"]["code"]
        self._answer({"area": "kent", "profile": "sip-today"}, "arrival: words and ranges")

    @task(60)
    def browse(self) -> None:
        """Go to another page."""
        path = random.choice(PAGES)
        self._page(path, f"page {path.partition('?')[0]}")
        if path == "/":
            self._answer({"area": "kent", "profile": "sip-today"}, "map: words and ranges")

    @task(13)
    def move_a_slider(self) -> None:
        """Move one weight by hand: any of its hundred steps."""
        self._answer(
            self._looking_at(**{f"w.{random.choice(PARTS)}": self._weight()}), "slider: words and ranges"
        )

    @task(12)
    def filter(self) -> None:
        """Choose a ward, a length, an area or a profile."""
        changes = (
            {"ward": random.choice(self.wards)},
            {"top": str(random.randint(10, 60))},
            {"area": "kent-and-medway"},
            {"profile": "imd-2025"},
        )
        self._answer(self._looking_at(**random.choice(changes)), "filter: words and ranges")

    @task(10)
    def open_a_ward(self) -> None:
        """Read a ward's page, with its two maps."""
        code = random.choice(self.wards)
        self._page(f"/ward/{code}", "page /ward")
        for picture in ("ward", "ward-place"):
            self.client.get(f"/maps/{picture}.svg?ward={code}", name="pictures of /ward")

    @task(5)
    def take_a_list_away(self) -> None:
        """Ask for a shortlist or a file with weights of one's own."""
        weights = "&".join(f"w.{part}={self._weight()}" for part in PARTS)
        asked = f"area=kent&profile=sip-today&{weights}"
        if random.random() < 1 / 3:
            self._page(f"/choose?{asked}", "page /choose, own weights")
        else:
            name = random.choice(("shortlist", "ranking"))
            self.client.get(f"/export/{name}.csv?{asked}", name=f"export {name}, own weights")

    @staticmethod
    def _weight() -> str:
        return f"{random.randint(1, 100) / 100:g}"

    @staticmethod
    def _looking_at(**changes: str) -> dict[str, str]:
        return {"area": "kent", "profile": "sip-today", **changes}

    def _config(self) -> dict[str, str]:
        """Return what the map's page starts from, out of its layout."""
        answer = self._page("/", "arrival: page")
        found: list[dict[str, str]] = []

        def look(part: object) -> None:
            if isinstance(part, dict):
                if part.get("id") == "page-config":
                    found.append(part["data"])
                for one in part.values():
                    look(one)
            elif isinstance(part, list):
                for one in part:
                    look(one)

        look(answer)
        return found[0]

    def _given(self, address: str) -> dict:
        return self.client.get(address, name="arrival: figures").json()

    def _page(self, address: str, name: str) -> dict:
        path, _, search = address.partition("?")
        search = f"?{search}" if search else ""
        given = [("pathname", path), ("search", search)]
        inputs = [{"id": "_pages_location", "property": of, "value": value} for of, value in given]
        outputs = [("_pages_content", "children"), ("_pages_store", "data")]
        return self._update(outputs, inputs, name)

    def _answer(self, state: dict[str, str], name: str) -> None:
        """Ask for the sentences and, as the browser does at the same time, for how sure the ranks are."""
        query = "&".join(f"{key}={value}" for key, value in state.items())
        inputs = [{"id": "page-state", "property": "data", "value": query}]
        self._update([(part, "children") for part in ANSWERED], inputs, name)
        self.client.get(f"/data/certainty.json?release={self.key}&{query}", name=name)

    def _update(self, outputs: list[tuple[str, str]], inputs: list[dict[str, str]], name: str) -> dict:
        asked = {
            "output": "..{}..".format("...".join(f"{part}.{of}" for part, of in outputs)),
            "outputs": [{"id": part, "property": of} for part, of in outputs],
            "inputs": inputs,
            "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs],
        }
        return self.client.post(UPDATE, json=asked, name=name).json()
