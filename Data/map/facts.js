// What a card and a printed sheet say of things, as nodes.
"use strict";

(() => {
  const { t, pick, word, number, roubles, bare, unit, coded, el } = Mezha;

  // Rows of the comparison: the register's property, then the survey's.
  const PAIRS = [
    ["declared_area_m2", null], ["floor_area_m2", null], ["geometry_area_m2", "area_m2"], ["floors", "floors"], [null, "height_m"],
    ["permitted_use", "use"], ["purpose", "use"], ["category", null], [null, "capital"], [null, "claimed_key"], ["year_built", null],
    ["right", null], ["cadastral_value_rub", null], ["status", null], ["balance", "balance"], ["address", null], ["parent_key", null], ["parcel_keys", null],
    ["point_accuracy_m", "accuracy_m"], [null, "surveyed"],
  ];

  const property = (item, name) => item?.layer.info.properties.find((one) => one.name === name);
  const isPlain = (value) => value !== null && value !== undefined && value !== "";

  const valueText = (one, value) => {
    const codes = Mezha.meta.codes[one.name];
    if (codes?.[value]) return pick(codes[value]);
    if (one.name.endsWith("_key") || one.name.endsWith("_keys")) return Mezha.keys(value).map(bare).join(", ");
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") {
      if (one.name.startsWith("year")) return String(value);
      const sign = { m2: unit("m2"), m: unit("m"), RUB: "₽", deg: "°" }[one.unit] ?? "";
      return `${number(value, one.unit === "deg" ? 4 : 2)} ${sign}`.trim();
    }
    return String(value);
  };
  const valueOf = (item, name) => {
    const one = name === null ? null : property(item, name), value = one ? item.p?.[name] : null;
    return isPlain(value) ? valueText(one, value) : null;
  };

  const links = (keys) => {
    const nodes = [];
    for (const key of keys.slice(0, 30)) {
      if (nodes.length > 0) nodes.push(", ");
      nodes.push(el("button", { className: "link", type: "button", click: () => Mezha.card.goToKey(key) }, bare(key)));
    }
    if (keys.length > 30) nodes.push(` ${t("and_more")} ${number(keys.length - 30)}`);
    return nodes;
  };

  const table = (rows) => el("table", { className: "facts" }, el("tbody", {},
    rows.map(([label, value]) => el("tr", {}, el("th", { scope: "row" }, label), el("td", {}, value)))));

  // What an inspector does not look at on the ground.
  const DESK = new Set(["category", "status", "balance", "cadastral_value_rub", "parent_key", "point_accuracy_m", "year_built"]);

  /** Register and survey side by side; either may be absent. `name` makes the heading of an object. */
  const comparison = (register, survey, name, isShort) => {
    const rows = [];
    const seen = new Set();
    for (const [there, here] of PAIRS) {
      if (isShort && DESK.has(there)) continue;
      const left = valueOf(register, there), right = here !== null && !seen.has(here) ? valueOf(survey, here) : null;
      if (there !== null && !property(register, there) && left === null && right === null) continue;
      if (left === null && right === null) continue;
      if (right !== null) seen.add(here);
      const said = property(register, there) ?? property(survey, here);
      rows.push(el("tr", { className: left !== null && right !== null && left !== right ? "differs" : "" },
        el("th", { scope: "row" }, word(said)), el("td", {}, left ?? "—"), el("td", {}, right ?? "—")));
    }
    return el("table", { className: "pair" },
      el("caption", { className: "unseen" }, t("compare")),
      el("thead", {}, el("tr", {}, el("td", {}),
        el("th", { scope: "col", className: `is-register${register ? "" : " is-absent"}` }, t("books"), el("div", {}, register ? name(register) : t("no_object"))),
        el("th", { scope: "col", className: `is-survey${survey ? "" : " is-absent"}` }, t("ground"), el("div", {}, survey ? name(survey) : t("no_object"))))),
      el("tbody", {}, rows));
  };

  const money = (lines, isShort) => {
    const rows = [];
    for (const [object, channel, tax, low, expected, high, period, budget, law, assumptions] of lines) {
      rows.push(el("tr", {},
        el("th", { scope: "row" }, `${pick(Mezha.meta.channels[channel])}, ${t(period)}`),
        el("td", { className: "number" }, roubles(low)), el("td", { className: "number" }, el("b", {}, roubles(expected))),
        el("td", { className: "number" }, roubles(high))));
      const words = [object, coded("tax", tax), coded("budget", budget), law, assumptions].filter(Boolean).join(" · ");
      if (!isShort) rows.push(el("tr", { className: "note" }, el("td", { colSpan: 4 }, el("details", {}, el("summary", {}, t("grounds")), words))));
    }
    return el("table", { className: "lines" },
      el("thead", {}, el("tr", {}, el("td", {}, "₽"), el("th", { scope: "col" }, "P10"), el("th", { scope: "col" }, t("expected")), el("th", { scope: "col" }, "P90"))),
      el("tbody", {}, rows));
  };

  /** Measure, tolerance, probability, area, depth, onto, and how many tolerances the measure is. */
  const measures = (item) => {
    const { p } = item, cell = (label, value) => el("div", {}, el("span", {}, label), el("b", {}, value));
    const cells = [];
    if (p.unit !== "") cells.push(cell(t("measure"), Mezha.measure(p.measure, p.unit)));
    if (p.tolerance !== null) cells.push(cell(t("tolerance"), Mezha.measure(p.tolerance, p.unit)));
    cells.push(cell(t("chance"), Mezha.chance(p.probability)));
    if (p.area_m2 !== null && p.unit !== "m2") cells.push(cell(t("area"), `${number(p.area_m2, 1)} ${unit("m2")}`));
    if (p.depth_m !== null) cells.push(cell(t("depth"), `${number(p.depth_m, 2)} ${unit("m")}`));
    if (p.onto !== null) cells.push(cell(t("onto"), coded("onto", p.onto)));
    const nodes = [el("div", { className: "measure" }, cells)];
    if (p.ratio !== null && p.ratio > 0) {
      // A logarithmic bar from a tenth of the tolerance to a hundredfold; the mark is the tolerance.
      const place = (ratio) => Math.max(0, Math.min(100, (Math.log10(ratio) + 1) / 3 * 100));
      nodes.push(el("div", {}, el("div", { className: "quiet" }, Mezha.times(p.ratio)),
        el("div", { className: "bar", "aria-hidden": "true" }, el("i", { style: { width: `${place(p.ratio)}%`, background: item.family.colour } }),
          el("u", { style: { left: `${place(1)}%` } }), el("s", { style: { left: `${place(1)}%` } }, t("mark")))));
    }
    return nodes;
  };

  /** Why it is a sign: the finding's own words, and its explanation where the run has one. */
  const explanation = (item) => {
    const own = item.p[`detail_${Mezha.language}`], more = item.p[`explanation_${Mezha.language}`] ?? item.p.explanation;
    return [own, more === own ? null : more].filter((text) => typeof text === "string" && text !== "").map((text) => el("div", { className: "detail" }, text));
  };

  /** The explanation of a finding, line by line; `isOpen` for paper. */
  const why = (reasons, isOpen) => {
    const own = reasons?.[Mezha.language === "ru" ? 0 : 1];
    if (!own) return null;
    const part = (title, lines) => (lines.length === 0 ? null
      : [el("h3", {}, t(title)), el("ul", {}, lines.map((line) => el("li", {}, line)))]);
    const odds = own.evidence.map(([name, value]) => `${name}: ${value < 0 ? "" : "+"}${number(value, 2)}`);
    const parts = [part("compared", own.compared), part("flips", own.flips), isOpen ? null : part("evidence", odds), isOpen ? null : part("notes", own.notes),
      isOpen ? null : part("laws", own.laws)];
    if (parts.every((one) => one === null)) return null;
    return el("details", { className: "why", open: isOpen }, el("summary", {}, t("explanation")), parts);
  };

  Mezha.facts = { comparison, money, measures, explanation, why, links, table, valueText, property };
})();
