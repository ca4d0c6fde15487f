"""Back-test 2002: what different rules of spread give on the index of that time, and what that shows."""

from dash import html

from sipmap.errors import ProfileError, SipmapError
from sipmap.scoring.backtest import WORST, Backtest
from sipmap.web.choosing import Choices
from sipmap.web.components.attributes import aria
from sipmap.web.components.captions import caption
from sipmap.web.components.export_link import csv_link, headed
from sipmap.web.components.states import problem
from sipmap.words.backtest import backtest

PATH, TITLE = "/back-test-2002", "Back-test 2002"
HEADINGS = ("Rule of spread", "Wards", f"In the worst {WORST}", "Compatible with the briefing")


def page(choices: Choices) -> html.Div:
    """Return the page; what is missing where the release holds no figures of 2000."""
    try:
        return content(choices.backtest(choices.figures.release()))
    except ProfileError as error:
        return html.Div([html.H1(TITLE), html.P(str(error))], className="state-page")
    except SipmapError as error:
        return problem(error)


def content(found: Backtest) -> html.Div:
    """Say what the back-test gives: the sentence that frames it, the outcomes, what follows."""
    said = backtest(found)
    count = len(found.outcomes)
    head = [html.Th(h, scope="col", className="num" if 0 < n < 3 else "") for n, h in enumerate(HEADINGS)]
    return html.Div(
        [
            html.H1(TITLE),
            html.P(said[0], className="opening"),
            *[html.P(s) for s in said[1 + count :]],
            headed(html.H2("What each rule gives", id="outcomes"), csv_link("back-test", "outcomes")),
            html.Div(
                html.Table(
                    [caption("What each rule gives"), html.Thead(html.Tr(head)), html.Tbody(_rows(found))]
                ),
                className="scroll-box",
                tabIndex=0,
                role="region",
                **aria(labelledby="outcomes"),
            ),
            html.H2("The same in words"),
            html.Ul([html.Li(s) for s in said[1 : 1 + count]]),
        ],
        className="prose",
    )


def _rows(found: Backtest) -> list[html.Tr]:
    return [
        html.Tr(
            [
                html.Th(f"{row['label'][0].upper()}{row['label'][1:]}", scope="row"),
                html.Td(str(row["wards"]), className="num"),
                html.Td(str(row["in_worst"]), className="num"),
                html.Td("yes" if row["is_compatible"] else "no"),
            ]
        )
        for row in found.outcomes.to_dict("records")
    ]
