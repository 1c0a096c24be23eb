// The list of findings: a table for everybody, and the way to the findings for those who do not see a map.
"use strict";

(() => {
  const { state, store, t, word, number, roubles, measure, el, $, clear, geometry } = Mezha;
  const PAGE = 40;
  let length = PAGE;

  const chosen = () => {
    const box = state.inView ? Mezha.map.box() : null;
    return store.findings.filter((item) => Mezha.choice.passes(item) && (box === null || (item.box && geometry.meets(item.box, box))));
  };

  const money = (item) => [
    item.year ? el("b", {}, roubles(item.year)) : null,
    item.once ? el("div", { className: "quiet" }, `${t("once")} ${roubles(item.once)}`) : null,
  ];

  const row = (item) => {
    const isOn = state.selected === item.key, decided = Mezha.decisions.of(item.id).decision;
    return el("tr", { className: isOn ? "on" : "" },
      el("th", { scope: "row", style: { borderLeftColor: item.family.colour } },
        el("button", {
          type: "button", className: "item", "data-finding": item.id, "aria-current": isOn ? "true" : null,
          click: () => Mezha.card.go(item),
        }, word(item.kind)),
        el("div", { className: "quiet" }, [
          item.objects || `${t("of_quarter")} ${item.quarter}`, item.unit === "" ? "" : measure(item.measure, item.unit), item.center ? "" : t("no_place"),
        ].filter(Boolean).join(" · "), decided === "undecided" ? null : el("span", { className: `decided ${decided}` }, t(decided)))),
      el("td", { className: "number" }, Mezha.chance(item.probability)),
      el("td", { className: "number" }, money(item)));
  };

  const render = () => {
    const section = $("list"), focused = section.contains(document.activeElement) ? document.activeElement.dataset.finding : null;
    const items = chosen();
    Mezha.panel.renderShown();
    clear(section).append(el("h2", { id: "list-title", tabIndex: -1 }, t("list"), el("span", { className: "number" }, number(items.length))));
    if (items.length === 0) { section.append(el("p", { className: "quiet" }, t("no_findings"))); return; }
    section.append(el("table", { className: "findings" },
      el("caption", { className: "unseen" }, t("list_caption")),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("kind")),
        el("th", { scope: "col" }, el("abbr", { title: t("chance") }, "P")), el("th", { scope: "col" }, t("per_year")))),
      el("tbody", {}, items.slice(0, length).map(row))));
    if (items.length > length) {
      section.append(el("button", {
        className: "more", type: "button", click: () => { length += PAGE * 3; render(); },
      }, `${t("more")} (${number(items.length - length)})`));
    }
    if (Mezha.decisions.count() > 0) {
      section.append(el("button", { className: "more", type: "button", id: "save-decisions", click: Mezha.decisions.save }, t("save_decisions")),
        el("p", { className: "quiet" }, t("kept_here")));
    }
    if (focused) section.querySelector(`[data-finding="${CSS.escape(focused)}"]`)?.focus();
  };

  Mezha.list = { render, chosen, restart: () => { length = PAGE; render(); } };
})();
