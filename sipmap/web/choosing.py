"""Shortlists worked out for pages, remembered by what was asked for; and the same as a file to take away."""

from dataclasses import replace
from functools import lru_cache

from flask import Flask, Response, request

from sipmap.catalogue import Rules, profile
from sipmap.desk.backtest import run_backtest
from sipmap.desk.communal import area_warnings
from sipmap.desk.doubt import Doubt, ranking_doubt
from sipmap.desk.form import typed
from sipmap.desk.shortlisting import ranking_shortlist
from sipmap.errors import ProfileError
from sipmap.export.shortlist import ShortlistAccount, shortlist_account, shortlist_export
from sipmap.scoring.backtest import Backtest
from sipmap.scoring.uncertainty import EVERYTHING, RankUncertainty
from sipmap.store.read import ReleaseRecord
from sipmap.web.choice import Choice, stated
from sipmap.web.data import FEW, MANY, SOME, Figures

BRIEFING_PROFILE = "sip-2002"
EXPORT_PATH = "/export/shortlist.csv"


class Choices:
    """Shortlists and the back-test over one database, each remembered for a release."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.account = lru_cache(MANY)(self._account)
        self._doubt_of = lru_cache(SOME)(self._doubt)
        self.backtest = lru_cache(FEW)(self._backtest)

    def _account(self, release: ReleaseRecord, choice: Choice) -> ShortlistAccount:
        """Choose a shortlist; raises ProfileError where its rules cannot all hold."""
        inputs = self.figures.inputs(release, choice.comparison, choice.profile)
        found = ranking_shortlist(
            self.figures.engine,
            inputs,
            choice.rules,
            choice.size,
            objective=choice.objective,
            weights=dict(choice.weights),
        )
        weights = dict(choice.weights)
        return shortlist_account(
            inputs,
            found,
            self._certainty(release, choice),
            small=self.figures.small_areas(release),
            weights=weights,
            communal=area_warnings(self.figures.engine, inputs, choice.size, weights),
            summaries=self.figures.summaries(release, choice.comparison, choice.profile),
            rules=choice.rules,
        )

    def _certainty(self, release: ReleaseRecord, choice: Choice) -> RankUncertainty:
        """Return how sure the ranks are; where everything may vary, what the map page remembers too."""
        held = {} if choice.varied == EVERYTHING else {"varied": choice.varied}
        return self.figures.certainty(
            release, choice.comparison, choice.profile, choice.weights, choice.size, **held
        )

    def doubt(self, release: ReleaseRecord, choice: Choice) -> Doubt:
        """Say what moves the ranks near the cut; rules move no rank, so they do not ask it anew."""
        return self._doubt_of(release, replace(choice, rules=Rules(), objective=choice.profile.objective))

    def _doubt(self, release: ReleaseRecord, choice: Choice) -> Doubt:
        """Say what moves the ranks near the cut, and what chance alone leaves open."""
        layout = self.figures.layout(release, choice.comparison, choice.profile)
        inputs = self.figures.inputs(release, choice.comparison, choice.profile)
        return ranking_doubt(layout, inputs, self._certainty(release, choice), dict(choice.weights))

    def _backtest(self, release: ReleaseRecord) -> Backtest:
        return run_backtest(self.figures.engine, profile(BRIEFING_PROFILE))


def add_shortlist_route(server: Flask, choices: Choices) -> None:
    """Add the shortlist as CSV, byte for byte what the command line writes for the same rules."""

    @server.get(EXPORT_PATH)
    def shortlist_file() -> Response:
        form, half = typed(request.args.to_dict(flat=False))
        choice, mistakes = stated(form, half)
        if choice is None:
            raise ProfileError(" ".join(m.sentence for m in mistakes))
        account = choices.account(choices.figures.release(), choice)
        made = shortlist_export(account)
        response = Response(made.csv, mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
        response.headers["Cache-Control"] = "no-cache"
        return response
