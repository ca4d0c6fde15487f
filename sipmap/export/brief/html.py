"""A briefing as one web page that stands alone: nothing is fetched for it, and it prints on A4."""

from html import escape

from sipmap.export.brief import blocks as b
from sipmap.figures.svg import data_uri

STYLE = """
:root{color-scheme:light dark;--text:#1b2628;--hint:#4d5b63;--page:#fff;--surface:#f3f6f5;--line:#cfd8d7;
--accent:#0b5c5e;--focus:#b3320b;--warn-text:#6b3300;--warn-ground:#fff3dc;--warn-line:#b76e00}
@media (prefers-color-scheme:dark){:root{--text:#e6eced;--hint:#adbabe;--page:#12191c;--surface:#1b2529;
--line:#35434a;--accent:#7fd1cb;--focus:#ffb86b;--warn-text:#ffd9a0;--warn-ground:#33260f;--warn-line:#d79a3c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:1.5rem clamp(1rem,4vw,2rem) 3rem;background:var(--page);
color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,
sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.25;margin:1.75em 0 .5em;text-wrap:balance}
h1{font-size:1.75rem;margin-top:0;color:var(--accent)}h2{font-size:1.375rem;color:var(--accent)}
h3{font-size:1.125rem}h4{font-size:1rem}
p,ul{margin:.6rem 0}ul{padding-left:1.25rem}li{margin:.3rem 0}
.lead{font-size:1.125rem}.hint,.subtitle,figcaption,caption,footer{color:var(--hint)}
.hint,figcaption,caption,footer{font-size:.875rem}
.notice{padding:.6rem .9rem;color:var(--warn-text);background:var(--warn-ground);
border-left:5px solid var(--warn-line)}
.box{overflow-x:auto;margin:1.25rem 0;position:relative}
.box:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:36rem;font-size:.9375rem}
caption{text-align:left;padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--surface);border-bottom:2px solid var(--accent)}
tbody th{font-weight:600}
.num{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:1.25rem 0}img{max-width:100%;height:auto;display:block}figcaption{margin-top:.4rem}
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line)}
@page{size:A4;margin:18mm}
@media print{:root{color-scheme:light;--text:#000;--hint:#333;--page:#fff;--surface:#f3f6f5;--line:#999;
--accent:#0b5c5e;--warn-text:#000;--warn-ground:#fff}
body{max-width:none;padding:0;font-size:10pt}h1{font-size:18pt}h2{font-size:14pt}h3{font-size:12pt}
.lead{font-size:11pt}table{font-size:9pt;min-width:0}.box{overflow:visible}
h1,h2,h3,h4{break-after:avoid}.page{break-before:page}tr,figure,li,.notice{break-inside:avoid}}
.close{font-size:.9375rem}
@media print{.close{font-size:8.5pt}}
"""


def as_html(document: b.Document) -> bytes:
    """Return the briefing as a web page."""
    said = b.plain
    body = "\n".join(_block(block, number) for number, block in enumerate(document.blocks, start=1))
    subtitle = f'<p class="subtitle">{_text(document.subtitle)}</p>\n' if said(document.subtitle) else ""
    page = f"""<!DOCTYPE html>
<html lang="{b.LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{_text(document.about)}">
<meta name="dcterms.created" content="{document.made_on.isoformat()}">
<title>{_text(document.title)}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body class="{document.size}">
<main>
<h1>{_text(document.title)}</h1>
{subtitle}{body}
</main>
<footer><p>{_text(document.foot)}</p></footer>
</body>
</html>
"""
    return page.encode()


def _text(text: str) -> str:
    return escape(b.plain(text))


def _block(block: b.Block, number: int) -> str:
    match block:
        case b.Heading(text, level, starts_page):
            begins = ' class="page"' if starts_page else ""
            return f"<h{level + 1}{begins}>{_text(text)}</h{level + 1}>"
        case b.Paragraph(text, kind):
            kind_of = "" if kind == "body" else f' class="{escape(kind)}"'
            return f"<p{kind_of}>{_text(text)}</p>"
        case b.Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{_text(item)}</li>" for item in items) + "\n</ul>"
        case b.Notice(word, text):
            return f'<p class="notice"><strong>{_text(word).rstrip(".")}.</strong> {_text(text)}</p>'
        case b.Table():
            return _table(block, f"table-{number}")
        case b.Picture():
            return _picture(block)


def _table(table: b.Table, name: str) -> str:
    """Return a table in a box that scrolls where the screen is narrower, by keyboard too."""
    kinds = [' class="num"' if column.is_number else "" for column in table.columns]
    head = "".join(
        f'<th scope="col"{kind}>{_text(column.heading)}</th>'
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    whole = sum(column.share for column in table.columns)
    widths = "".join(f'<col style="width:{column.share / whole:.1%}">' for column in table.columns)
    rows = "\n".join(f"<tr>{_cells(row, kinds)}</tr>" for row in table.rows)
    return (
        f'<div class="box" role="region" tabindex="0" aria-labelledby="{name}">\n<table>\n'
        f'<caption id="{name}">{_text(table.caption)}</caption>\n'
        f"<colgroup>{widths}</colgroup>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _cells(row: tuple[str, ...], kinds: list[str]) -> str:
    first, *rest = zip(row, kinds, strict=True)
    named = f'<th scope="row"{first[1]}>{_text(first[0])}</th>'
    return named + "".join(f"<td{kind}>{_text(cell)}</td>" for cell, kind in rest)


def _picture(picture: b.Picture) -> str:
    caption = f"\n<figcaption>{_text(picture.caption)}</figcaption>" if b.plain(picture.caption) else ""
    width = f"{picture.share * 100:g}%"
    return (
        f'<figure>\n<img src="{data_uri(picture.svg)}" alt="{_text(picture.alt)}" width="{width}">'
        f"{caption}\n</figure>"
    )
