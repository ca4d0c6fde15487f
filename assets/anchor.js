/* An address that names a part of the page: the part is drawn after the page has loaded, so go to it then. */
(function () {
  "use strict";
  const GIVE_UP_MS = 10_000;
  if (!window.location.hash) return;
  const name = decodeURIComponent(window.location.hash.slice(1));
  const seen = new MutationObserver(go);
  function go() {
    const part = document.getElementById(name);
    if (!part) return;
    seen.disconnect();
    part.scrollIntoView();
    part.focus({ preventScroll: true });
  }
  seen.observe(document.documentElement, { childList: true, subtree: true });
  setTimeout(() => seen.disconnect(), GIVE_UP_MS);
  go();
})();
