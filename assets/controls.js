/* The controls: what is compared, by which profile, what the map shows, the weights, the size of the list. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const byId = (id) => document.getElementById(id);
  let outputs = [];

  function field(box, id, type) {
    const input = byId(id) || ns.element("input");
    input.id = id;
    input.type = type;
    if (!input.isConnected) byId(box).append(input);
    return input;
  }

  ns.bindControls = function () {
    const top = field("top-box", "top", "number"), filter = field("filter-box", "filter", "search");
    top.min = 1;
    if (!top.nextSibling) top.after(ns.element("span", "hint", "wards"));
    filter.autocomplete = "off";
    filter.value = "";
    const on = (id, event, act) => {
      const node = byId(id);
      if (node) node["on" + event] = () => act(node);
    };
    on("area", "change", (node) => { ns.state.area = node.value; ns.load(); });
    on("profile", "change", (node) => { ns.state.profile = node.value; ns.state.weights = {}; ns.state.top = null; ns.load(); });
    on("show", "change", (node) => { ns.state.show = node.value; ns.showIndicator(); });
    on("top", "change", (node) => { ns.state.top = clamp(node); ns.changed(); });
    on("filter", "input", (node) => ns.filterTable(node.value));
    on("reset-weights", "click", () => { setWeights(ns.data.parts.map((p) => p.weight)); ns.changed(); });
    byId("area").value = ns.state.area;
    byId("profile").value = ns.state.profile;
    byId("show").value = ns.state.show;
  };

  function clamp(node) {
    const most = ns.data.wards.code.length;
    const value = Math.min(most, Math.max(1, Math.round(Number(node.value)) || ns.data.profile.size));
    node.value = value;
    return value;
  }

  ns.showTop = function () {
    const node = byId("top");
    node.max = ns.data.wards.code.length;
    node.value = ns.state.top;
  };

  function setWeights(weights) {
    ns.state.weights = weights;
    outputs.forEach(({ input }, p) => { input.value = weights[p] * 100; });
    writeShares();
  }

  /* A slider for each part: named, with its value in words, by mouse, touch and keyboard. */
  ns.buildSliders = function () {
    const box = byId("sliders");
    outputs = ns.data.parts.map((part, p) => {
      const wrap = ns.element("div", "slider"), label = ns.element("label", "", part.short);
      const input = ns.element("input"), output = ns.element("span", "weight");
      input.type = "range";
      input.id = "weight-" + part.id;
      input.min = 0;
      input.max = 100;
      input.step = "any";
      input.title = part.label;
      input.value = ns.state.weights[p] * 100;
      label.htmlFor = input.id;
      if (part.period) label.append(" ", ns.element("span", "hint", part.period));
      input.addEventListener("input", () => move(p, Math.round(Number(input.value))));
      input.addEventListener("keydown", (event) => step(event, p));
      wrap.append(label, output, input);
      return { wrap, input, output };
    });
    box.replaceChildren(...outputs.map((o) => o.wrap));
    writeShares();
    byId("profile-note").textContent = ns.data.profile.description;
  };

  const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };

  function step(event, p) {
    if (!STEPS[event.key]) return;
    event.preventDefault();
    const now = ns.state.weights[p] * 100, next = Math.max(0, Math.min(100, now + STEPS[event.key]));
    outputs[p].input.value = next;
    move(p, next);
  }

  function move(p, points) {
    ns.state.weights[p] = points / 100;
    writeShares();
    if (ns.state.weights.some((weight) => weight > 0)) ns.moved();
  }

  function writeShares() {
    const total = ns.state.weights.reduce((a, b) => a + b, 0);
    outputs.forEach(({ input, output }, p) => {
      const points = Number((ns.state.weights[p] * 100).toFixed(1));
      const share = total > 0 ? Math.round(ns.state.weights[p] / total * 100) : 0;
      output.textContent = `${points} (${share}%)`;
      input.setAttribute("aria-valuetext", `weight ${points}, ${share} per cent of the score`);
    });
    ns.trouble(total > 0 ? "" : "Every weight is zero, so there is no order: give at least one more than zero.");
  }
})(window.sipmap);
