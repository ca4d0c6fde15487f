/* The legend: each class with its range and its number of wards in words, readable without colour. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";

  function line(kind, fill, text, count) {
    const item = ns.element("li"), swatch = ns.element("span", "swatch " + kind);
    swatch.setAttribute("aria-hidden", "true");
    if (fill) swatch.style.background = fill;
    item.append(swatch, ns.element("span", "range", text));
    if (count !== null) item.append(ns.element("span", "count", `${count} ${count === 1 ? "ward" : "wards"}`));
    return item;
  }

  /* `shown` has label, direction, values; `inner` the breaks; `how` writes a value. */
  ns.drawLegend = function (shown, inner, classes) {
    const box = document.getElementById("legend");
    if (!box) return;
    const present = Array.from(shown.values).filter((v) => v !== null && !Number.isNaN(v));
    const counts = new Array(inner.length + 1).fill(0);
    present.forEach((value) => { counts[ns.classOf(value, inner)] += 1; });
    const ends = [Math.min(...present), ...inner, Math.max(...present)];
    const heading = ns.element("p", "legend-title", shown.label);
    heading.append(" ", ns.element("span", "hint", shown.hint));
    const list = ns.element("ul", "classes");
    if (present.length) {
      for (let c = inner.length; c >= 0; c--) {
        const range = `${ns.written(ends[c], shown.how)} to ${ns.written(ends[c + 1], shown.how)}`;
        list.append(line("", ns.fill(c, inner.length + 1, classes), range, counts[c]));
      }
    }
    const missing = shown.values.length - present.length;
    if (missing) list.append(line("hatched", "", "No figure", missing));
    list.append(line("dotted", "", `Dot: the first ${ns.state.top}`, null));
    if (ns.map.layers.size > shown.values.length) list.append(line("context", "", "Not compared", null));
    box.replaceChildren(heading, list);
  };

  /* The colour of a class; with fewer classes than colours, they spread over the whole range. */
  ns.fill = function (at, used, classes) {
    if (at < 0) return "url(#sipmap-hatch)";
    const place = used > 1 ? Math.round(at * (classes - 1) / (used - 1)) : classes - 1;
    return `var(--class-${place + 1})`;
  };
})(window.sipmap);
