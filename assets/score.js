/* The one sum that the browser works out: a weighted mean of standardised values, and its ranks.
   The same formulas as sipmap.scoring; tests/journeys compares them. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const TIE_DECIMALS = 1e9;

  /* Scores by ward: scale * sum(w z) / sum(w). A missing part adds nothing; too few weighted parts, no score. */
  ns.scores = function (data, weights) {
    const count = data.wards.code.length;
    const total = weights.reduce((a, b) => a + b, 0), weighted = weights.filter((w) => w > 0).length;
    const enough = Math.min(data.profile.minParts, weighted);
    const scores = new Float64Array(count).fill(NaN);
    if (!(total > 0)) return scores;
    for (let i = 0; i < count; i++) {
      let sum = 0, present = 0;
      for (let p = 0; p < weights.length; p++) {
        const z = data.z[p][i];
        if (z === null || !(weights[p] > 0)) continue;
        present += 1;
        sum += weights[p] * z;
      }
      if (present >= enough) scores[i] = data.profile.scale * sum / total;
    }
    return scores;
  };

  const rounded = (score) => Math.round(score * TIE_DECIMALS) / TIE_DECIMALS;

  /* Row numbers in order of need: highest score first, equal scores by code, unranked last by code. */
  ns.order = function (scores, codes) {
    const byCode = (a, b) => (codes[a] < codes[b] ? -1 : 1);
    const keys = Array.from(scores, (score) => (Number.isNaN(score) ? -Infinity : rounded(score)));
    return Array.from(scores.keys()).sort((a, b) => (keys[a] === keys[b] ? byCode(a, b) : keys[b] - keys[a]));
  };

  /* Competition ranks, 1 = most need; scores equal to nine decimals share a rank; 0 = unranked. */
  ns.ranks = function (scores, order) {
    const ranks = new Int32Array(scores.length);
    let last = NaN, rank = 0;
    order.forEach((row, place) => {
      if (Number.isNaN(scores[row])) return;
      const score = rounded(scores[row]);
      if (score !== last) { last = score; rank = place + 1; }
      ranks[row] = rank;
    });
    return ranks;
  };

  /* Numbers as sipmap.words writes them. */
  const MINUS = "\u2212";
  const formats = {};
  ns.decimals = function (value, places) {
    if (value === null || Number.isNaN(value)) return "no figure";
    const format = formats[places] = formats[places] ||
      new Intl.NumberFormat("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places,
                                     roundingMode: "halfEven" });
    const text = format.format(Math.abs(value));
    return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
  };
  /* Whole numbers by hundreds with every move of a slider: `toLocaleString` would take 20 ms of them. */
  ns.whole = (value) => (value > -1000 && value < 1000 ? String(value) : ns.decimals(value, 0));
  ns.written = function (value, how) {
    const text = ns.decimals(value === null ? null : value * how.factor, how.places);
    return text === "no figure" ? text : text + how.after;
  };
})(window.sipmap);
