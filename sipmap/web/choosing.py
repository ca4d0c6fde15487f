"""Shortlists worked out for pages, remembered by what was asked for."""

from dataclasses import replace

from sipmap.catalogue import Profile, Rules, profile
from sipmap.desk.backtest import run_backtest
from sipmap.desk.choice import Choice
from sipmap.desk.doubt import Doubt, ranking_doubt
from sipmap.desk.shortlisting import Ground, read_ground
from sipmap.export.shortlist import ShortlistAccount, account_of
from sipmap.geography import ComparisonSet
from sipmap.scoring.backtest import Backtest
from sipmap.scoring.uncertainty import EVERYTHING, RankUncertainty
from sipmap.store.read import ReleaseRecord
from sipmap.web.bounded import by_size, remembered
from sipmap.web.data import FEW, SOME, Figures

BRIEFING_PROFILE = "sip-2002"


class Choices:
    """Shortlists and the back-test over one database, each remembered for a release."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.account = by_size(SOME, self._account, of_england=1)
        self._ground = by_size(SOME, self._read_ground, of_england=1)
        self._doubt_of = remembered(SOME, self._doubt)
        self.backtest = remembered(FEW, self._backtest)

    def _account(self, release: ReleaseRecord, choice: Choice) -> ShortlistAccount:
        """Choose a shortlist; raises ProfileError where its rules cannot all hold."""
        inputs = self.figures.inputs(release, choice.comparison, choice.profile)
        return account_of(
            self._ground(release, choice.comparison, choice.profile),
            inputs,
            choice,
            self.certainty(release, choice),
            worst=self.figures.worst_pockets(release, choice.comparison, choice.profile),
            summaries=self.figures.summaries(release, choice.comparison, choice.profile),
        )

    def _read_ground(self, release: ReleaseRecord, comparison: ComparisonSet, chosen: Profile) -> Ground:
        return read_ground(self.figures.engine, self.figures.inputs(release, comparison, chosen))

    def certainty(self, release: ReleaseRecord, choice: Choice) -> RankUncertainty:
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
        return ranking_doubt(layout, inputs, self.certainty(release, choice), dict(choice.weights))

    def _backtest(self, release: ReleaseRecord) -> Backtest:
        return run_backtest(self.figures.engine, profile(BRIEFING_PROFILE))
