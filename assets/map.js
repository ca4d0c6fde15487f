/* The map: layers are kept as they are made and recoloured with setStyle, so that a focused ward keeps its
   focus. One tab stop: arrows move between wards, Enter chooses. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const map = ns.map = { layers: new Map(), centres: new Map(), current: null, rings: {}, dots: [], districts: [] };
  const own = { layers: map.layers, centres: map.centres };  // England takes their place for a while (mapwide.js)
  const OUTLINE = { stroke: true, color: "var(--map-outline)", weight: 0.5, opacity: 1, fillOpacity: 1 };
  const CONTEXT = { ...OUTLINE, fillColor: "var(--map-context)", color: "var(--map-context-line)" };

  ns.wardStyle = () => CONTEXT;
  ns.districtStyle = () => ({ stroke: true, color: "var(--map-outline)", weight: 1.3, opacity: 1, fill: false,
                              className: "district-line" });
  ns.onEachDistrict = function (feature, layer) {
    map.districts.push(layer);
    layer.on("add", () => {
      layer.getElement().setAttribute("aria-hidden", "true");
      layer.getElement().style.pointerEvents = "none";
      clearTimeout(map.stacked);
      map.stacked = setTimeout(stack, 0);
    });
  };

  /* Wards lowest, then districts, dots and rings; wards are never moved, for that would lose the focus. */
  function stack() {
    const above = [...map.districts, ...map.dots, ...Object.values(map.rings).flat()];
    above.forEach((layer) => { if (layer.getElement()?.isConnected) layer.bringToFront(); });
  }

  /* Called by dash-leaflet for each ward, before it is on the map. */
  ns.onEachWard = function (feature, layer) {
    const code = feature.properties.code;
    own.layers.set(code, layer);
    layer.sipmapName = feature.properties.name;
    layer._setAriaDescribedByOnLayer = () => {};  // the label says what the tooltip says: it is not spoken twice
    layer.bindTooltip(() => tooltip(code), { sticky: true, direction: "top", opacity: 1, className: "ward-tip" });
    layer.on("add", () => prepare(code, layer));
    layer.on("tooltipopen mousemove", () => keepInside(layer.getTooltip()));
    layer.on("click", (event) => {
      if (ns.rowOf(code) === undefined) return;
      if (event.originalEvent?.shiftKey) ns.toggleSelected(code);
      else ns.choose(code, "map");
    });
    clearTimeout(map.ready);
    map.ready = setTimeout(() => { attach(layer); ns.paint(true); }, 0);
  };

  function prepare(code, layer) {
    const path = layer.getElement();
    path.id = "map-" + code;
    path.setAttribute("role", "option");
    path.setAttribute("tabindex", "-1");
    path.addEventListener("keydown", ns.onMapKey);
    path.addEventListener("focus", () => { map.current = code; ring("focus", code); });
    path.addEventListener("blur", () => ring("focus", null));
  }

  /* Once the layer is on the map: one listbox, hatching, zoom buttons. */
  function attach(layer) {
    const leaflet = layer._map, group = layer.getElement()?.parentNode;
    if (!leaflet || !group) { map.ready = setTimeout(() => { attach(layer); ns.paint(true); }, 50); return; }
    if (map.leaflet === leaflet) return;
    map.leaflet = leaflet;
    map.districts = map.districts.filter((one) => one._map === leaflet);
    own.centres.clear();
    for (const [code, one] of own.layers) {
      if (one._map === leaflet) own.centres.set(code, one.getCenter());
      else own.layers.delete(code);  // of a map that has left the page
    }
    map.rings = {};
    map.dots = [];
    group.setAttribute("role", "listbox");
    group.setAttribute("aria-label", "Wards on the map");
    group.setAttribute("aria-multiselectable", "true");
    group.setAttribute("aria-describedby", "map-keys");
    group.ownerSVGElement.setAttribute("role", "presentation");
    if (window.matchMedia("(pointer: coarse)").matches) leaflet.dragging.disable();
    hatching();
    const bind = (id, act) => { const b = document.getElementById(id); if (b) b.onclick = act; };
    bind("zoom-in", () => leaflet.zoomIn());
    bind("zoom-out", () => leaflet.zoomOut());
    bind("zoom-all", fit);
    fit();
    ns.startNames(leaflet);
    if (ns.state.wards.length) ns.ring("selected", ns.state.wards);
    stack();
  }

  /* Two patterns: stripes for no figure, dots for a figure that is held back. */
  function hatching() {
    if (document.getElementById("sipmap-hatch")) return;
    const make = (name, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
      return node;
    };
    const svg = make("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position:absolute" });
    const tile = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
    const stripes = make("pattern", { ...tile, id: "sipmap-hatch", patternTransform: "rotate(45)" });
    stripes.append(make("rect", { width: 6, height: 6, fill: "var(--map-hatch-ground)" }),
                   make("rect", { width: 2, height: 6, fill: "var(--map-hatch)" }));
    const dots = make("pattern", { ...tile, id: "sipmap-held" });
    dots.append(make("rect", { width: 6, height: 6, fill: "var(--map-held-ground)" }),
                make("circle", { cx: 3, cy: 3, r: 1.4, fill: "var(--map-held)" }));
    svg.append(stripes, dots);
    document.body.append(svg);
  }

  function fit() {
    const inside = Array.from(map.layers).filter(([code]) => ns.rowOf(code) !== undefined);
    if (!inside.length || !map.leaflet) return;
    const bounds = inside.reduce((all, [, layer]) => all.extend(layer.getBounds()),
                                 window.L.latLngBounds(inside[0][1].getBounds().getSouthWest(),
                                                       inside[0][1].getBounds().getNorthEast()));
    map.leaflet.fitBounds(bounds, { padding: [8, 8], animate: false });
  }
  ns.fitMap = fit;

  /* Recolour: only wards whose colour moves are touched, unless `all`. */
  ns.recolour = function (fills, all) {
    for (const [code, layer] of map.layers) {
      const row = ns.rowOf(code), path = layer.getElement();
      const fill = row === undefined ? null : fills[row];
      if (!path || (!all && layer.sipmapFill === fill)) continue;
      layer.sipmapFill = fill;
      layer.setStyle(fill === null ? CONTEXT : { ...OUTLINE, fillColor: fill });
      path.toggleAttribute("aria-hidden", false);
      if (fill === null) path.setAttribute("aria-hidden", "true");
      path.classList.toggle("is-context", fill === null);
    }
  };

  /* `aria-current` is the ward whose figures are shown, `aria-selected` what is in the selection. */
  ns.labelWards = function (label) {
    const selected = new Set(ns.state.wards);
    for (const [code, layer] of map.layers) {
      const row = ns.rowOf(code), path = layer.getElement();
      if (!path || row === undefined) continue;
      path.setAttribute("aria-label", label(row));
      path.setAttribute("aria-selected", String(selected.has(code)));
      if (code === ns.state.ward) path.setAttribute("aria-current", "true");
      else path.removeAttribute("aria-current");
    }
  };

  /* The one tab stop: where the keyboard was last, else the chosen ward, else the first in need. */
  ns.setMapStop = function (fallback) {
    const known = (code) => map.layers.has(code) && ns.rowOf(code) !== undefined;
    const code = [map.current, ns.state.ward, fallback].find(known);
    for (const [other, layer] of map.layers) layer.getElement()?.setAttribute("tabindex", other === code ? "0" : "-1");
    map.current = code ?? null;
  };

  /* Drawn above the wards: an outline for what is selected, chosen, or has the focus. */
  const RINGS = {
    selected: [{ weight: 5, color: "var(--ring-casing)" }, { weight: 2.5, color: "var(--ring-chosen)", dashArray: "5 4" }],
    chosen: [{ weight: 6, color: "var(--ring-casing)" }, { weight: 3, color: "var(--ring-chosen)" }],
    focus: [{ weight: 8, color: "var(--ring-casing)" }, { weight: 4, color: "var(--focus)" }],
  };
  const silent = (layer) => layer.addTo(map.leaflet).getElement().setAttribute("aria-hidden", "true");

  function ring(kind, codes) {
    if (!map.leaflet) return;
    map.rings[kind] = map.rings[kind] || RINGS[kind].map((style) => {
      const layer = window.L.polygon([], { ...style, fill: false, interactive: false, className: "ring" });
      silent(layer);
      return layer;
    });
    const shape = [codes ?? []].flat().flatMap((code) => pieces(map.layers.get(code)?.getLatLngs() ?? []));
    map.rings[kind].forEach((layer) => layer.setLatLngs(shape).bringToFront());
  }
  ns.ring = ring;

  /* The pieces of a ward's shape: a polygon's rings stand one level less deep than those of several polygons. */
  const pieces = (shape) => (shape.length && !Array.isArray(shape[0][0]) ? [shape] : shape);

  /* A dot on each ward of the list: seen in the smallest ward, and not by colour alone. */
  ns.markList = function (codes) {
    if (!map.leaflet) return;
    map.dots.forEach((dot) => dot.remove());
    map.dots = codes.filter((code) => map.centres.has(code)).map((code) => {
      const dot = window.L.circleMarker(map.centres.get(code), { radius: 3.2, weight: 1.2, color: "var(--dot-line)",
        fillColor: "var(--dot)", fillOpacity: 1, interactive: false, className: "dot" });
      silent(dot);
      return dot;
    });
  };

  /* A tooltip stands on the side that leaves it whole. */
  function keepInside(tip) {
    const box = tip.getElement();
    if (!box || !map.leaflet) return;
    const at = map.leaflet.latLngToContainerPoint(tip.getLatLng()), size = map.leaflet.getSize();
    const half = box.offsetWidth / 2 + 4, high = box.offsetHeight + 20;
    const side = at.x < half ? "right" : at.x > size.x - half ? "left" : at.y < high ? "bottom" : "top";
    if (tip.options.direction !== side) { tip.options.direction = side; tip.update(); }
  }

  function tooltip(code) {
    const box = document.createElement("div"), name = document.createElement("strong");
    const row = ns.rowOf(code), text = document.createElement("span");
    name.textContent = map.layers.get(code).sipmapName;
    text.textContent = row === undefined ? "Outside the wards compared" : ns.describe(row);
    box.append(name, text);
    const place = row === undefined ? "" : ns.classInWords(row);
    if (place) box.append(ns.element("span", "hint", place));
    return box;
  }
  Object.assign(ns, { tip: tooltip, keepInside });
})(window.sipmap);
