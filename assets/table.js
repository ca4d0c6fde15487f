/* The ranking: a plain table inside a container that the framework leaves alone. Rows are kept and sorted in
   place; a set of wards too large for one table, England, is shown by hundreds. One tab stop; arrows move between
   rows, and on to the next hundred; Enter chooses. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const PAGE_ROWS = 100, MOST_AT_ONCE = 300;
  /* `rows` holds the rows that are made, by ward; `current` the ward that is the tab stop. */
  const table = ns.table = { rows: new Map(), current: null, filter: "" };
  let order = [], inSight = [], matching = [], page = 0, result = null, shown = null, texts = [];

  const { element, part } = ns;

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
    table.rows = new Map();
    table.cut = part("tr", "row", "cut");
    table.cutText = part("td", "cell");
    table.cutText.colSpan = headings.length;
    table.cut.append(table.cutText);
    const thead = part("thead", "rowgroup");
    thead.append(head);
    node.append(table.caption, thead, table.body);
    box.replaceChildren(node);
    texts = data.wards.code.map((code, i) => plain(`${data.wards.name[i]} ${data.wards.district[i]} ${code}`));
    table.isPaged = texts.length > MOST_AT_ONCE;
    page = 0;
    table.pages = ns.tablePages(box, table.isPaged, (to) => turn({ first: 0, back: page - 1, on: page + 1, last: lastPage() }[to]));
    table.body.addEventListener("click", onClick);
    table.body.addEventListener("keydown", onKey);
    table.body.addEventListener("focusin", (e) => { const row = indexOf(e.target); if (row >= 0) table.current = row; });
    table.body.addEventListener("focusin", (e) => ns.intoSight(e.target));
    table.node = node;
    table.current = null;  // the first row in sight is the tab stop until another has had the focus
    order = [];
    inSight = [];
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
    ns.markSelectedRow(row);
    return { row, button, rank, range, word, score, shown };
  }

  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  /* Write ranks and scores, and bring the rows into order without losing the focus. */
  ns.updateTable = function (found, indicator) {
    result = found;
    shown = indicator;
    set(table.wardCaption, `Wards of ${ns.data.areaLabel}; 1 is most need`);
    table.node.classList.toggle("has-shown", Boolean(shown));
    if (shown) set(table.shownHeading, shown.short);
    set(table.cutText, cutWords(result, result.listed));
    if (result.order.some((row, place) => order[place] !== row)) {
      order = result.order;
      match();
    }
    lay();
    markChosen();
  };

  function write(row, cells) {
    set(cells.rank, result.ranks[row] ? ns.whole(result.ranks[row]) + (result.ties[row] ? "=" : "") : "\u2013");
    set(cells.score, ns.decimals(result.scores[row], ns.data.profile.places));
    if (shown) set(cells.shown, ns.written(shown.values[row], shown.how));
  }

  function cutWords(result, top) {
    const tied = top > ns.state.top ? `; the last of them share a rank` : "";
    return `${top === 1 ? "The first ward ends" : `The first ${ns.whole(top)} wards end`} here${tied}`;
  }

  /* Which wards pass the filter, in order. */
  function match() {
    const codes = ns.data.wards.code, { only } = ns.state;
    matching = order.filter((row) => (!table.filter || texts[row].includes(table.filter)) && (!only || ns.selection.has(codes[row])));
    page = Math.max(0, Math.min(page, Math.ceil(matching.length / PAGE_ROWS) - 1));
  }

  /* Lay the rows in sight in their order; rows are made when they come into sight, and moved while they stay. */
  function lay() {
    const focused = document.activeElement, held = table.body.contains(focused), top = result.listed;
    const from = table.isPaged ? page * PAGE_ROWS : 0, isWhole = matching.length === order.length;
    inSight = table.isPaged ? matching.slice(from, from + PAGE_ROWS) : matching;
    if (table.isPaged) table.rows = new Map(inSight.map((row) => [row, table.rows.get(row) ?? makeRow(ns.data.wards.code[row], row)]));
    else if (!table.rows.size) {
      order.forEach((row) => table.rows.set(row, makeRow(ns.data.wards.code[row], row)));
      ns.fillRanges();
    }
    table.rows.forEach((cells, row) => write(row, cells));
    const nodes = inSight.map((row, place) => {
      const { row: node } = table.rows.get(row), rank = result.ranks[row];
      node.classList.toggle("in-list", rank > 0 && rank <= ns.state.top);
      if (table.isPaged) node.setAttribute("aria-rowindex", from + place + 2);  // the heading is the first row
      return node;
    });
    const cutAt = top - from;
    if (isWhole && cutAt >= 0 && cutAt <= nodes.length && (cutAt > 0 || !from)) nodes.splice(cutAt, 0, table.cut);
    const wanted = new Set(nodes);
    Array.from(table.body.children).forEach((node) => { if (!wanted.has(node)) node.remove(); });
    let at = table.body.firstChild;
    for (const node of nodes) {
      if (node === at) at = at.nextSibling;
      else table.body.insertBefore(node, at);
    }
    if (held && document.activeElement !== focused) {
      if (focused.isConnected) focused.focus({ preventScroll: true });
      else table.rows.get(inSight.includes(table.current) ? table.current : inSight[0])?.button.focus({ preventScroll: true });
    }
    if (table.isPaged) {
      table.node.setAttribute("aria-rowcount", matching.length + 1);
      ns.fillRanges();
    }
    table.pages?.say(from, inSight.length, matching.length, page <= 0, page >= lastPage());
  }

  const lastPage = () => Math.ceil(matching.length / PAGE_ROWS) - 1;

  function turn(to) {
    page = to;
    lay();
    markChosen();
    document.getElementById("ranking").scrollTop = 0;
  }

  function markChosen() {
    const named = ns.data.wards.code.indexOf(ns.state.ward);
    document.getElementById("chosen-line").hidden = named < 0;
    set(document.getElementById("chosen-name"), named < 0 ? "" : `${ns.data.wards.name[named]} is chosen.`);
    const stop = inSight.includes(table.current) ? table.current : inSight[0];
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
    const place = matching.indexOf(row);
    if (place < 0) return;
    table.current = row;
    if (table.isPaged && Math.floor(place / PAGE_ROWS) !== page) turn(Math.floor(place / PAGE_ROWS));
    const box = document.getElementById("ranking"), node = table.rows.get(row).row;
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
    page = 0;
    match();
    lay();
    markChosen();
    const count = document.getElementById("filter-count");
    const words = `${ns.whole(matching.length)} of ${ns.whole(order.length)} wards`;
    if (count) count.textContent = table.filter || ns.state.only ? words : "";
  };

  const indexOf = (node) => Number(node.closest("tr")?.dataset.index ?? -1);

  function onClick(event) {
    const row = indexOf(event.target);
    if (row >= 0) ns.choose(ns.data.wards.code[row], "table");
  }

  function onKey(event) {
    const at = matching.indexOf(indexOf(event.target)), last = matching.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: last }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const place = Math.max(0, Math.min(last, to));
    table.current = matching[place];
    if (table.isPaged && Math.floor(place / PAGE_ROWS) !== page) turn(Math.floor(place / PAGE_ROWS));
    else markChosen();
    table.rows.get(table.current).button.focus();
  }
})(window.sipmap);
