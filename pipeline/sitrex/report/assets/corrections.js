// Corrections: made in the panel, kept by the browser for this report, exported as a file for `--corrections`.
"use strict";

const THINGS = {
  UNIT: "units", GPE: "places", LOC: "places", FAC: "places", EQUIPMENT: "equipment", ORG: "organisations",
  PERSON: "people", NORP: "groups", EVENT: "events", DATE: "dates", TIME: "dates", DURATION: "dates", SET: "dates",
  CARDINAL: "numbers", ORDINAL: "numbers", PERCENT: "numbers", QUANTITY: "numbers", MONEY: "numbers",
};
const VERBS = {
  hide: ["Leave it out", ""],
  rename: ["Rename it", "new name"],
  merge: ["It is the same as", "name of the other"],
  split: ["It is another one", "name of its own"],
  set: ["Set a field", "value; empty: not known"],
};
const shelf = `sitrex corrections ${new URL(document.body.dataset.root || ".", location.href)}`;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(shelf)) ?? [];
  } catch {
    return [];
  }
}

let corrections = kept();
const counter = element("button", { type: "button", id: "corrections", hidden: true });
document.querySelector("nav").append(counter);
counter.addEventListener("click", listCorrections);

function keep(changed) {
  corrections = changed;
  try {
    localStorage.setItem(shelf, JSON.stringify(corrections));
  } catch {
    // a browser that keeps nothing from files: they last as long as the page
  }
  counter.hidden = !corrections.length;
  counter.textContent = counted(corrections.length, "correction");
}

keep(corrections);

// one correction a line: JSON, which is YAML too
const written = () =>
  corrections
    .map((each) => `- {${Object.entries(each).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}\n`)
    .join("");

function said(correction) {
  const verb = Object.keys(VERBS).find((name) => name in correction);
  const where = correction.document ? (correction.at === undefined ? ` in ${correction.document}` : `, one mention in ${correction.document}`) : "";
  const field = correction.field ? ` ${correction.field}` : "";
  const to = "to" in correction ? `: ${correction.to ?? "not known"}` : "";
  return `${verb} ${correction[verb]} (${correction.in}${where})${field}${to}`;
}

function listCorrections() {
  const list = element("ol", { class: "said" });
  corrections.forEach((each, i) => {
    const drop = element("button", { type: "button", "aria-label": `Take back: ${said(each)}` }, "Take back");
    drop.addEventListener("click", () => {
      keep(corrections.filter((_, other) => other !== i));
      listCorrections();
    });
    list.append(element("li", {}, said(each), element("small", {}, ` ${each.reason} `), drop));
  });
  const link = element("a", { download: "corrections.yaml", class: "export" }, "Export corrections");
  link.href = URL.createObjectURL(new Blob([written()], { type: "application/yaml" }));
  showPanel(
    counted(corrections.length, "correction"),
    corrections.length ? element("p", {}, link) : null,
    element("p", { class: "hint" }, "Give the file to sitrex report, collate or export with --corrections; the records stay as they are."),
    list,
  );
}

// The form for one thing: `name` of the thing, its `label`; of a mention also `document`, `at` and its `words`.
function correctionForm({ name, label, document: id, at, words }) {
  const thing = THINGS[label];
  const named = thing !== "dates" && thing !== "numbers";
  const option = (value, title) => element("option", { value }, title);
  const verbs = element("select", { "aria-label": "What is wrong" });
  for (const [verb, [title]] of Object.entries(VERBS)) {
    if (named || verb === "hide" || verb === "set") verbs.append(option(verb, title));
  }
  const scope = element("select", { "aria-label": "Where" });
  if (id !== undefined) scope.append(option("mention", "this mention"), option("document", "in this article"));
  scope.append(option("all", "in all articles"));
  const field = element("select", { "aria-label": "Field" });
  const to = element("input", { type: "text", "aria-label": "To" });
  const reason = element("input", { type: "text", required: true, placeholder: "reason", "aria-label": "Reason" });
  const form = element("form", {}, verbs, field, to, scope, reason, element("button", {}, "Add"));
  async function adapt() {
    field.hidden = verbs.value !== "set";
    to.hidden = verbs.value === "hide";
    to.required = !to.hidden && verbs.value !== "set";
    to.placeholder = VERBS[verbs.value][1];
    if (!field.hidden && !field.options.length) {
      field.append(...(await load("settable"))[thing].map((each) => option(each, each.replaceAll("_", " "))));
    }
  }
  verbs.addEventListener("change", adapt);
  adapt();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const one = scope.value === "mention";
    const correction = { [verbs.value]: (one ? words : name).replace(/\s+/g, " "), in: thing };
    if (verbs.value === "set") correction.field = field.value;
    if (verbs.value !== "hide") correction.to = to.value.trim() || null;
    if (scope.value !== "all") correction.document = id;
    if (one) correction.at = at;
    correction.reason = reason.value.trim();
    keep([...corrections, correction]);
    listCorrections();
  });
  return element("details", { class: "correct" }, element("summary", {}, "Correct this"), form);
}
