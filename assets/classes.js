/* Classes of the map: quantiles, natural breaks, fixed steps. The same formulas as sipmap.figures.classes and
   sipmap.figures.naturalbreaks, to the last bit; tests/journeys compares them. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const MOST = 7, ROUND_STEPS = [1, 2, 2.5, 5];

  /* Inner breaks, ascending; `scheme` is written `natural.6`. */
  ns.breaks = function (values, scheme) {
    const [method, number] = scheme.split(".");
    const sorted = Float64Array.from(Array.from(values).filter((v) => v !== null && !Number.isNaN(v))).sort();
    return sorted.length ? { quantiles, natural, fixed }[method](sorted, Number(number)) : [];
  };

  ns.classOf = function (value, inner) {
    if (value === null || Number.isNaN(value)) return -1;
    let at = 0;
    while (at < inner.length && value >= inner[at]) at += 1;
    return at;
  };

  /* At equal shares of the values (type 7), coinciding ones once. */
  function quantiles(sorted, classes) {
    const inner = [];
    for (let c = 1; c < classes; c++) {
      const at = (sorted.length - 1) * c / classes, low = Math.floor(at);
      const value = sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
      if (value > sorted[0] && (!inner.length || value > inner[inner.length - 1])) inner.push(value);
    }
    return inner;
  }

  /* The least sum of squares within classes, exactly: the best last split moves one way only (divide and conquer). */
  function natural(sorted, classes) {
    const different = [], count = [];
    for (const value of sorted) {
      if (different.length && different[different.length - 1] === value) count[count.length - 1] += 1;
      else { different.push(value); count.push(1); }
    }
    const size = different.length;
    if (size <= classes) return different.slice(1);
    const middle = different[size >> 1];
    const [weight, first, second] = [0, 0, 0].map(() => new Float64Array(size + 1));
    for (let i = 0; i < size; i++) {
      const x = different[i] - middle;
      weight[i + 1] = weight[i] + count[i];
      first[i + 1] = first[i] + count[i] * x;
      second[i + 1] = second[i] + count[i] * x * x;
    }
    const within = (i, j) => {
      const sum = first[j] - first[i];
      return second[j] - second[i] - sum * sum / (weight[j] - weight[i]);
    };
    let best = Float64Array.from({ length: size + 1 }, (_, j) => (j ? within(0, j) : 0));
    const splits = [];
    for (let made = 2; made <= classes; made++) {
      const least = new Float64Array(size + 1).fill(Infinity), split = new Int32Array(size + 1);
      const solve = (from, to, low, high) => {
        if (from > to) return;
        const j = (from + to) >> 1;
        for (let i = low; i <= Math.min(high, j - 1); i++) {
          const sum = best[i] + within(i, j);
          if (sum < least[j]) { least[j] = sum; split[j] = i; }
        }
        solve(from, j - 1, low, split[j]);
        solve(j + 1, to, split[j], high);
      };
      solve(made, size, made - 1, size);
      best = least;
      splits.push(split);
    }
    const inner = [];
    let end = size;
    for (const split of splits.reverse()) { end = split[end]; inner.unshift(different[end]); }
    return inner;
  }

  /* The multiples of a round step whose number of classes comes nearest. */
  function fixed(sorted, classes) {
    const low = sorted[0], high = sorted[sorted.length - 1];
    if (low === high) return [];
    const power = Math.floor(Math.log10((high - low) / classes));
    let found = null;
    for (const p of [power - 1, power, power + 1]) {
      for (const step of ROUND_STEPS) {
        const inner = multiples(low, high, step, p), off = (one) => Math.abs(one.length + 1 - classes);
        if (inner.length >= MOST) continue;
        if (!found || off(inner) < off(found) || (off(inner) === off(found) && inner.length < found.length)) found = inner;
      }
    }
    return found;
  }

  function multiples(low, high, step, power) {
    const inner = [];
    let count = Math.floor(low / times(1, step, power));
    while (inner.length <= MOST) {
      const at = times(++count, step, power);
      if (at >= high) break;
      if (at > low) inner.push(at);
    }
    return inner;
  }

  const times = (count, step, power) => (power >= 0 ? count * step * 10 ** power : count * step / 10 ** -power);
})(window.sipmap);
