/* Names on the map: towns by how many people live there, districts while much is in sight; none upon another. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const DISTRICTS_BELOW = 10.6;  // zoom: closer in, a district fills the map
  const LARGE_TOWNS = 12;  // these go before districts, the others after them
  const APART_PX = 3, BESIDE_PX = 6;
  let shown = [];

  /* Called once for each map; it names anew whenever the map has moved. */
  ns.startNames = function (leaflet) {
    const pane = leaflet.getPane("names") || leaflet.createPane("names");
    pane.classList.add("map-names");
    pane.setAttribute("aria-hidden", "true");  // wards and districts are named in each ward's label
    leaflet.on("zoomstart", () => { pane.hidden = true; });
    leaflet.on("moveend resize", ns.drawNames);
    ns.drawNames();
  };

  ns.drawNames = function () {
    const leaflet = ns.map.leaflet, pane = leaflet?.getPane("names");
    if (!pane) return;
    pane.hidden = false;
    shown.forEach((label) => label.remove());
    shown = [];
    if (!ns.state.names) return;
    const size = leaflet.getSize(), taken = [], said = new Set();
    const labels = candidates(leaflet.getZoom()).map((one) => ({ ...one, at: leaflet.latLngToContainerPoint(one.place) }))
      .filter(({ at }) => at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y);
    labels.forEach((one) => { one.node = ns.element("span", one.kind, one.name); });
    pane.append(...labels.map((one) => one.node));
    labels.forEach((one) => { one.width = one.node.offsetWidth; one.height = one.node.offsetHeight; });
    const isFree = (box) => taken.every((other) => box[0] > other[2] + APART_PX || box[2] < other[0] - APART_PX
      || box[1] > other[3] + APART_PX || box[3] < other[1] - APART_PX);
    for (const { name, kind, at, node, width, height } of labels) {
      const box = spots(kind, at, width, height).map(([x, y]) => {
        const left = inside(x - width / 2, width, size.x), top = inside(y - height / 2, height, size.y);
        return [left, top, left + width, top + height];
      }).find(isFree);
      if (!box || said.has(name)) { node.remove(); continue; }
      const point = leaflet.containerPointToLayerPoint([box[0], box[1]]);
      node.style.transform = `translate(${Math.round(point.x)}px, ${Math.round(point.y)}px)`;
      taken.push(box);
      said.add(name);
      shown.push(node);
    }
  };

  /* A town's wards are small and are what is looked for: its name stands above them, else below or beside. */
  function spots(kind, { x, y }, width, height) {
    if (kind !== "town") return [[x, y]];
    const up = height / 2 + BESIDE_PX, aside = width / 2 + BESIDE_PX;
    return [[x, y - up], [x, y + up], [x + aside, y], [x - aside, y]];
  }

  /* A name near the edge moves in. */
  const inside = (start, length, whole) => Math.max(2, Math.min(start, whole - length - 2));

  function candidates(zoom) {
    const towns = ns.config.places.map(([name, longitude, latitude]) => ({ name, kind: "town", place: [latitude, longitude] }));
    if (zoom >= DISTRICTS_BELOW) return towns;
    const ofTowns = new Set(towns.map((town) => town.name));
    const districts = ns.map.districts
      .filter((layer) => layer._map === ns.map.leaflet && layer.feature && !ofTowns.has(layer.feature.properties.name))
      .map((layer) => ({ name: layer.feature.properties.name, kind: "district-name", place: middle(layer.getLatLngs()) }));
    return [...towns.slice(0, LARGE_TOWNS), ...districts, ...towns.slice(LARGE_TOWNS)];
  }

  /* The middle of the largest piece. */
  function middle(pieces) {
    const rings = pieces.flatMap((piece) => (Array.isArray(piece[0]) ? [piece[0]] : [piece]));
    const boxes = rings.map((ring) => window.L.latLngBounds(ring));
    const area = (box) => (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
    return boxes.reduce((most, box) => (area(box) > area(most) ? box : most)).getCenter();
  }
})(window.sipmap);
