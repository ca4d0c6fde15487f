/* What is asked for and what a set of wards has. */
window.sipmap = window.sipmap || {};
(function (ns) {
  "use strict";

  /* England has one ranking and few indicators: what it lacks is changed, and said. */
  ns.fitArea = function () {
    const { profiles, shown } = ns.config.england, isEngland = ns.state.area === "england", said = [];
    const show = document.getElementById("show"), choice = document.getElementById("profile");
    const label = (select, value) => Array.from(select.options).find((one) => one.value === value)?.textContent ?? value;
    for (const option of show.options) option.disabled = isEngland && option.value !== "need" && !shown.includes(option.value);
    if (!isEngland) return "";
    if (!profiles.includes(ns.state.profile)) {
      said.push(`The figures of \u2018${label(choice, ns.state.profile)}\u2019 are not held for all of England; ` +
        `its wards are ranked by \u2018${label(choice, profiles[0])}\u2019 instead.`);
      Object.assign(ns.state, { profile: profiles[0], weights: {}, top: null });
      choice.value = profiles[0];
    }
    if (ns.state.show !== "need" && !shown.includes(ns.state.show)) {
      said.push(`\u2018${label(show, ns.state.show)}\u2019 has no figures for all of England; the need score is on the map instead.`);
      ns.state.show = show.value = "need";
    }
    return said.join(" ");
  };

  /* What was changed to fit what is compared stays said until something else is compared. */
  ns.noteChange = function (said) {
    const box = document.getElementById("changed");
    if (box) { box.textContent = said; box.hidden = !said; }
  };
})(window.sipmap);
