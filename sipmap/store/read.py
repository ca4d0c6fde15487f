"""Everything that is read names its release; frames come back, with a dtype for each column.

One door to the readers: releases and provenance, geography, figures.
"""

from sipmap.store.read_figures import flags, observations, standardisation
from sipmap.store.read_geography import (
    areas,
    areas_in_box,
    former_names,
    links,
    places,
    weights,
)
from sipmap.store.read_lookups import (
    MapLayerRecord,
    PostcodeRecord,
    map_layer,
    map_layer_by_hash,
    map_layers,
    postcode,
    postcodes_starting,
)
from sipmap.store.read_releases import (
    ReleaseRecord,
    active_release,
    datasets,
    declarations,
    load_reports,
    releases,
    sources,
)

__all__ = [
    "MapLayerRecord",
    "PostcodeRecord",
    "ReleaseRecord",
    "active_release",
    "areas",
    "areas_in_box",
    "datasets",
    "declarations",
    "flags",
    "former_names",
    "links",
    "load_reports",
    "map_layer",
    "map_layer_by_hash",
    "map_layers",
    "observations",
    "places",
    "postcode",
    "postcodes_starting",
    "releases",
    "sources",
    "standardisation",
    "weights",
]
