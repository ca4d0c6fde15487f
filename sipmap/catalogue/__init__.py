"""What is measured and how a choice is stated: indicators, themes and profiles."""

from sipmap.catalogue.models import Indicator, Part, Profile, Theme
from sipmap.catalogue.overrides import with_rules
from sipmap.catalogue.parts import part_names, part_period
from sipmap.catalogue.registry import indicator, indicators, load_profile, profile, profiles, themes
from sipmap.catalogue.rules import Group, Rules, parse_group, parse_reason
from sipmap.catalogue.variants import with_methods
from sipmap.catalogue.weights import parse_weight, with_weights

__all__ = [
    "Group",
    "Indicator",
    "Part",
    "Profile",
    "Rules",
    "Theme",
    "indicator",
    "indicators",
    "load_profile",
    "parse_group",
    "parse_reason",
    "parse_weight",
    "part_names",
    "part_period",
    "profile",
    "profiles",
    "themes",
    "with_methods",
    "with_rules",
    "with_weights",
]
