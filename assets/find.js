/* "Use my position": asked of the browser only when the visitor presses the button, and sent once, by POST, so that
   it stands in no address. */
(function () {
  "use strict";
  const WAIT_MS = 20_000, KEPT_MS = 60_000, DECIMALS = 4, TOO_VAGUE_M = 2_000;
  const INSTEAD = " Type a postcode or a name instead.";
  const REASONS = {
    1: "Your browser was not allowed to say where you are." + INSTEAD,
    2: "Your browser could not find out where you are." + INSTEAD,
    3: "Your browser took too long to find out where you are. Press the button again, or type a postcode or a name.",
  };

  /* Shown only where it can work: with this script, on a secure page, in a browser that knows positions. */
  function offer() {
    document.querySelectorAll(".position[hidden]").forEach((section) => {
      if (navigator.geolocation && window.isSecureContext) section.hidden = false;
    });
  }
  new MutationObserver(offer).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest('[data-act="position"]');
    if (!button) return;
    const section = button.closest(".position");
    const say = (text) => { section.querySelector(".position-said").textContent = text; };
    say("Asking your browser where you are.");
    navigator.geolocation.getCurrentPosition(
      (found) => {
        const { latitude, longitude, accuracy } = found.coords;
        if (accuracy > TOO_VAGUE_M) {
          say(`Your browser knows where you are only to within ${Math.round(accuracy / 1000)} km.` + INSTEAD);
          return;
        }
        say("Finding the ward.");
        send(section.dataset.go, { lat: latitude.toFixed(DECIMALS), lon: longitude.toFixed(DECIMALS) });
      },
      (error) => say(REASONS[error.code] || REASONS[2]),
      { timeout: WAIT_MS, maximumAge: KEPT_MS },
    );
  });

  function send(address, fields) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    form.hidden = true;
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement("input");
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }
})();
