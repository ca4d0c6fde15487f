"""Shortlists worked out for pages, remembered by what was asked for; and the same as a file to take away."""

from functools import lru_cache

import pandas as pd
from flask import Flask, Response, request

from sipmap.catalogue import profile
from sipmap.desk.backtest import run_backtest
from sipmap.desk.pockets import pockets_outside
from sipmap.desk.shortlisting import ranking_shortlist
from sipmap.errors import ProfileError
from sipmap.export.shortlist import ShortlistAccount, shortlist_csv
from sipmap.scoring.backtest import Backtest
from sipmap.store.read import ReleaseRecord
from sipmap.web.choice import Choice, stated
from sipmap.web.data import FEW, MANY, Figures
from sipmap.web.form import typed

BRIEFING_PROFILE = "sip-2002"
EXPORT_PATH = "/export/shortlist.csv"


class Choices:
    """Shortlists and the back-test over one database, each remembered for a release."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.account = lru_cache(MANY)(self._account)
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
        sure = self.figures.certainty(release, choice.comparison, choice.profile, choice.weights, choice.size)
        return ShortlistAccount(inputs, found, sure)

    def _backtest(self, release: ReleaseRecord) -> Backtest:
        return run_backtest(self.figures.engine, profile(BRIEFING_PROFILE))

    def pockets(self, release: ReleaseRecord, account: ShortlistAccount) -> pd.DataFrame:
        """Return the worst-decile small areas outside the list, with the names of each and of its ward."""
        return pockets_outside(self.figures.small_areas(release), account.names, account.shortlist.codes)


def file_name(choice: Choice) -> str:
    """Return e.g. sip-shortlist-kent-2025-24-wards.csv."""
    return f"sip-shortlist-{choice.comparison.id}-2025-{choice.size}-wards.csv"


def add_shortlist_route(server: Flask, choices: Choices) -> None:
    """Add the shortlist as CSV, byte for byte what the command line writes for the same rules."""

    @server.get(EXPORT_PATH)
    def shortlist_export() -> Response:
        form, half = typed(request.args.to_dict(flat=False))
        choice, mistakes = stated(form, half)
        if choice is None:
            raise ProfileError(" ".join(m.sentence for m in mistakes))
        account = choices.account(choices.figures.release(), choice)
        response = Response(shortlist_csv(account), mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(choice)}"'
        response.headers["Cache-Control"] = "no-cache"
        return response
