"""A briefing as a file: in one of three forms, under a name that says what is in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sipmap.errors import SipmapError
from sipmap.export.brief import blocks as b
from sipmap.export.brief.docx import as_docx
from sipmap.export.brief.html import as_html
from sipmap.export.brief.pdf import as_pdf
from sipmap.knowledge.uids import slug


@dataclass(frozen=True)
class Form:
    """One form that a briefing can be written in."""

    id: str
    """How a file's name ends, without the dot."""
    label: str
    """What a link calls it."""
    media_type: str
    write: Callable[[b.Document], bytes]


FORMS: Mapping[str, Form] = {
    form.id: form
    for form in (
        Form("pdf", "PDF", "application/pdf", as_pdf),
        Form(
            "docx",
            "Word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            as_docx,
        ),
        Form("html", "web page", "text/html", as_html),
    )
}
DEFAULT = FORMS["pdf"]


@dataclass(frozen=True)
class BriefFile:
    """A briefing that can leave."""

    content: bytes
    name: str
    """Lower case, dashed, ending as its form does."""
    media_type: str


def form_named(name: str) -> Form:
    """Return a form by the end of a file's name; raises SipmapError naming the forms that there are."""
    end = name.strip().lower().lstrip(".")
    found = FORMS.get(end)
    if found is None:
        raise SipmapError(f"A briefing is not written as '{end}'; use pdf, docx or html.")
    return found


def form_of(output: Path, name: str | None = None) -> Form:
    """Return the form that is asked for, else the one that a file's name ends in; a folder gets PDF.

    Raises SipmapError where neither says a form that there is.
    """
    if name:
        return form_named(name)
    if output.is_dir():
        return DEFAULT
    if not output.suffix:
        raise SipmapError(f"'{output.name}' names no form; end it in .pdf, .docx or .html.")
    return form_named(output.suffix)


def brief_file(document: b.Document, stem: str, form: Form) -> BriefFile:
    """Write a briefing; `stem` is its name, of any words."""
    return BriefFile(form.write(document), f"{slug(stem)}.{form.id}", form.media_type)


def ward_stem(name: str, code: str) -> str:
    """Return what a ward's briefing is called."""
    return f"sip-ward-{slug(name)[:40]}-{code}"


def decision_stem(uid: str) -> str:
    """Return what a decision's briefing is called."""
    return f"sip-decision-{uid}"[:60]


def list_stem(area: str, size: int) -> str:
    """Return what the briefing on a list is called that nobody saved."""
    return f"sip-list-{area}-{size}-wards"


def together(documents: Sequence[b.Document]) -> b.Document:
    """Return several briefings as one, each from a new page and a heading lower; one alone stays as it is."""
    first, *rest = documents
    if not rest:
        return first
    names = ", ".join(one.title for one in documents)
    return replace(
        first,
        title=f"Briefings on {len(documents)} wards",
        subtitle=names,
        about=f"What open figures and local people say of {names}.",
        blocks=tuple(block for one in documents for block in _below(one, starts_page=one is not first)),
    )


def _below(document: b.Document, *, starts_page: bool) -> tuple[b.Block, ...]:
    opening = (b.Heading(document.title, starts_page=starts_page), b.Paragraph(document.subtitle, "hint"))
    return (*opening, *(_lower(block) for block in document.blocks))


def _lower(block: b.Block) -> b.Block:
    return replace(block, level=min(block.level + 1, 3)) if isinstance(block, b.Heading) else block
