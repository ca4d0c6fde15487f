/* The page: loads the figures once for a comparison set and a profile, then follows every change in the browser. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  ns.data = null;
  let index = new Map(), result = null, indicator = null, frame = 0, before = null;

  ns.rowOf = (code) => index.get(code);

  /* The framework calls this when the page's layout arrives. */
  ns.start = function (config) {
    if (!config) return;
    ns.config = config;
    ns.home = window.location.pathname;
    ns.state = { ...config.state };
    ns.data = ns.told = null;
    before = null;
    ns.forgetWide();
    ns.bindControls();
    ns.bindMapControls();
    ns.bindSelection();
    const weights = document.querySelector(".weights");
    if (window.matchMedia("(max-width: 50rem)").matches) weights.open = false;
    ns.load();
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    sipmap: { start: (config) => { ns.start(config); return ""; }, answered: () => { ns.serverAnswered(); return ""; },
              moved: (path) => { ns.arrive(path); return ""; } },
  });

  /* A link to the page that is already shown leaves what is shown, and its address, as they are. */
  window.addEventListener("_dashprivate_pushstate", () => setTimeout(() => { if (ns.data) ns.writeAddress(); }, 0));

  /* Another page: say where we are, and begin reading at its start. */
  let place = null;
  ns.arrive = function (path) {
    document.querySelectorAll(".nav-link").forEach((link) => {
      if (link.getAttribute("href") === path) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    if (place !== null && place !== path) document.getElementById("main").focus();
    place = path;
  };

  const address = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));

  async function read(path) {
    const response = await fetch(path, { headers: { Accept: "application/json" } });
    if (response.ok) return response.json();
    const said = await response.json().catch(() => ({}));
    throw new Error(said.error || `The server answered ${response.status}.`);
  }
  ns.read = read;

  function failed(error) {
    ns.trouble(`The figures could not be read. ${error.message} Reload the page to try again.`);
  }

  ns.load = async function () {
    const box = document.getElementById("ranking");
    const said = ns.fitArea(), { area, profile } = ns.state;
    box.setAttribute("aria-busy", "true");
    document.getElementById("map-section")?.setAttribute("aria-busy", "true");
    try {
      const isEngland = area === "england", path = address(ns.config.rankingPath, { area, profile });
      const [data, found] = await Promise.all([read(path), readIndicator(), ns.fetchWide(isEngland)]);
      if (area !== ns.state.area || profile !== ns.state.profile) return;
      take(data);
      indicator = placed(found);
      ns.setWide(isEngland);
      ns.trouble("");
      ns.noteChange(said);
      ns.buildSliders();
      ns.buildTable();
      ns.forgetCertainty();
      ns.showTop();
      ns.paint(true);
      ns.drawSelection();
      ns.fitMap();
      if (ns.state.ward) ns.revealRow(ns.rowOf(ns.state.ward));
      ns.writeAddress();
      ns.tellServer(false);
      ns.askCertainty(false);
    } catch (error) { failed(error); }
    box.removeAttribute("aria-busy");
    document.getElementById("map-section")?.removeAttribute("aria-busy");
  };

  function take(data) {
    ns.data = data;
    index = new Map(data.wards.code.map((code, row) => [code, row]));
    const asked = ns.state.weights;
    ns.state.weights = data.parts.map((part, p) => (Array.isArray(asked) ? asked[p] : asked[part.id]) ?? part.weight);
    ns.state.top = Math.min(ns.state.top ?? data.profile.size, data.wards.code.length);
    if (ns.state.ward && !index.has(ns.state.ward)) ns.state.ward = null;
    const how = document.getElementById("how-made");
    if (how) how.textContent = data.how;
    ns.keepSelection();
    before = null;
  }

  async function readIndicator() {
    const { show, area } = ns.state;
    if (show === "need") return null;
    return read(address((area === "england" ? ns.config.england : ns.config).indicatorPath, { area, id: show }));
  }

  function placed(found) {
    if (!found) return null;
    const byCode = new Map(found.code.map((code, i) => [code, found.value[i]]));
    const held = new Set((found.heldBack || []).map(ns.rowOf));
    return { ...found, held, values: ns.data.wards.code.map((code) => byCode.get(code) ?? null) };
  }

  ns.showIndicator = async function () {
    try {
      const { show, area } = ns.state, found = await readIndicator();
      if (show !== ns.state.show || area !== ns.state.area || area !== ns.data.area) return;
      indicator = placed(found);
      ns.paint(true);
      ns.writeAddress();
    } catch (error) { failed(error); }
  };

  function work() {
    const scores = ns.scores(ns.data, ns.state.weights), order = ns.order(scores, ns.data.wards.code);
    const ranks = ns.ranks(scores, order), seen = new Map();
    ranks.forEach((rank) => seen.set(rank, (seen.get(rank) || 0) + 1));
    const ties = Array.from(ranks, (rank) => seen.get(rank) > 1);
    return { scores, order, ranks, ties, ranked: scores.length - (seen.get(0) || 0), listed: 0 };
  }

  /* Work out and draw everything that follows the weights; `all` draws the map anew. */
  ns.paint = function (all) {
    if (!ns.data || !ns.table.body) return;
    if (ns.state.weights.some((w) => w > 0) || !result) result = work();
    result.listed = result.ranks.filter((rank) => rank > 0 && rank <= ns.state.top).length;
    const places = ns.data.profile.places;
    const shown = indicator || { label: "Need score", hint: "higher is more need",
      values: result.scores, how: { factor: 1, places, after: "" } };
    const inner = ns.breaks(shown.values, ns.state.classes), number = Number(ns.state.classes.split(".")[1]);
    const at = Array.from(shown.values, (v, row) => (shown.held?.has(row) ? -2 : ns.classOf(v, inner)));
    ns.recolour(at.map((place) => ns.fill(place, inner.length + 1, number)), all);
    ns.updateTable(result, indicator);
    const codes = ns.data.wards.code, list = result.order.slice(0, result.listed).map((r) => codes[r]);
    if (all || !before || list.some((code) => !before.list.has(code)) || list.length !== before.list.size) {
      ns.markList(list);
    }
    ns.drawLegend(shown, inner, at, number);
    ns.ring("chosen", ns.state.ward);
    ns.setMapStop(codes[result.order[0]]);
    ns.labelWards(ns.label);
    compare(new Set(list));
  };

  /* Say what a change did, once it rests. */
  function compare(list) {
    const names = ns.data.wards.name, first = result.order.slice(0, 3).map((row, i) => `${i + 1} ${names[row]}`);
    if (before && result.order.some((row, place) => before.order[place] !== row)) {
      const entered = Array.from(list).filter((code) => !before.said.has(code)).length;
      ns.announce(`Order changed: ${first.join(", ")}. ${entered} ${entered === 1 ? "ward has" : "wards have"} entered ` +
        `the first ${ns.state.top}.`);
    }
    before = { order: result.order, list, said: before ? before.said : list };
  }

  const whole = (number) => ns.whole(number);

  ns.describe = function (row) {
    const rank = result.ranks[row], places = ns.data.profile.places;
    const place = rank ? `rank ${whole(rank)} of ${whole(result.ranked)} in ${ns.data.areaLabel}` : "not ranked";
    const parts = [ns.data.wards.district[row], place, `need score ${ns.decimals(result.scores[row], places)}`];
    if (rank) parts.push(ns.rangeInWords(row));
    if (indicator) parts.push(`${indicator.label}: ${ns.written(indicator.values[row], indicator.how)}`);
    return parts.join(", ");
  };

  ns.label = function (row) {
    const listed = before && before.list.has(ns.data.wards.code[row]) ? `, in the first ${ns.state.top}` : "";
    return `${ns.data.wards.name[row]}, ${ns.describe(row)}${listed}`;
  };

  /* A slider is moving: once a frame in the browser, the server when it rests. */
  ns.moved = function () {
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; ns.paint(false); });
    clearTimeout(ns.addressTimer);
    ns.addressTimer = setTimeout(ns.writeAddress, 120);
    ns.tellServer(true);
    ns.askCertainty(true);
  };
  ns.changed = function () {
    ns.paint(false);
    ns.writeAddress();
    ns.tellServer(false);
    ns.askCertainty(true);
  };

  ns.choose = function (code, from) {
    const row = ns.rowOf(code);
    if (row === undefined) return;
    ns.state.ward = code;
    ns.map.current = code;
    ns.table.current = row;
    ns.ring("chosen", code);
    ns.setMapStop(code);
    ns.labelWards(ns.label);
    ns.markChosen();
    ns.drawSelection();
    if (from === "map") ns.revealRow(row);
    ns.writeAddress();
    ns.tellServer(false);
    ns.askCertainty(false);
    ns.announce(`${ns.label(row)}. Chosen; its figures are in the section \u2018Ward\u2019.`);
  };

  ns.result = () => result;
})(window.sipmap);
