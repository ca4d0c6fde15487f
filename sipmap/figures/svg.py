"""Small pieces of SVG: escaped text, numbers without noise, and a picture as a data address."""

from base64 import b64encode
from xml.sax.saxutils import escape, quoteattr

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing zeros, e.g. 12.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return one element; `content` must already be escaped, attribute values are escaped here.

    Underscores in attribute names become hyphens, a trailing one is dropped (`class_`).
    """
    pairs = ""
    for key, value in attributes.items():
        text = number(value) if isinstance(value, int | float) else value
        pairs += f" {key.rstrip('_').replace('_', '-')}={quoteattr(text)}"
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def text(content: str, /, **attributes: str | float) -> str:
    """Return a text element, its content escaped."""
    return tag("text", escape(content), **attributes)


def picture(body: str, width: float, height: float, style: str, label: str) -> str:
    """Return a whole SVG document with a title; colours come from `style`, light and dark."""
    return tag(
        "svg",
        tag("title", escape(label)) + tag("style", escape(style)) + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
    )


def data_uri(svg: str) -> str:
    """Return the picture as an address that an image element can hold."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
