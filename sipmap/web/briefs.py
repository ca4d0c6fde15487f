"""Routes of briefings: a ward, a decision or a list as a file, kept while nothing in the database moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Flask, Response, request

from sipmap.desk.choice import Choice
from sipmap.desk.form import typed
from sipmap.desk.wardreport import WardReport
from sipmap.errors import ProfileError, UnknownCodeError
from sipmap.export.brief.decision import decision_document
from sipmap.export.brief.files import (
    BriefFile,
    Form,
    brief_file,
    decision_stem,
    form_named,
    list_stem,
    ward_stem,
)
from sipmap.export.brief.listread import ListBrief, decision_brief, list_brief
from sipmap.export.brief.ward import ward_document
from sipmap.store.pulse import Pulse, pulse
from sipmap.web.auth import SignIn
from sipmap.web.bounded import remembered
from sipmap.web.choice import stated
from sipmap.web.choosing import Choices
from sipmap.web.data import FEW
from sipmap.web.pages import choose, decisions

WARD_PATH = "/brief/ward"
ReportOf = Callable[[str, date], WardReport]
"""Gives the report of a ward, by its code, on a day; raises UnknownCodeError where there is none."""
KEPT = 32
"""Files that are kept, of 0.1 to 0.4 MB each."""


class Briefs:
    """Briefings over one database: a file is the same until the database moves or the day ends."""

    def __init__(self, choices: Choices, report: ReportOf) -> None:
        self.choices, self.figures, self._report = choices, choices.figures, report
        self._ward = remembered(KEPT, self._make_ward)
        self._decision = remembered(KEPT, self._make_decision)
        self._list = remembered(KEPT, self._make_list)
        self._read = remembered(FEW, self._read_decision)
        self._read_list = remembered(FEW, self._list_brief)

    def ward(self, code: str, form: Form) -> BriefFile:
        """Return a ward's briefing; raises UnknownCodeError where there is no such ward."""
        return self._ward(*self._now(), code.strip().upper(), form.id)

    def decision(self, uid: str, form: Form) -> BriefFile:
        """Return a decision's briefing; who may see it is asked before."""
        return self._decision(*self._now(), uid, form.id)

    def shortlist(self, choice: Choice, form: Form) -> BriefFile:
        """Return the briefing on a list that nobody saved; raises ProfileError where rules cannot hold."""
        return self._list(*self._now(), choice, form.id)

    def _now(self) -> tuple[Pulse, date]:
        return pulse(self.figures.engine), datetime.now(UTC).date()

    def _make_ward(self, _: Pulse, today: date, code: str, form: str) -> BriefFile:
        report = self._report(code, today)
        return brief_file(ward_document(report), ward_stem(report.name, report.code), form_named(form))

    def _make_decision(self, moment: Pulse, today: date, uid: str, form: str) -> BriefFile:
        document = decision_document(self._read(moment, today, uid))
        return brief_file(document, decision_stem(uid), form_named(form))

    def _make_list(self, moment: Pulse, today: date, choice: Choice, form: str) -> BriefFile:
        document = decision_document(self._read_list(moment, today, choice))
        return brief_file(document, list_stem(choice.comparison.id, choice.size), form_named(form))

    def _read_decision(self, _: Pulse, today: date, uid: str) -> ListBrief:
        return decision_brief(self.figures.engine, uid, today)

    def _list_brief(self, _: Pulse, today: date, choice: Choice) -> ListBrief:
        account = self.choices.account(self.figures.release(), choice)
        return list_brief(self.figures.engine, account, today)


def add_briefs(server: Flask, choices: Choices, sign_in: SignIn, report: ReportOf) -> None:
    """Add the routes."""
    briefs = Briefs(choices, report)

    @server.get(f"{WARD_PATH}.<form>")
    def ward_brief(form: str) -> Response:
        code = request.args.get("ward", "")
        if not code.strip():
            raise UnknownCodeError(f"Say which ward: {WARD_PATH}.{form}?ward=CODE.")
        return _given(briefs.ward(code, form_named(form)))

    @server.get(f"{decisions.BRIEF_PATH}.<form>")
    def decision_briefing(form: str) -> Response:
        chosen, uid = form_named(form), request.args.get("id", "")
        decisions.check_seen(decisions.allowed(choices.figures, sign_in.person(request)), uid)
        return _given(briefs.decision(uid, chosen))

    @server.get(f"{choose.BRIEF_PATH}.<form>")
    def list_briefing(form: str) -> Response:
        chosen = form_named(form)
        choice, mistakes = stated(*typed(request.args.to_dict(flat=False)))
        if choice is None:
            raise ProfileError(" ".join(mistake.sentence for mistake in mistakes))
        return _given(briefs.shortlist(choice, chosen))


def _given(made: BriefFile) -> Response:
    """Answer with a file: a Word file to save, what a browser shows to be shown; asked for anew each time."""
    response = Response(made.content, mimetype=made.media_type)
    how = "attachment" if made.media_type.endswith("document") else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{made.name}"'
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
