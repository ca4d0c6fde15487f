/* Elements made with a class and a text; text is never markup. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";

  function element(name, className, text) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /* Rows are laid out as grids, so that one that is out of sight costs nothing; roles keep it a table. */
  function part(name, role, className, text) {
    const node = element(name, className, text);
    node.setAttribute("role", role);
    return node;
  }

  ns.element = element;
  ns.part = part;

  /* What the keyboard came to; parts beyond a box are laid out only then, so that the browser's own scrolling may
     fall short. */
  ns.intoSight = function (node) {
    if (node.matches(":focus-visible")) requestAnimationFrame(() => node.scrollIntoView({ block: "nearest" }));
  };
})(window.sipmap);
