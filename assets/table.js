/* The ranking: a plain table inside a container that the framework leaves alone. Rows are made once for a
   set of wards, then sorted in place. One tab stop; arrows move between rows, Enter chooses. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const table = ns.table = { rows: [], current: null, filter: "" };
  let order = [];

  function element(name, className, text) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  ns.element = element;

  /* Rows are laid out as grids, so that one that is out of sight costs nothing; roles keep it a table. */
  function part(name, role, className, text) {
    const node = element(name, className, text);
    node.setAttribute("role", role);
    return node;
  }

  ns.buildTable = function () {
    const data = ns.data, box = document.getElementById("ranking");
    const node = part("table", "table", "ranking"), head = part("tr", "row");
    table.caption = element("caption");
    table.caption.id = "ranking-caption";
    table.wardCaption = element("span");
    table.rangeCaption = element("span");
    table.caption.append(table.wardCaption, ". ", table.rangeCaption, ".");
    node.setAttribute("aria-labelledby", table.caption.id);
    const headings = [["num rank", "Rank"], ["num range", "Range"], ["name", "Ward"], ["num", "People in need"],
                      ["num", "Need score"], ["num shown", ""]];
    headings.forEach(([kind, text]) => {
      const cell = part("th", "columnheader", kind, text);
      cell.scope = "col";
      head.append(cell);
    });
    table.shownHeading = head.lastChild;
    table.body = part("tbody", "rowgroup");
    table.rows = data.wards.code.map(makeRow);
    table.cut = part("tr", "row", "cut");
    table.cutText = part("td", "cell");
    table.cutText.colSpan = headings.length;
    table.cut.append(table.cutText);
    const thead = part("thead", "rowgroup");
    thead.append(head);
    node.append(table.caption, thead, table.body);
    box.replaceChildren(node);
    table.body.addEventListener("click", onClick);
    table.body.addEventListener("keydown", onKey);
    table.body.addEventListener("focusin", (e) => { const row = indexOf(e.target); if (row >= 0) table.current = row; });
    table.node = node;
    table.current = null;  // the first row in sight is the tab stop until another has had the focus
    order = [];
  };

  function makeRow(code, index) {
    const row = part("tr", "row"), name = part("th", "rowheader", "name"), button = element("button", "ward-name");
    row.dataset.index = index;
    row.dataset.code = code;
    name.scope = "row";
    button.type = "button";
    button.tabIndex = -1;
    button.textContent = ns.data.wards.name[index];
    const district = element("span", "district", ns.data.wards.district[index]), word = element("span", "word");
    district.append(" ", word);
    name.append(button, district);
    const [rank, range, score, shown] = ["rank", "range", "score", "shown"].map((kind) => part("td", "cell", "num " + kind));
    const people = part("td", "cell", "num", ns.decimals(ns.data.employmentDeprived[index], 0));
    row.append(rank, range, name, people, score, shown);
    return { row, button, rank, range, word, score, shown };
  }

  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  /* Write ranks and scores, and bring the rows into order without losing the focus. */
  ns.updateTable = function (result, shown) {
    const places = ns.data.profile.places;
    set(table.wardCaption, `Wards of ${ns.data.areaLabel}; 1 is most need`);
    table.node.classList.toggle("has-shown", Boolean(shown));
    if (shown) set(table.shownHeading, shown.short);
    table.rows.forEach((cells, row) => {
      set(cells.rank, result.ranks[row] ? String(result.ranks[row]) + (result.ties[row] ? "=" : "") : "–");
      set(cells.score, ns.decimals(result.scores[row], places));
      if (shown) set(cells.shown, ns.written(shown.values[row], shown.how));
    });
    const top = result.listed;
    if (result.order.some((row, place) => order[place] !== row) || table.top !== top) sort(result.order, top);
    set(table.cutText, cutWords(result, top));
    markChosen();
  };

  function cutWords(result, top) {
    const tied = top > ns.state.top ? `; the last of them share a rank` : "";
    return `${top === 1 ? "The first ward ends" : `The first ${top} wards end`} here${tied}`;
  }

  function sort(next, top) {
    const focused = document.activeElement, held = table.body.contains(focused);
    const nodes = next.map((row) => table.rows[row].row);
    nodes.forEach((node, place) => node.classList.toggle("in-list", place < top));
    nodes.splice(top, 0, table.cut);
    let at = table.body.firstChild;
    for (const node of nodes) {
      if (node === at) at = at.nextSibling;
      else table.body.insertBefore(node, at);
    }
    if (held && document.activeElement !== focused) focused.focus({ preventScroll: true });
    order = next;
    table.top = top;
    applyFilter();
  }

  function markChosen() {
    const named = ns.data.wards.code.indexOf(ns.state.ward);
    document.getElementById("chosen-line").hidden = named < 0;
    set(document.getElementById("chosen-name"), named < 0 ? "" : `${ns.data.wards.name[named]} is chosen.`);
    const stop = visible().includes(table.current) ? table.current : visible()[0];
    table.rows.forEach((cells, row) => {
      const chosen = ns.data.wards.code[row] === ns.state.ward;
      cells.row.classList.toggle("chosen", chosen);
      if (chosen) cells.button.setAttribute("aria-current", "true");
      else cells.button.removeAttribute("aria-current");
      cells.button.tabIndex = row === stop ? 0 : -1;
    });
  }
  ns.markChosen = markChosen;

  /* Bring a row into view inside the table's own box; the page does not move. */
  ns.revealRow = function (row) {
    const box = document.getElementById("ranking"), node = table.rows[row]?.row;
    if (!node) return;
    table.current = row;
    const bring = () => {
      const top = node.offsetTop, head = table.node.tHead.offsetHeight;
      if (top - head < box.scrollTop || top + node.offsetHeight > box.scrollTop + box.clientHeight) {
        box.scrollTop = top - box.clientHeight / 2;
      }
    };
    bring();
    requestAnimationFrame(bring);  // rows out of sight have an estimated height until they are seen
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  ns.filterTable = function (text) {
    table.filter = plain(text.trim());
    const found = applyFilter();
    markChosen();
    const count = document.getElementById("filter-count");
    if (count) count.textContent = table.filter || ns.state.only ? `${found} of ${table.rows.length} wards` : "";
  };

  function applyFilter() {
    const wards = ns.data.wards;
    let found = 0;
    table.rows.forEach(({ row }, i) => {
      const text = plain(`${wards.name[i]} ${wards.district[i]} ${wards.code[i]}`);
      row.hidden = (Boolean(table.filter) && !text.includes(table.filter))
        || (ns.state.only && !ns.selection.has(wards.code[i]));
      if (!row.hidden) found += 1;
    });
    table.cut.hidden = Boolean(table.filter) || ns.state.only;
    return found;
  }

  const visible = () => order.filter((row) => !table.rows[row].row.hidden);
  const indexOf = (node) => Number(node.closest("tr")?.dataset.index ?? -1);

  function onClick(event) {
    const row = indexOf(event.target);
    if (row >= 0) ns.choose(ns.data.wards.code[row], "table");
  }

  function onKey(event) {
    const rows = visible(), at = rows.indexOf(indexOf(event.target)), last = rows.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: last }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const button = table.rows[rows[Math.max(0, Math.min(last, to))]].button;
    table.current = rows[Math.max(0, Math.min(last, to))];
    markChosen();
    button.focus();
  }
})(window.sipmap);
