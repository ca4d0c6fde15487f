/* The map by keyboard: from ward to ward by where they lie. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const map = ns.map;

  const TOWARDS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  /* Arrows move to a neighbour, Enter and Space choose, with Shift select, + and - zoom, 0 shows the whole area. */
  ns.onMapKey = function (event) {
    const leaflet = map.leaflet;
    if (TOWARDS[event.key]) move(neighbour(map.current, TOWARDS[event.key]));
    else if ((event.key === "Enter" || event.key === " ") && event.shiftKey) ns.toggleSelected(map.current);
    else if (event.key === "Enter" || event.key === " ") ns.choose(map.current, "map");
    else if (event.key === "+" || event.key === "=") leaflet.zoomIn();
    else if (event.key === "-") leaflet.zoomOut();
    else if (event.key === "0") ns.fitMap();
    else return;
    event.preventDefault();
  };

  /* Escape puts a tooltip away, wherever the focus is and whatever the pointer rests on. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.layers.forEach((layer) => layer.closeTooltip());
  });

  /* The nearest ward that lies more in this direction than aside; failing that, any on that side. */
  function neighbour(from, [dx, dy]) {
    const here = map.centres.get(from), squeeze = Math.cos(here.lat * Math.PI / 180);
    let best = null, least = Infinity;
    for (const [code, there] of map.centres) {
      if (code === from || ns.rowOf(code) === undefined) continue;
      const x = (there.lng - here.lng) * squeeze, y = there.lat - here.lat;
      const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (along <= 0) continue;
      const cost = Math.hypot(along, aside) * (aside <= along ? 1 : 1 + 4 * aside / along);
      if (cost < least) { least = cost; best = code; }
    }
    return best;
  }
  ns.neighbour = neighbour;

  function move(code) {
    if (!code) return;
    const layer = map.layers.get(code);
    map.layers.get(map.current)?.closeTooltip();
    map.current = code;
    ns.setMapStop(code);
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    map.leaflet.panInside(map.centres.get(code), { padding: [40, 40], animate: !calm });
    layer.getElement().focus({ preventScroll: true });
  }
})(window.sipmap);
