/* A page that is on its way, and a server that does not answer: the frame says which, and takes it back when the
   server answers again. What is on the page, typed or drawn, stays. */
(function () {
  "use strict";
  const ASKED = "/_dash-update-component";
  const plain = window.fetch;
  let isLeaving = false;
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  function tell(isLost) {
    const box = document.getElementById("lost");
    if (box && !isLeaving) box.hidden = !isLost;
  }

  window.fetch = function (what, how) {
    const answer = plain.call(window, what, how);
    const address = typeof what === "string" ? what : (what && what.url) || "";
    if (address.split("?")[0].endsWith(ASKED)) {
      answer.then((got) => tell(got.status >= 500), (error) => { if (!error || error.name !== "AbortError") tell(true); });
    }
    return answer;
  };
})();
