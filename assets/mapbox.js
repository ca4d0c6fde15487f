/* Around the map: a box to select wards in, the full screen, how classes are made, whether places are named. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const LEAST_PX = 6;  // a shorter drag is a slip of the hand
  const byId = (id) => document.getElementById(id);
  let veil = null;

  ns.bindMapControls = function () {
    const method = byId("class-method"), number = byId("class-number");
    [method.value, number.value] = ns.state.classes.split(".");
    const choose = () => {
      ns.state.classes = `${method.value}.${number.value}`;
      ns.unpinClass();
      ns.paint(true);
      ns.writeAddress();
      ns.announce(`Classes by ${ns.config.methods[method.value][0].toLowerCase()}, ${number.value} asked for.`);
    };
    method.onchange = choose;
    number.onchange = choose;
    namesBox();
    followHeight(byId("map-section"));
    byId("full-screen").onclick = () => full(!isFull());
    veil = null;
  };

  /* The section stays in sight beside a long panel; one taller than the window by its foot (see map.css). */
  const heights = new ResizeObserver(([entry]) => {
    const { target } = entry;
    target.style.setProperty("--map-section-height", target.offsetHeight + "px");
  });
  function followHeight(section) {
    heights.disconnect();
    heights.observe(section);
  }

  function namesBox() {
    const box = byId("names-box"), input = byId("names") || ns.element("input"), label = ns.element("label", "", "Place names");
    input.id = "names";
    input.type = "checkbox";
    input.checked = ns.state.names;
    label.htmlFor = "names";
    input.onchange = () => { ns.state.names = input.checked; ns.drawNames(); ns.writeAddress(); };
    if (!input.isConnected) box.append(input, label);
  }

  ns.toggleBox = () => (veil ? endBox() : startBox());

  /* A veil over the map takes one drag, by mouse, pen or finger. */
  function startBox() {
    const frame = ns.element("div", "select-frame");
    veil = ns.element("div", "select-veil");
    veil.append(ns.element("p", "", "Drag a box round wards; Escape stops"), frame);
    byId("map-box").append(veil);
    byId("map-box").scrollIntoView({ block: "nearest", behavior: "instant" });
    byId("select-box").setAttribute("aria-pressed", "true");
    ns.announce("Drag a box on the map. With the keyboard, go to a ward on the map or in the table and press Shift and Enter.");
    let from = null;
    const at = (event) => {
      const box = veil.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const span = (to) => ({ left: Math.min(from.x, to.x), top: Math.min(from.y, to.y),
                            right: Math.max(from.x, to.x), bottom: Math.max(from.y, to.y) });
    veil.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      from = at(event);
      veil.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    veil.addEventListener("pointermove", (event) => {
      if (!from) return;
      const { left, top, right, bottom } = span(at(event));
      Object.assign(frame.style, { left: left + "px", top: top + "px", width: right - left + "px", height: bottom - top + "px" });
      frame.hidden = false;
    });
    veil.addEventListener("pointercancel", () => { from = null; frame.hidden = true; });
    veil.addEventListener("pointerup", (event) => {
      if (!from) return;
      const box = span(at(event));
      from = null;
      frame.hidden = true;
      if (Math.max(box.right - box.left, box.bottom - box.top) < LEAST_PX) return;
      endBox();
      ns.addToSelection(within(box));
    });
    frame.hidden = true;
  }

  function endBox() {
    veil?.remove();
    veil = null;
    byId("select-box")?.setAttribute("aria-pressed", "false");
  }

  function within({ left, top, right, bottom }) {
    const leaflet = ns.map.leaflet;
    return Array.from(ns.map.centres).filter(([code, centre]) => {
      if (ns.rowOf(code) === undefined) return false;
      const { x, y } = leaflet.latLngToContainerPoint(centre);
      return x >= left && x <= right && y >= top && y <= bottom;
    }).map(([code]) => code);
  }

  /* The whole screen, where the browser gives it; else the whole window. */
  const isFull = () => byId("map-section")?.classList.contains("is-full");

  async function full(wanted) {
    const section = byId("map-section");
    if (wanted && section.requestFullscreen) {
      try { await section.requestFullscreen(); } catch { /* refused: the window will do */ }
    } else if (!wanted && document.fullscreenElement) await document.exitFullscreen();
    lay(wanted);
  }

  function lay(isWanted) {
    const section = byId("map-section"), button = byId("full-screen"), leaflet = ns.map.leaflet;
    if (!section || section.classList.contains("is-full") === isWanted) return;
    section.classList.toggle("is-full", isWanted);
    document.documentElement.classList.toggle("has-full-map", isWanted);
    button.textContent = isWanted ? "Leave full screen" : "Full screen";
    if (!isWanted && !document.activeElement?.closest("#map-section")) button.focus();
    if (!leaflet) return;
    if (window.matchMedia("(pointer: coarse)").matches) leaflet.dragging[isWanted ? "enable" : "disable"]();
    requestAnimationFrame(() => {
      leaflet.invalidateSize({ animate: false });
      ns.fitMap();
      ns.drawNames();
    });
  }

  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) lay(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (veil) endBox();
    else if (isFull()) full(false);
  });
})(window.sipmap);
