/* How sure the ranks are: asked of the server once a hand rests. Until it has answered, the ranges of before
   stay in sight, dimmed and marked as busy; without an answer the table goes on without them. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const REST_MS = 250, PATIENCE_MS = 20000;
  const LARGE = 1000, LONG_REST_MS = 1000;  // ranges of England take the server seconds: only a hand at rest asks
  const WORKING = "Working out ranges", UNKNOWN = "Ranges could not be worked out; the order stands without them";
  const held = ns.certainty = { status: "working", key: "", ward: null, found: null, at: new Map() };
  let timer = 0, asking = null;

  const whole = (number) => ns.whole(number);
  const key = () => ns.exportQuery();
  const write = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };

  /* Called with every change: only what moves ranks, or another ward, asks anew. */
  ns.askCertainty = function (wait) {
    if (!ns.data || !ns.table.body) return;
    const same = held.key === key();
    clearTimeout(timer);
    if (same && held.status === "ready" && (held.ward === ns.state.ward || !ns.state.ward)) return;
    asking?.abort();
    if (!same || held.status === "failed") mark("working");
    timer = setTimeout(ask, !wait ? 0 : ns.data.wards.code.length > LARGE ? LONG_REST_MS : REST_MS);
  };

  /* Whether what is said of certainty is about what is shown now. */
  held.isSettled = () => held.status === "failed"
    || (held.status === "ready" && held.key === key() && (!ns.state.ward || held.ward === ns.state.ward));

  /* A table that was made anew has no ranges yet. */
  ns.forgetCertainty = function () {
    clearTimeout(timer);
    asking?.abort();
    Object.assign(held, { status: "working", key: "", ward: null, found: null });
    held.at.clear();
    mark("working");
  };

  async function ask() {
    if (!ns.isHere()) return;
    const wanted = key(), ward = ns.state.ward, mine = asking = new AbortController();
    const late = setTimeout(() => mine.abort(), PATIENCE_MS);
    const address = ns.config.certaintyPath + "&" + wanted + (ward ? "&ward=" + encodeURIComponent(ward) : "");
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" }, signal: mine.signal });
      if (!response.ok) throw new Error(response.status);
      const found = await response.json();
      if (mine === asking && wanted === key()) take(found, wanted, ward);
    } catch {
      if (mine === asking && wanted === key()) mark("failed");
    }
    clearTimeout(late);
  }

  function take(found, wanted, ward) {
    const isNew = held.key !== wanted || held.status !== "ready";
    Object.assign(held, { key: wanted, ward, found });
    held.at = new Map(found.code.map((code, i) => [code, i]));
    if (isNew) mark("ready");
    else fillWard();
  }

  function mark(status) {
    held.status = status;
    if (status === "failed") { held.key = ""; held.found = null; }
    if (!ns.table.body) return;
    ns.table.node.classList.toggle("stale-ranges", status === "working");
    ns.fillRanges();
    write(ns.table.rangeCaption, ns.rangeCaption());
    const line = document.getElementById("contenders");
    write(line, status === "ready" ? held.found.contenders : `${ns.rangeCaption()}.`);
    line?.toggleAttribute("aria-busy", false);
    if (status === "working") line?.setAttribute("aria-busy", "true");
    fillWard();
    if (status !== "working" && ns.result()) ns.labelWards(ns.label);
  }

  /* Rows that have just come into sight. */
  ns.fillRanges = function () {
    ns.table.rows.forEach((cells, row) => {
      if (held.status === "working") cells.range.setAttribute("aria-busy", "true");
      else { cells.range.removeAttribute("aria-busy"); fillRow(cells, row); }
    });
  };

  function fillRow(cells, row) {
    const range = rangeOf(row), said = range ? held.found.word[range.at] : "";
    write(cells.range, !range ? "\u2013" : range.low === range.high ? whole(range.low) : `${whole(range.low)}\u2013${whole(range.high)}`);
    write(cells.word, said === "borderline" || said === "likely" ? said : "");
    cells.word.className = "word " + said;
  }

  function rangeOf(row) {
    const at = held.found ? held.at.get(ns.data.wards.code[row]) : undefined;
    return at === undefined || held.found.low[at] === null ? null
      : { at, low: held.found.low[at], high: held.found.high[at] };
  }

  ns.rangeCaption = () => (held.status === "working" ? WORKING : held.status === "failed" ? UNKNOWN : held.found.caption);

  /* What follows a rank in a label: it never stands without its range. */
  ns.rangeInWords = function (row) {
    if (held.status !== "ready" || held.key !== key()) return held.status === "failed" ? "range not known" : "range being worked out";
    const range = rangeOf(row);
    return range ? `${held.found.kind} ${whole(range.low)} to ${whole(range.high)}` : "";
  };

  /* The panel is the server's, but for these two lines. */
  function fillWard() {
    const lines = [document.getElementById("ward-certainty"), document.getElementById("ward-varied")];
    if (!lines[0]) return;
    const fits = held.status === "ready" && held.ward === lines[0].dataset.ward;
    const waiting = held.status === "failed" ? UNKNOWN : "Working out the range of this rank";
    lines.forEach((line, i) => write(line, fits ? held.found.ward[i] || "" : i ? "" : `${waiting}.`));
  }
  ns.fillWard = () => { fillWard(); requestAnimationFrame(fillWard); };
})(window.sipmap);
