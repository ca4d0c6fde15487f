"""Natural breaks: the classes whose values lie closest to their own means, found exactly.

Fisher (1958, "On grouping for maximum homogeneity", Journal of the American Statistical Association 53)
states the problem; Jenks (1977) brought it to maps. Least sums of squares are built up class by class; since
the best last split never moves left as values are added, each class needs O(n log n) sums, not O(n^2) (divide
and conquer; the condition is the quadrangle inequality of Yao 1980).
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def natural_breaks(values: Numbers, classes: int) -> list[float]:
    """Return the inner breaks of the classes with the least sum of squared distances from their means.

    Parameters
    ----------
    values : array of float
        Sorted, without NaN. Equal values stay in one class.
    classes : int

    Returns
    -------
    list of float
        The smallest value of each class but the lowest: classes - 1 of them, fewer where there are fewer
        different values. Where two splits are equally good, the one further left.
    """
    different, count = np.unique(values, return_counts=True)
    if different.size <= classes:
        return [float(v) for v in different[1:]]
    # Sums from the middle value: squares of large numbers that lie close together would drown the rest.
    x = different - different[different.size // 2]
    sums = [np.concatenate([[0.0], np.cumsum(part)]) for part in (count * 1.0, count * x, count * x * x)]
    best = _within(sums, np.zeros(x.size, dtype=np.intp), np.arange(1, x.size + 1))
    best = np.concatenate([[0.0], best])
    splits = []
    for made in range(2, classes + 1):
        best, split = _layer(sums, best, made)
        splits.append(split)
    ends = [x.size]
    for split in reversed(splits):
        ends.append(int(split[ends[-1]]))
    return [float(different[end]) for end in reversed(ends[1:])]


def _within(sums: list[Numbers], start: npt.NDArray[np.intp], end: npt.NDArray[np.intp]) -> Numbers:
    """Return the sum of squares about their mean of the values from each start to before each end."""
    weight, first, second = (part[end] - part[start] for part in sums)
    spread: Numbers = second - first * first / weight
    return spread


def _layer(sums: list[Numbers], best: Numbers, made: int) -> tuple[Numbers, npt.NDArray[np.intp]]:
    """Add a class: for each number of values, the least sum and where the last of `made` classes starts.

    Halving strides: the split of each number of values lies between those of its neighbours of the stride
    before, so a stride costs one pass over the values.
    """
    size = best.size - 1
    least = np.full(size + 1, np.inf)
    split = np.full(size + 2, made - 1, dtype=np.intp)
    split[size + 1] = size
    stride = 1 << (size - made).bit_length()
    is_known = np.zeros(size + 2, dtype=bool)
    while stride >= 1:
        ends = np.arange(made - 1 + stride, size + 1, stride)
        ends = ends[~is_known[ends]]
        if ends.size:
            low = split[ends - stride]
            after = np.minimum(ends + stride, size + 1)
            high = np.minimum(np.where(is_known[after], split[after], size), ends - 1)
            length = high - low + 1
            begins = np.concatenate([[0], np.cumsum(length)[:-1]])
            owner = np.repeat(np.arange(ends.size), length)
            tried = np.arange(owner.size) - begins[owner] + low[owner]
            sums_tried = best[tried] + _within(sums, tried, ends[owner])
            least[ends] = np.minimum.reduceat(sums_tried, begins)
            is_least = np.flatnonzero(sums_tried == least[ends][owner])
            split[ends] = tried[is_least[np.unique(owner[is_least], return_index=True)[1]]]
            is_known[ends] = True
        stride //= 2
    return least, split[: size + 1]
