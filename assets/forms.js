/* Forms that write: sent without leaving the page, so that nothing typed is ever lost. A form is
   <form data-write="name">; mistakes are set beside their fields and told at its head. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";
  const LOST = "The server cannot be reached, so nothing was saved. What you typed is still here: send it again when the connection is back.";
  const SAID = "sipmap-said";
  let token = null;

  /* What was done is said once more at the head of the page that shows it. */
  const said = window.sessionStorage.getItem(SAID);
  if (said) {
    window.sessionStorage.removeItem(SAID);
    const watch = new MutationObserver(() => {
      const heading = document.querySelector("main h1");
      if (!heading) return;
      watch.disconnect();
      const box = document.createElement("p");
      box.className = "form-state done";
      box.setAttribute("role", "status");
      box.textContent = said;
      heading.insertAdjacentElement("afterend", box);
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  }

  async function session() {
    const answer = await fetch("/session", { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error("session");
    return answer.json();
  }

  function tell(form, text, kind) {
    const box = form.querySelector(".form-state");
    box.textContent = text;
    box.className = "form-state " + (kind || "");
    box.hidden = !text;
    if (text && kind === "wrong") box.focus();
  }

  function mark(form, mistakes) {
    form.querySelectorAll(".field-error").forEach((said) => said.remove());
    form.querySelectorAll("[aria-invalid]").forEach((field) => { field.removeAttribute("aria-invalid"); field.removeAttribute("aria-describedby"); });
    for (const [name, sentence] of Object.entries(mistakes || {})) {
      const field = form.elements.namedItem(name);
      const label = field && field.closest && field.closest(".field");
      if (!label) continue;
      const said = document.createElement("span");
      said.className = "field-error";
      said.id = "wrong-" + name;
      said.textContent = "Error: " + sentence;
      label.insertBefore(said, label.lastElementChild);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", said.id);
    }
  }

  async function send(form) {
    if (token === null) token = (await session()).token;
    const answer = await fetch("/write/" + encodeURIComponent(form.dataset.write), {
      method: "POST", body: new FormData(form), redirect: "manual",
      headers: { Accept: "application/json", "X-Sipmap-Form": token },
    });
    if (answer.type === "opaqueredirect") {
      throw new Error("You have been signed out. Sign in again in another tab; what you typed is still here: then send it again.");
    }
    const said = await answer.json().catch(() => ({ error: "The server answered " + answer.status + ", so nothing was saved." }));
    if (answer.status === 401) token = null;  // the next sending asks for a fresh one
    return { ok: answer.ok, ...said };
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-write]");
    if (!form) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    tell(form, "Saving.", "");
    try {
      const said = await send(form);
      mark(form, said.mistakes);
      if (said.ok) {
        tell(form, said.said, "done");
        window.sessionStorage.setItem(SAID, said.said);
        window.location.assign(said.location);
      } else tell(form, said.error, "wrong");
    } catch (error) {
      tell(form, error instanceof TypeError || error.message === "session" ? LOST : error.message, "wrong");
    }
    form.removeAttribute("aria-busy");
  }, true);

  /* One select more, for a field that takes several values. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-another]");
    if (!button) return;
    const labels = button.closest("fieldset").querySelectorAll("label"), made = labels[labels.length - 1].cloneNode(true);
    const select = made.querySelector("select"), number = labels.length + 1;
    select.name = button.dataset.another + "-" + number;
    select.value = "";
    made.querySelector(".label").textContent = made.querySelector(".label").textContent.replace(/\d+$/, number);
    labels[labels.length - 1].after(made);
    select.focus();
  });

  /* A file that is chosen is read here, so that the person sees what will be sent. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fill]");
    if (!button) return;
    const field = button.form.elements.namedItem(button.dataset.fill), chooser = document.createElement("input");
    chooser.type = "file";
    chooser.accept = ".csv,text/csv";
    chooser.addEventListener("change", async () => {
      if (!chooser.files.length) return;
      const text = await chooser.files[0].text();
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    chooser.click();
  });
})(window.sipmap);
