"""Tables for a terminal: aligned columns, numbers to the right."""

import pandas as pd


def text_table(frame: pd.DataFrame, decimals: int = 3) -> str:
    """Return a frame as aligned text, missing figures as a dash."""
    cells = frame.astype(object).map(lambda v: _shown(v, decimals))
    numeric = [pd.api.types.is_numeric_dtype(t) for t in frame.dtypes]
    widths = [max([len(str(c)), *(len(v) for v in cells.iloc[:, i])]) for i, c in enumerate(frame.columns)]
    rows = [list(map(str, frame.columns)), ["-" * w for w in widths], *cells.to_numpy().tolist()]
    return "\n".join(
        "  ".join(
            v.rjust(w) if right else v.ljust(w) for v, w, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    )


def _shown(value: object, decimals: int) -> str:
    if pd.isna(value):  # type: ignore[call-overload]  # any scalar
        return "-"
    return f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
