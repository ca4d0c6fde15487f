/* England on the map. A path for each of 6,826 wards is more than a page can hold, so they are drawn on a canvas
   below the rings and dots; mouse and finger find them there, the keyboard in the table. Their shapes are fetched
   once, when England is first chosen (the form of etl.topology). */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const map = ns.map, home = { layers: map.layers, centres: map.centres };
  const wide = ns.wide = { on: false, home };
  const NEAREST = 5, NEAR_ZOOM = 9.5, PATIENCE_MS = 20000;
  const KEYS = "For all of England the table is the keyboard\u2019s way from ward to ward; what is chosen there is shown here.";
  let shapes = null, group = null, lines = null, renderer = null, keys = "", homeDistricts = [];
  const colours = new Map();

  /* Whole numbers from a text. */
  function numbers(text) {
    const found = [];
    let value = 0, place = 1;
    for (let i = 0; i < text.length; i++) {
      const five = text.charCodeAt(i) - 63;
      value += (five & 31) * place;
      if (five >= 32) { place *= 32; continue; }
      found.push(value % 2 ? -(value + 1) / 2 : value / 2);
      value = 0;
      place = 1;
    }
    return found;
  }

  /* Each area's code, rings ([latitude, longitude]) and middle; each border's places and the areas beside it. */
  ns.unpack = function ({ grid, prefix, codes, arcs, rings }) {
    const borders = [], steps = numbers(arcs);
    for (let at = 0, x = 0, y = 0; at < steps.length;) {
      const places = [];
      for (let left = steps[at++]; left > 0; left--) {
        x += steps[at++];
        y += steps[at++];
        places.push([y * grid[1], x * grid[0]]);
      }
      borders.push({ places, beside: [] });
    }
    const parts = numbers(rings);
    let at = 0, used = 0, number = 0;
    const areas = numbers(codes).map((step, area) => {
      number += step;
      const found = [];
      for (let left = parts[at++]; left > 0; left--) {
        const ring = [];
        for (let pieces = parts[at++]; pieces > 0; pieces--) {
          const back = parts[at++], border = borders[back ? used - Math.abs(back) : used++];
          border.beside.push(area);
          const places = back > 0 ? border.places.slice().reverse() : border.places;
          for (let i = ring.length ? 1 : 0; i < places.length; i++) ring.push(places[i]);
        }
        found.push(ring);
      }
      return { code: prefix + String(number).padStart(6, "0"), rings: found, middle: middle(found[0]) };
    });
    return { areas, borders };
  };

  function middle(ring) {
    let twice = 0, y = 0, x = 0;
    const [south, west] = ring[0];
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1], b = ring[i];
      const piece = (a[1] - west) * (b[0] - south) - (b[1] - west) * (a[0] - south);
      twice += piece;
      y += piece * (a[0] + b[0] - 2 * south);
      x += piece * (a[1] + b[1] - 2 * west);
    }
    return twice ? { lat: south + y / (3 * twice), lng: west + x / (3 * twice) } : { lat: south, lng: west };
  }

  /* The map is there once its own wards are. */
  async function leafletThere() {
    const until = Date.now() + PATIENCE_MS;
    while (!map.leaflet || !map.leaflet.getContainer().isConnected) {
      if (Date.now() > until) throw new Error("The map has not come.");
      await new Promise((rest) => setTimeout(rest, 50));
    }
    return map.leaflet;
  }

  /* Fetch England's shapes, where they are wanted and not at hand. */
  ns.fetchWide = async function (isWanted) {
    if (!isWanted) return;
    const path = ns.config.england.layer;
    if (!path) throw new Error("The boundaries of England\u2019s wards are not in these figures.");
    if (!shapes || shapes.path !== path) shapes = { path, ...ns.unpack(await ns.read(path)) };
    await leafletThere();
  };

  /* Change the map over to England, or back; the ranking is at hand already. */
  ns.setWide = function (isWanted) {
    if (!isWanted && wide.on) leave();
    if (isWanted && !(wide.on && wide.leaflet === map.leaflet)) enter(map.leaflet);
  };

  /* A page that is made anew begins with its own wards. */
  ns.forgetWide = function () {
    if (!wide.on) return;
    wide.on = false;
    map.layers = home.layers;
    map.centres = home.centres;
    group = lines = null;
  };

  function enter(leaflet) {
    const pane = leaflet.getPane("wide") || leaflet.createPane("wide");
    pane.style.zIndex = 390;  // below the rings and dots
    renderer = window.L.canvas({ pane: "wide", padding: 0.1 });
    map.layers = new Map();
    map.centres = new Map();
    homeDistricts = map.districts;
    map.districts = [];
    for (const { code, rings, middle: centre } of shapes.areas) {
      const layer = window.L.polygon(rings, { renderer, stroke: true, weight: 0.5, fillOpacity: 1, smoothFactor: 1 });
      layer.sipmapCode = code;
      layer.sipmapName = ns.data.wards.name[ns.rowOf(code)];
      map.layers.set(code, layer);
      map.centres.set(code, window.L.latLng(centre));
    }
    Object.assign(wide, { on: true, leaflet, near: null });
    leaflet.setMinZoom(NEAREST);
    leaflet.getContainer().classList.add("is-wide");
    document.querySelector("#map [role=listbox]")?.setAttribute("aria-hidden", "true");
    const hint = document.getElementById("map-keys");
    if (hint) { keys = hint.textContent; hint.textContent = KEYS; }
    ns.fitMap();
    group = window.L.featureGroup(Array.from(map.layers.values()));
    group.bindTooltip((layer) => ns.tip(layer.sipmapCode), { sticky: true, direction: "top", opacity: 1, className: "ward-tip" });
    group.on("tooltipopen mousemove", () => { const tip = group.getTooltip(); if (tip.isOpen()) ns.keepInside(tip); });
    group.on("click", ({ layer, originalEvent }) => {
      if (originalEvent?.shiftKey) ns.toggleSelected?.(layer.sipmapCode);
      else ns.choose(layer.sipmapCode, "map");
    });
    restyle();
    group.addTo(leaflet);
    const district = ns.data.wards.district, of = (area) => district[ns.rowOf(shapes.areas[area].code)];
    const between = shapes.borders.filter(({ beside }) => beside.length > 1 && of(beside[0]) !== of(beside[1]));
    lines = window.L.polyline(between.map((border) => border.places),
                              { renderer, interactive: false, color: colour("var(--map-outline)"), weight: 0.5, opacity: 0.4 });
    lines.addTo(leaflet);
    leaflet.on("zoomend", onZoom);
  }

  function leave() {
    const leaflet = wide.leaflet;
    leaflet.off("zoomend", onZoom);
    group.remove();
    lines.remove();
    renderer.remove();
    map.districts = homeDistricts;
    ns.forgetWide();
    leaflet.getContainer().classList.remove("is-wide", "is-near");
    document.querySelector("#map [role=listbox]")?.removeAttribute("aria-hidden");
    const hint = document.getElementById("map-keys");
    if (hint && keys) hint.textContent = keys;
    ns.fitMap();
    leaflet.setMinZoom(7);
  }

  /* Far out, outlines would blacken the towns: a ward's edge takes its own colour there. */
  function onZoom() {
    if (wide.on && wide.near !== isNear()) restyle();
  }
  const isNear = () => wide.leaflet.getZoom() >= NEAR_ZOOM;

  function restyle() {
    wide.near = isNear();
    for (const layer of map.layers.values()) if (layer.sipmapFill) layer.setStyle(style(layer.sipmapFill));
    lines?.setStyle({ weight: wide.near ? 1.4 : 0.5, opacity: wide.near ? 0.9 : 0.4 });
    wide.leaflet.getContainer().classList.toggle("is-near", wide.near);
  }

  function style(fill) {
    const fillColor = colour(fill);
    return { fillColor, color: wide.near ? colour("var(--map-outline)") : fillColor };
  }

  /* A canvas knows no variables and no patterns of the page. */
  function colour(fill) {
    if (!colours.has(fill)) {
      const name = /^var\((.+)\)$/.exec(fill)?.[1];
      colours.set(fill, name ? valueOf(name) : hatched(fill.includes("held") ? "--map-held" : "--map-hatch"));
    }
    return colours.get(fill);
  }
  const valueOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function hatched(name) {
    const tile = document.createElement("canvas"), pen = tile.getContext("2d");
    tile.width = tile.height = 6;
    pen.fillStyle = valueOf(name + "-ground");
    pen.fillRect(0, 0, 6, 6);
    pen.strokeStyle = valueOf(name);
    pen.lineWidth = 1.5;
    for (const shift of [-6, 0, 6]) { pen.beginPath(); pen.moveTo(shift - 1, 7); pen.lineTo(shift + 7, -1); pen.stroke(); }
    return pen.createPattern(tile, "repeat");
  }

  const recolourHome = ns.recolour;
  ns.recolour = function (fills, all) {
    if (!wide.on) { recolourHome(fills, all); return; }
    for (const [code, layer] of map.layers) {
      const fill = fills[ns.rowOf(code)];
      if (!fill || (!all && layer.sipmapFill === fill)) continue;
      layer.sipmapFill = fill;
      layer.setStyle(style(fill));
    }
  };

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours.clear();
    if (!wide.on) return;
    lines.setStyle({ color: colour("var(--map-outline)") });
    ns.paint(true);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") group?.closeTooltip(); });
})(window.sipmap);
