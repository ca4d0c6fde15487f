/* The selection: wards put together to compare, to take away or to keep in sight. Shift with a click, Enter or
   the space bar puts a ward in or takes it out; a box on the map adds many; the address holds them. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const FEWEST_COMPARED = 2, MOST_COMPARED = 4, MOST_UNDONE = 50;
  const HOW = "To select several wards, hold Shift and click them on the map or in the table; a box selects the wards " +
    "whose middle lies in it.";
  let past = [], bar = null, kept = "";
  const selection = ns.selection = { has: (code) => ns.state.wards.includes(code) };

  const wards = (count) => `${ns.whole(count)} ${count === 1 ? "ward" : "wards"}`;
  const about = (count) => ns.whole(count < 50 ? Math.round(count) : Math.round(count / 10) * 10);
  const named = (code) => ns.data.wards.name[ns.rowOf(code)];

  ns.toggleSelected = function (code) {
    if (ns.rowOf(code) === undefined) return;
    const now = ns.state.wards, out = selection.has(code);
    change(out ? now.filter((other) => other !== code) : [...now, code],
           (said) => `${named(code)} ${out ? "taken out of the selection" : "selected"}. ${said}`);
  };

  ns.addToSelection = function (codes) {
    const added = codes.filter((code) => !selection.has(code));
    change([...ns.state.wards, ...added], (said) => `${wards(added.length)} added. ${said}`);
  };

  function change(next, words) {
    const most = ns.config.mostSelected, tooMany = next.length > most;
    past = [...past, ns.state.wards].slice(-MOST_UNDONE);
    set(next.slice(0, most));
    ns.announce(words(count()) + (tooMany ? ` A selection holds up to ${most} wards.` : ""));
  }

  function set(next) {
    ns.state.wards = next;
    if (!next.length) ns.state.only = false;
    ns.drawSelection();
    ns.writeAddress();
  }

  function undo() {
    if (!past.length) return;
    set(past.pop().filter((code) => ns.rowOf(code) !== undefined));
    ns.announce(`Undone. ${count()}`);
  }

  function count() {
    const chosen = ns.state.wards, rows = chosen.map(ns.rowOf), data = ns.data;
    if (!chosen.length) return "No ward is selected.";
    const sum = (values) => rows.reduce((total, row) => total + (values[row] ?? 0), 0);
    const without = rows.filter((row) => data.people[row] === null).length;
    return `${wards(chosen.length)} selected: about ${about(sum(data.people))} residents, about ` +
      `${about(sum(data.employmentDeprived))} people in need${without ? ` (${wards(without)} without a figure)` : ""}.`;
  }

  /* Wards that the figures at hand do not have leave the selection. */
  ns.keepSelection = function () {
    ns.state.wards = ns.state.wards.filter((code) => ns.rowOf(code) !== undefined);
    if (!ns.state.wards.length) ns.state.only = false;
    past = [];
  };

  /* Draw everything that shows the selection: map, table, bar. */
  ns.drawSelection = function () {
    if (!ns.data || !document.getElementById("selection")) return;
    ns.ring("selected", ns.state.wards);
    ns.labelWards(ns.label);
    const key = ns.state.only ? ns.state.wards.join() : "";
    if (key !== kept) {
      kept = key;
      ns.filterTable(document.getElementById("filter")?.value ?? "");
    }
    markRows();
    writeBar();
  };

  /* A row says so in a word. */
  function markRows() {
    const chosen = new Set(ns.state.wards);
    document.querySelectorAll("#ranking tr[data-code]").forEach((row) => markRow(row, chosen.has(row.dataset.code)));
  }

  function markRow(row, isIn) {
    const word = row.querySelector(".selected-word");
    if (isIn === Boolean(word)) return;
    row.classList.toggle("is-selected", isIn);
    if (isIn) row.querySelector(".district").append(ns.element("span", "selected-word", "selected"));
    else word.remove();
  }
  ns.markSelectedRow = (row) => markRow(row, selection.has(row.dataset.code));

  function button(id, text, act) {
    const node = ns.element("button", "", text);
    node.type = "button";
    node.id = id;
    node.addEventListener("click", act);
    return node;
  }

  function link(id, text) {
    const node = ns.element("a", "button", text);
    node.id = id;
    return node;
  }

  function makeBar(box) {
    const parts = {
      box, words: ns.element("p", "selection-words"), actions: ns.element("div", "actions"),
      inBox: button("select-box", "Select in a box", ns.toggleBox),
      chosen: button("selection-chosen", "", () => ns.toggleSelected(ns.state.ward)),
      compare: link("selection-compare", "Compare"),
      only: button("selection-only", "Show only these in the table", () => {
        ns.state.only = !ns.state.only;
        ns.drawSelection();
        ns.writeAddress();
      }),
      csv: link("selection-csv", "CSV of these"),
      clear: button("selection-clear", "Clear", () => change([], () => "The selection is empty; Undo brings it back.")),
      undo: button("selection-undo", "Undo", undo),
    };
    parts.csv.setAttribute("download", "");
    parts.inBox.setAttribute("aria-pressed", "false");
    parts.actions.append(parts.inBox, parts.chosen, parts.compare, parts.only, parts.csv, parts.clear, parts.undo);
    box.replaceChildren(parts.words, parts.actions);
    return parts;
  }

  function writeBar() {
    const box = document.getElementById("selection"), held = document.activeElement;
    if (bar?.box !== box || !box.firstChild) { bar = makeBar(box); past = []; }
    const size = ns.state.wards.length, ward = ns.state.ward;
    bar.words.textContent = size ? count() : HOW;
    bar.words.classList.toggle("hint", !size);
    if (ward) bar.chosen.textContent = selection.has(ward) ? `Take ${named(ward)} out` : `Select ${named(ward)}`;
    bar.only.setAttribute("aria-pressed", String(ns.state.only));
    const shown = { chosen: Boolean(ward), compare: size >= FEWEST_COMPARED && size <= MOST_COMPARED, only: size,
                    csv: size, clear: size, undo: past.length };
    for (const [name, is] of Object.entries(shown)) bar[name].hidden = !is;
    if (held && bar.actions.contains(held) && held.hidden) {  // what had the focus is gone: the next thing has it
      [bar.undo, bar.clear, bar.inBox].find((node) => !node.hidden).focus();
    }
  }

  /* In the table: Shift with a click, Enter or the space bar. Heard before the table hears it. */
  ns.bindSelection = function () {
    const table = document.getElementById("ranking");
    past = [];
    kept = "";
    if (!table || table.dataset.selects) return;
    table.dataset.selects = "yes";
    const row = (event) => (event.shiftKey ? event.target.closest?.("tr[data-code]") : null);
    const take = (event, acts) => {
      const found = row(event);
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      if (acts) ns.toggleSelected(found.dataset.code);
    };
    const isKey = (event) => event.key === "Enter" || event.key === " ";
    table.addEventListener("click", (event) => take(event, true), true);
    table.addEventListener("mousedown", (event) => { if (row(event)) event.preventDefault(); }, true);  // no text marked
    table.addEventListener("keydown", (event) => { if (isKey(event)) take(event, !event.repeat); }, true);
    table.addEventListener("keyup", (event) => { if (isKey(event)) take(event, false); }, true);
  };
})(window.sipmap);
