/* What a page is like for someone who does not see it as it was drawn: read from the page itself, for survey.py. */
() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const short = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const all = (what) => Array.from(document.querySelectorAll(what)).filter(seen);
  const named = (e) => ["aria-label", "aria-labelledby", "title"].some((n) => (e.getAttribute(n) || "").trim());
  const faults = [];
  const blame = (what, found) => found.forEach((e) => faults.push(`${what}: ${short(e)}`));

  const levels = all("h1, h2, h3, h4, h5, h6").map((e) => Number(e.tagName[1]));
  if (levels.filter((n) => n === 1).length !== 1) faults.push(`not one h1 but ${levels.filter((n) => n === 1).length}`);
  if (levels[0] !== 1) faults.push("the first heading is no h1");
  levels.forEach((n, i) => { if (i && n - levels[i - 1] > 1) faults.push(`heading ${i + 1} skips a level`); });
  blame("a blank heading", all("h1, h2, h3, h4").filter((e) => !e.textContent.trim()));

  if (!/^en/.test(document.documentElement.lang)) faults.push("the page does not say its language");
  if (!document.title.trim()) faults.push("the page has no title");
  if (all("main").length !== 1) faults.push(`not one main but ${all("main").length}`);
  blame("a nav without a name, among several", all("nav").length > 1 ? all("nav").filter((e) => !named(e)) : []);
  blame("a group or form without a name", all('[role="group"], [role="listbox"]').filter((e) => !named(e)));
  blame("a fieldset without a legend", all("fieldset").filter((e) => !e.querySelector("legend") && !named(e)));
  blame("a picture without alternative text", all("img").filter((e) => !e.hasAttribute("alt")));
  blame("a drawing that is neither named nor hidden", all("svg").filter((e) => !named(e) && !e.querySelector("title")
    && !e.closest('[aria-hidden="true"], [role="listbox"]') && e.getAttribute("role") !== "presentation"
    && !e.querySelector('[role="option"]')));
  blame("a table without a caption", all("table").filter((e) => !e.caption && !named(e)));
  blame("a table without column headers", all("table").filter((e) => !e.querySelector('th[scope="col"], thead th')));
  blame("a header cell without a scope", all("th").filter((e) => !e.hasAttribute("scope")));
  blame("a field that is wrong and does not say why",
    all('[aria-invalid="true"]').filter((e) => !document.getElementById(e.getAttribute("aria-describedby"))));
  blame("an attribute that points nowhere", all("[aria-labelledby], [aria-describedby], [aria-controls]").filter((e) =>
    ["aria-labelledby", "aria-describedby", "aria-controls"].some((n) => (e.getAttribute(n) || "").split(/\s+/)
      .some((id) => id && !document.getElementById(id)))));
  const ids = Array.from(document.querySelectorAll("[id]")).map((e) => e.id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  if (twice.length) faults.push(`ids that stand twice: ${Array.from(new Set(twice)).join(", ")}`);
  return faults;
}
