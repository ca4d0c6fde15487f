"""What an indicator, a theme and a profile are: validated declarations; an unknown key is an error."""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from sipmap.catalogue import methods
from sipmap.catalogue.declaration import Declaration
from sipmap.catalogue.rules import Rules
from sipmap.geography import Geography

Kind = Literal["rate", "score", "count", "rank"]
"""rate: numerator over denominator, both apportioned and summed, divided last.
score: a published value without a numerator; its ward value is a mean weighted by `weighted_by`.
count: apportioned and summed. rank: stays with its small area, never averaged."""

Unit = Literal[
    "proportion", "score", "people", "households", "rank", "per 1,000", "ratio", "minutes", "deviations"
]
"""proportion: stored between 0 and 1, shown as a percentage."""

Direction = Literal["higher is worse", "lower is worse", "neither"]


class Indicator(Declaration):
    """One published or derived figure about areas."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    label: str
    """Plain words for a screen, e.g. "Employment deprivation rate"."""
    short: str = Field(max_length=32)
    """For a column heading or a legend."""
    unit: Unit
    kind: Kind
    direction: Direction
    theme: str
    source: str
    """Id of the SOURCE record that brings it (etl/sources)."""
    period: str
    """As stored in observations, e.g. "2022" or "mid-2022"; "" where an indicator has many periods."""
    geography: Geography
    """The smallest geography at which it is published."""
    definition: str
    """One or two plain sentences: what is counted, of whom."""
    reference: str
    """Where the publisher defines it."""
    numerator: str = ""
    denominator: str = ""
    """In words, for kind "rate"."""
    weighted_by: str | None = None
    """For kind "score": id of the count whose people weight the mean."""
    caution: str = ""
    """What a reader must know before using it."""

    @model_validator(mode="after")
    def _complete(self) -> "Indicator":
        if self.kind == "rate" and not (self.numerator and self.denominator):
            raise ValueError(f"{self.id}: a rate names its numerator and denominator")
        if (
            self.kind == "score"
            and self.weighted_by is None
            and self.geography not in ("ward98", "district", "ward")
        ):
            raise ValueError(f"{self.id}: a score of small areas names what it is weighted by")
        return self


class Theme(Declaration):
    """A field of life that indicators belong to."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    label: str


Finite = Annotated[float, Field(allow_inf_nan=False, strict=True)]


class Part(Declaration):
    """One indicator in a profile, with its weight and, where it has many, its period."""

    indicator: str
    weight: float = Field(ge=0, allow_inf_nan=False, strict=True)
    period: str = ""
    goalposts: tuple[Finite, Finite] | None = None
    """For min-max: the lower and the higher value of the indicator that 0 and 1 stand for (the other way
    round where less of it is more need). None means the reference set's least and most."""

    @field_validator("goalposts")
    @classmethod
    def _rising(cls, goalposts: methods.Goalposts | None) -> methods.Goalposts | None:
        return None if goalposts is None else methods.rising(goalposts)


class Profile(Declaration):
    """How a choice is stated: indicators with weights, standardisation, aggregation, size and rules."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    label: str
    description: str
    geography: Literal["ward", "ward98"] = "ward"
    parts: tuple[Part, ...] = Field(min_length=1)
    outliers: methods.Outliers = "none"
    most_winsorised: int = Field(default=5, ge=1)
    """The most areas of the reference set that winsorising may bring in, for each part."""
    standardise: methods.Standardise
    weighting: methods.Weighting = "given"
    """equal: the parts state no weight, or all the same (0 takes one out)."""
    aggregation: methods.Aggregation = "arithmetic"
    geometric_floor: float = Field(default=methods.DEFAULT_FLOOR, gt=0, lt=1, strict=True)
    """The least that a part counts as in a geometric mean, on the min-max scale: one part without any need
    would else make the whole score 0."""
    reference: str
    """Comparison set on whose areas the standardisation is fitted, whatever is being ranked."""
    size: int = Field(default=24, ge=1)
    objective: Literal["need-score", "people-in-need"] = "need-score"
    min_parts: int | None = Field(default=None, ge=1)
    """Least number of parts a ward must have to be ranked; None means all."""
    rules: Rules = Rules()
    note: str = ""
    score_scale: float | None = Field(default=None, gt=0, allow_inf_nan=False, strict=True)
    """What the weights are scaled to add up to; None means their own sum. Only proportions move a rank; this
    keeps a score on its published scale when someone moves a weight."""

    _equal_parts = model_validator(mode="before")(staticmethod(methods.equal_parts))

    @model_validator(mode="after")
    def _methods(self) -> "Profile":
        posts = [part.goalposts for part in self.parts]
        problem = methods.clash(self.outliers, self.standardise, self.aggregation, posts)
        if problem:
            raise ValueError(problem)
        if self.weighting == "equal" and len({p.weight for p in self.parts if p.weight > 0}) > 1:
            raise ValueError(
                "weighting = 'equal' but the parts state different weights; leave the weights out or set "
                "weighting = 'given'"
            )
        return self

    @model_validator(mode="after")
    def _weights(self) -> "Profile":
        ids = [(p.indicator, p.period) for p in self.parts]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.id}: an indicator stands twice")
        if not sum(p.weight for p in self.parts) > 0:
            raise ValueError(f"{self.id}: the weights are all zero")
        return self
