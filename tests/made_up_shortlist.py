"""Made-up wards to choose from, and the plain way to choose: look at every list."""

from itertools import combinations

import numpy as np
import pandas as pd

from sipmap.scoring.shortlist.named import problem
from sipmap.scoring.shortlist.wards import lay_out

AREA = "Midshire"


def made_up_ranking(scores, districts):
    """Make a ranking of wards E05099000 and on; a score of None is unranked."""
    codes = [f"E0509{9000 + i}" for i in range(len(scores))]
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "name": [f"Ward {i}" for i in range(len(scores))],
            "district": districts,
            "score": [np.nan if s is None else float(s) for s in scores],
            "reason": ["" if s is not None else "No figure for Jobs." for s in scores],
        }
    )
    frame["rank"] = frame["score"].rank(ascending=False, method="min").astype("Int64")
    return frame


def made_up_people(ranking, people, in_need=None):
    in_need = [p / 10 for p in people] if in_need is None else in_need
    return pd.DataFrame(
        {
            "area_code": ranking["area_code"],
            "people": [float(p) for p in people],
            "employment_deprived": [float(n) for n in in_need],
            "worst_decile_residents": 0.0,
        }
    )


def random_wards(count, districts, seed):
    """Make a large random ranking with people; scores of either sign."""
    random = np.random.default_rng(seed)
    names = [f"District {d}" for d in random.integers(0, districts, count)]
    ranking = made_up_ranking(random.normal(size=count).tolist(), names)
    people = random.integers(10, 90, count) * 100
    return ranking, made_up_people(ranking, people, people * random.uniform(0.05, 0.2, count))


def random_touching(ranking, seed):
    """Let wards touch as points in a plane would: about three pairs a ward."""
    random = np.random.default_rng(seed)
    points, codes = random.random((len(ranking), 2)), ranking["area_code"].tolist()
    distance = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    near = np.argsort(distance, axis=1)[:, 1:5]
    pairs = {tuple(sorted((codes[i], codes[j]))) for i in range(len(codes)) for j in near[i]}
    return pd.DataFrame(sorted(pairs), columns=["left_code", "right_code"])


def stated(ranking, size, rules, people=None, *, touching=None, objective="need-score"):
    wards = lay_out(ranking, people, objective, AREA)
    return problem(wards, size, rules, touching=touching)


def every_list(stated_problem):
    """Yield every list that keeps the rules, the floor as the issue words it."""
    n = len(stated_problem.wards.codes)
    below = stated_problem.below_floor

    def lists(size):
        for places in combinations(range(n), size):
            chosen = np.zeros(n, dtype=bool)
            chosen[list(places)] = True
            kept = not (chosen & ~stated_problem.can_be_chosen).any()
            kept &= not (stated_problem.marked("pin") & ~chosen).any()
            if kept and stated_problem.keeps_counts(chosen):
                yield chosen

    sizes = range(stated_problem.size + 1)
    needed = [int((c & below).sum()) for size in sizes for c in lists(size)] if below.any() else [0]
    fewest = min(needed, default=0)
    return [c for c in lists(stated_problem.size) if (c & below).sum() <= fewest]


def by_brute_force(stated_problem):
    """Return the codes of the best list: the most, then the earlier ward where lists first differ."""
    found = every_list(stated_problem)
    if not found:
        return None
    best = max(found, key=lambda c: (stated_problem.total(c), tuple(c)))
    return codes_of(stated_problem, best)


def codes_of(stated_problem, chosen):
    return [code for code, is_in in zip(stated_problem.wards.codes, chosen, strict=True) if is_in]
