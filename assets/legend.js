/* The legend: each class with its number, range and wards in words, readable without colour. A class that is
   pointed at or has the focus stands out on the map; pressed, it stays so. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const HATCHED = -1, HELD = -2, DIM = 0.12;
  let lines = new Map(), pinned = null, pointed = null, at = [];

  const wards = (count) => `${ns.whole(count)} ${count === 1 ? "ward" : "wards"}`;
  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  /* The colour of a class; with fewer classes than colours, they spread over the whole range. */
  ns.fill = function (place, used, number) {
    if (place === HELD) return "url(#sipmap-held)";
    if (place < 0) return "url(#sipmap-hatch)";
    const colours = Math.max(number, used);
    const one = used > 1 ? Math.floor(place * (colours - 1) / (used - 1) + 0.5) : colours - 1;
    return `var(--class-${colours}-${one + 1})`;
  };

  /* `shown` has label, hint, values, how; `inner` the breaks; `places` each ward's class. */
  ns.drawLegend = function (shown, inner, places, number) {
    const box = document.getElementById("legend");
    if (!box) return;
    at = places;
    const used = inner.length + 1, counts = new Map();
    let low = Infinity, high = -Infinity;
    places.forEach((place, row) => {
      counts.set(place, (counts.get(place) || 0) + 1);
      if (place >= 0) { low = Math.min(low, shown.values[row]); high = Math.max(high, shown.values[row]); }
    });
    const ends = [low, ...inner, high], wanted = [];
    if (high >= low) {
      for (let c = used - 1; c >= 0; c--) {
        wanted.push({ key: c, fill: ns.fill(c, used, number), number: String(c + 1), count: counts.get(c) || 0,
                      text: `${ns.written(ends[c], shown.how)} to ${ns.written(ends[c + 1], shown.how)}` });
      }
    }
    if (counts.get(HATCHED)) wanted.push({ key: HATCHED, kind: "hatched", text: "No figure", count: counts.get(HATCHED) });
    if (counts.get(HELD)) wanted.push({ key: HELD, kind: "held", text: "Held back [c]", count: counts.get(HELD) });
    wanted.push({ key: "dot", kind: "dotted", text: `Dot: the first ${ns.state.top}` });
    if (ns.map.layers.size > places.length) wanted.push({ key: "context", kind: "context", text: "Not compared" });
    write(box, shown, wanted);
    if (pointed !== null || pinned !== null) spotlight();
  };

  /* Lines are kept while their kinds stay, so that the focus stays too. */
  function write(box, shown, wanted) {
    const keys = wanted.map((one) => one.key).join();
    if (!box.firstChild || box.dataset.keys !== keys || !lines.size || !lines.values().next().value.item.isConnected) {
      const held = document.activeElement?.dataset?.place;
      const heading = ns.element("p", "legend-title"), list = ns.element("ul", "classes");
      heading.append(ns.element("span", "legend-label"), " ", ns.element("span", "hint"));
      lines = new Map(wanted.map((one) => [one.key, line(one)]));
      list.append(...Array.from(lines.values(), (one) => one.item));
      box.replaceChildren(heading, list);
      box.dataset.keys = keys;
      if (held !== undefined) box.querySelector(`[data-place="${held}"]`)?.focus({ preventScroll: true });
    }
    const method = ns.config.methods[ns.state.classes.split(".")[0]];
    set(box.querySelector(".legend-label"), shown.label);
    set(box.querySelector(".legend-title .hint"), [shown.hint, `${method[0].toLowerCase()}: ${method[1]}`].filter(Boolean).join("; "));
    wanted.forEach((one) => {
      const { swatch, range, count } = lines.get(one.key);
      if (one.fill && swatch.style.background !== one.fill) swatch.style.background = one.fill;
      set(range, one.text);
      if (count) set(count, wards(one.count));
    });
  }

  function line({ key, kind, number, count }) {
    const item = ns.element("li"), swatch = ns.element("span", "swatch " + (kind || ""));
    const range = ns.element("span", "range"), isClass = count !== undefined;
    swatch.setAttribute("aria-hidden", "true");
    const box = isClass ? ns.element("button", "class-key") : item;
    if (number) box.append(ns.element("span", "visually-hidden", "Class "), ns.element("span", "class-number", number), " ");
    box.append(swatch, " ", range);
    if (!isClass) { item.className = "no-class"; return { item, swatch, range }; }
    const counted = ns.element("span", "count");
    box.append(" ", counted);
    box.type = "button";
    box.dataset.place = key;
    box.setAttribute("aria-pressed", String(pinned === key));
    box.title = "Show these wards on the map";
    box.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") point(key); });
    box.addEventListener("pointerleave", () => point(null));
    box.addEventListener("focus", () => { if (box.matches(":focus-visible")) point(key); });
    box.addEventListener("blur", () => point(null));
    box.addEventListener("click", () => pin(pinned === key ? null : key));
    item.append(box);
    return { item, swatch, range, count: counted, box };
  }

  function point(key) {
    pointed = key;
    spotlight();
  }

  function pin(key) {
    pinned = key;
    if (key === null) pointed = null;
    lines.forEach((one, place) => one.box?.setAttribute("aria-pressed", String(place === key)));
    spotlight();
  }
  ns.unpinClass = () => { pinned = null; pointed = null; lines = new Map(); };

  /* Wards of other classes step back; what stands out keeps its colour and its outline. */
  function spotlight() {
    const key = pointed ?? pinned;
    for (const [code, layer] of ns.map.layers) {
      const row = ns.rowOf(code);
      const isDim = key !== null && row !== undefined && at[row] !== key, path = layer.getElement();
      if (path) path.classList.toggle("is-dim", isDim);
      else if (isDim || layer.options.fillOpacity < 1) {  // on a canvas, where an edge has the ward's own colour
        layer.setStyle({ fillOpacity: isDim ? DIM : 1, opacity: isDim ? DIM : 1 });
      }
    }
  }

  /* What a tooltip adds: the class that a ward is in. */
  ns.classInWords = function (row) {
    const place = at[row], used = Array.from(lines.keys()).filter((key) => key >= 0).length;
    return place >= 0 ? `Class ${place + 1} of ${used}` : place === HELD ? "Figure held back" : "";
  };
})(window.sipmap);
