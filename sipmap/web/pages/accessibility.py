"""The accessibility statement: what was tested and how, what does not work, and whom to tell."""

from datetime import date

from dash import dcc, html

from sipmap.words.flags import day

PATH, TITLE = "/accessibility", "Accessibility statement"
PREPARED = date(2026, 11, 22)
"""When the statement was last read against the pages: change it with them."""
STANDARD = "https://www.w3.org/TR/WCAG22/"
ENFORCEMENT = "https://www.equalityadvisoryservice.com/"

ABLE = (
    "do everything by keyboard alone, with the focus in sight",
    "have each page read in order by a screen reader, with its headings, landmarks and names of controls",
    "make text twice as large, or use a screen 320 pixels wide, without losing anything or scrolling "
    "sideways",
    "use light or dark colours as your device is set; nothing is told by colour alone",
    "ask for less motion: nothing moves then but what you move yourself",
    "have any term explained where it stands, by the button after it",
)
TESTED = (
    "Every page and the states it can be in, at 1440 pixels wide in light and at 360 in dark colours, with "
    "axe-core in Chromium, each time the software changes; of rows and shapes that are made by hundreds, "
    "the first thirty. A program finds only some faults.",
    "Scripted journeys by keyboard alone: weights, a list under rules, a decision saved and worked out "
    "again; from a postcode to a ward; figures loaded and seen. They tab from where the focus is.",
    "The tree that a screen reader is given: headings in order, names of landmarks, controls, tables and "
    "pictures.",
    "Contrast of text, of focus and of the map\u2019s classes and outlines as they are drawn, in light and "
    "dark; the focus seen and in sight on each kind of control on a screen 320 pixels wide.",
    "Text at 200%, pages at 320 pixels, and wider spacing of lines, words and letters (WCAG 1.4.12), "
    "measured for anything cut off; targets measured on a phone.",
    "Pages looked at by their makers at 1440, 1024, 768 and 360 pixels; the map and a ward\u2019s page also "
    "with the high-contrast colours of a system.",
)
FAULTS = (
    (
        "The map",
        "The map of Kent and Medway is one stop of the keyboard, whose arrows go from ward to ward. For all "
        "of England there are too many wards for that: use the ranking beside it, which holds the same "
        "wards and figures (WCAG 1.1.1, 2.1.1: the table is the alternative).",
    ),
    (
        "Pages need JavaScript",
        "Without it no page is drawn. Files can be taken away without it where their address is known.",
    ),
    (
        "Charts",
        "A chart\u2019s alternative text gives its shape in a sentence; each figure stands in the table "
        "after it.",
    ),
    (
        "The sheet of need against provision",
        "On a narrow screen it scrolls sideways within its own frame, since its rows and columns are "
        "compared (allowed by WCAG 1.4.10); its gaps and overlaps are told in sentences below it.",
    ),
    (
        "Formulas",
        "They are written in plain characters, so that each reads as text; a screen reader may leave out "
        "some signs. Each is said in words as well.",
    ),
    (
        "What people write",
        "Statements of local knowledge and files from elsewhere are shown as they were given; we cannot "
        "vouch for their wording or for sites that they link to.",
    ),
)
NOT_DONE = (
    "No people who use screen readers, magnifiers, switches or voice control every day have tested sipmap "
    "yet, and it has not been audited by anyone outside. Browsers other than Chromium have not been tested. "
    "So it may fail in ways that are not listed here."
)


def page(contact: str = "") -> html.Div:
    """Return the statement; `contact` is the operator's own address, telephone number or the like."""
    return html.Div(
        [
            html.H1(TITLE),
            html.P(
                [
                    "sipmap is partially conformant with the Web Content Accessibility Guidelines ",
                    html.A("(WCAG) 2.2, level AA", href=STANDARD, rel="external"),
                    ": the failures that are known are listed below, and so is what has not been tested.",
                ],
                className="opening",
            ),
            html.P("We want as many people as possible to be able to use it. You should be able to:"),
            html.Ul([html.Li(f"{text}.") for text in ABLE]),
            html.H2("What does not work, or not for everyone", id="faults"),
            html.Dl([piece for name, text in FAULTS for piece in (html.Dt(name), html.Dd(text))]),
            html.H2("What was not tested", id="not-tested"),
            html.P(NOT_DONE),
            html.H2("How it was tested", id="tested"),
            html.Ul([html.Li(text) for text in TESTED]),
            html.H2("Tell us, or ask for another form", id="contact"),
            *_contact(contact),
            html.H2("If you are not content with the answer", id="enforcement"),
            html.P(
                [
                    "In England, Scotland and Wales the Equality and Human Rights Commission enforces the "
                    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility "
                    "Regulations 2018. Advice comes from the ",
                    html.A("Equality Advisory and Support Service", href=ENFORCEMENT, rel="external"),
                    ".",
                ]
            ),
            html.P(
                [
                    f"This statement was prepared on {day(PREPARED)} from the project\u2019s own tests. "
                    "What figures mean is said on ",
                    dcc.Link("Data and methods", href="/data-and-methods"),
                    ", and what words mean on ",
                    dcc.Link("Words", href="/words"),
                    ".",
                ],
                className="hint",
            ),
        ],
        className="prose",
    )


def _contact(contact: str) -> list[html.P]:
    if contact:
        return [
            html.P(
                "If something does not work for you, or you need a page in another form (large print, easy "
                "read, a plain file), write or call:"
            ),
            html.P(html.Strong(contact), id="contact-address"),
            html.P("Say which page it was, what you tried and what you use to read it."),
        ]
    return [
        html.P(
            "Whoever runs this copy of sipmap has not given a contact yet, so ask the council that you had "
            "the address from. Operators: set SIPMAP_CONTACT to an e-mail address or telephone number, and "
            "it is shown here."
        )
    ]
