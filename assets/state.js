/* What is shown, and the address that says it. Only proportions of weights matter; the address holds them
   in the profile's own units, so that `sipmap rank --weight` takes the same numbers. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  ns.state = null;

  const round = (weight) => Number(weight.toFixed(4));

  /* What ranks: the wards compared, the profile, the weights, the size of the list. */
  function ranking() {
    const s = ns.state, data = ns.data, query = new URLSearchParams();
    query.set("area", s.area);
    query.set("profile", s.profile);
    if (data) {
      data.parts.forEach((part, p) => {
        if (round(s.weights[p]) !== round(part.weight)) query.set("w." + part.id, String(round(s.weights[p])));
      });
    }
    if (!data || s.top !== data.profile.size) query.set("top", String(s.top));
    return query;
  }

  ns.query = function () {
    const s = ns.state, query = ranking();
    if (s.show !== "need") query.set("show", s.show);
    if (s.ward) query.set("ward", s.ward);
    if (s.classes !== "quantiles.5") query.set("classes", s.classes);
    if (!s.names) query.set("names", "off");
    if (s.wards.length) query.set("wards", s.wards.join());
    if (s.wards.length && s.only) query.set("only", "yes");
    return query.toString().replaceAll("%2C", ",");
  };

  /* A ward and what is on the map change no ranking: the file holds the ranking alone. */
  ns.exportQuery = () => ranking().toString();

  /* The same for some wards of it. */
  ns.selectionQuery = () => `${ns.exportQuery()}&wards=${ns.state.wards.join()}`;

  /* The page Choose takes the same wards and weights, and calls the first so many its size. */
  ns.chooseQuery = function () {
    const query = new URLSearchParams(ns.exportQuery());
    query.delete("top");
    query.set("size", String(ns.state.top));
    return query.toString();
  };

  /* Whether the bench is still the page: a timer may go off after someone has left. */
  ns.isHere = () => window.location.pathname === ns.home && document.getElementById("ranking") !== null;

  ns.writeAddress = function () {
    if (!ns.isHere()) return;
    const address = window.location.pathname + "?" + ns.query();
    window.history.replaceState(window.history.state, "", address);
    const links = { "csv-link": [ns.config.exportPath, ns.exportQuery()], "to-choose": [ns.config.choosePath, ns.chooseQuery()],
                    "map-svg": [ns.config.picturePath + ".svg", ns.query()], "map-png": [ns.config.picturePath + ".png", ns.query()],
                    "selection-csv": [ns.config.exportPath, ns.selectionQuery()],
                    "selection-compare": [ns.config.comparePath, `wards=${ns.state.wards.join()}`] };
    for (const [id, [path, query]] of Object.entries(links)) {
      const link = document.getElementById(id);
      if (link) link.setAttribute("href", path + "?" + query);
    }
  };

  /* The server writes the panel, the coverage and the sentence: told once the hand rests. */
  const REST_MS = 250, SILENCE_MS = 10000;
  let timer = 0, silence = 0;
  ns.tellServer = function (wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = ns.query();
      if (!ns.isHere() || query === ns.told) return;  // the framework asks nothing anew: no answer would come
      ns.told = query;
      const panel = document.getElementById("ward-panel");
      if (panel) panel.setAttribute("aria-busy", "true");
      clearTimeout(silence);
      silence = setTimeout(() => ns.trouble("The server has not answered. What you see may be out of date; " +
        "your choices are kept in the address of this page, so you can reload it."), SILENCE_MS);
      window.dash_clientside.set_props(ns.config.stateId, { data: query });
    }, wait ? REST_MS : 0);
  };
  ns.serverAnswered = function () {
    clearTimeout(silence);
    ns.trouble("");
    const panel = document.getElementById("ward-panel");
    if (panel) panel.removeAttribute("aria-busy");
    ns.fillWard();
  };

  ns.trouble = function (message) {
    const box = document.getElementById("trouble");
    if (box) { box.textContent = message; box.hidden = !message; }
  };

  /* One polite voice, a moment after the last change, so that a moving slider does not chatter. */
  let voice = 0;
  ns.announce = function (message) {
    clearTimeout(voice);
    voice = setTimeout(() => {
      const live = document.getElementById("live");
      if (live) live.textContent = message;
    }, 700);
  };
})(window.sipmap);
