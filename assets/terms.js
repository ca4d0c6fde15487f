/* Definitions beside terms: the browser's own popover, opened by the button before it, closed by Escape or a click
   elsewhere. What opens is spoken through the page's live region. */
(function () {
  "use strict";
  const GAP_PX = 6, EDGE_PX = 8;

  /* Set up at the first press: what the press itself does then is the browser's own. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".term-button");
    if (!button) return;
    const box = button.nextElementSibling;
    if (!("popoverTargetElement" in button)) {
      box.hidden = !box.hidden;
      button.setAttribute("aria-expanded", String(!box.hidden));
      return;
    }
    if (button.popoverTargetElement === box) return;
    box.popover = "auto";
    box.hidden = false;
    box.addEventListener("toggle", (toggled) => {
      const isOpen = toggled.newState === "open";
      button.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) return;
      place(box, button.getBoundingClientRect());
      const live = document.getElementById("live");
      if (live) live.textContent = box.textContent;
    });
    button.popoverTargetElement = box;
  });

  /* Where the page is laid out anew, what is open would stand beside its word no more: it is set again. */
  window.addEventListener("resize", () => {
    const box = document.querySelector(".definition:popover-open");
    if (box) place(box, box.previousElementSibling.getBoundingClientRect());
  });

  /* Below the button, or above it where there is no room; never over the edge of the screen. */
  function place(box, at) {
    const root = document.documentElement;
    const left = Math.min(at.left, root.clientWidth - box.offsetWidth - EDGE_PX);
    const below = at.bottom + GAP_PX, above = at.top - GAP_PX - box.offsetHeight;
    const top = below + box.offsetHeight > root.clientHeight && above > 0 ? above : below;
    box.style.left = `${Math.max(EDGE_PX, left) + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  }
})();
