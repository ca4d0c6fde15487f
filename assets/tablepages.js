/* The way through the hundreds of a set of wards too large for one table. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";

  /* Buttons and a line that says where one is, after the table's box; `turn` is told first, back, on or last. */
  ns.tablePages = function (box, isNeeded, turn) {
    document.getElementById("table-pages")?.remove();
    if (!isNeeded) return null;
    const bar = ns.element("div", "table-pages"), said = ns.element("span", "table-place");
    bar.id = "table-pages";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Pages of the ranking");
    said.setAttribute("role", "status");
    bar.append(said);
    const make = (text, to) => {
      const button = ns.element("button", "", text);
      button.type = "button";
      button.addEventListener("click", () => { if (button.getAttribute("aria-disabled") !== "true") turn(to); });
      bar.append(button);
      return button;
    };
    const back = [make("First", "first"), make("Previous 100", "back")], on = [make("Next 100", "on"), make("Last", "last")];
    box.after(bar);
    return { say: (from, shown, count, isFirst, isLast) => {
      const places = `Wards ${ns.whole(from + 1)} to ${ns.whole(from + shown)} of ${ns.whole(count)}`;
      const words = shown ? places : "No ward";
      if (said.textContent !== words) said.textContent = words;
      back.forEach((button) => button.setAttribute("aria-disabled", String(isFirst)));
      on.forEach((button) => button.setAttribute("aria-disabled", String(isLast)));
    } };
  };
})(window.sipmap);
