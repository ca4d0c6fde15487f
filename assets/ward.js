// The ward's page: printing and copying its address, where the browser can do so.
(function () {
  "use strict";
  function reveal() {
    document.querySelectorAll(".ward-print[hidden]").forEach((button) => { button.hidden = false; });
    if (navigator.clipboard) {
      document.querySelectorAll(".ward-copy[hidden]").forEach((button) => { button.hidden = false; });
    }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".ward-print, .ward-copy");
    if (!button) { return; }
    if (button.classList.contains("ward-print")) { window.print(); return; }
    navigator.clipboard.writeText(window.location.origin + window.location.pathname).then(
      () => { document.getElementById("live").textContent = button.textContent = "Link copied"; },
      () => { document.getElementById("live").textContent = "The link could not be copied; it is in the address bar."; },
    );
  });
  new MutationObserver(reveal).observe(document.documentElement, { childList: true, subtree: true });
})();
