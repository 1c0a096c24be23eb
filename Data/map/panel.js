// The panel: the town, money by channel, families of findings, filters, layers with their legend.
"use strict";

(() => {
  const { state, store, t, pick, word, number, roubles, el, $, clear } = Mezha;
  const unfolded = new Set();

  const render = () => {
    const { meta, language } = Mezha;
    document.documentElement.lang = language;
    document.title = `Mezha · ${meta.municipality}`;
    $("town").textContent = meta.municipality;
    $("language").textContent = t("other");
    $("language").lang = language === "ru" ? "en" : "ru";
    $("query").placeholder = t("search");
    $("query").setAttribute("aria-label", t("search"));
    $("skip").textContent = t("skip");
    $("panel").setAttribute("aria-label", t("panel"));
    $("map").setAttribute("aria-label", `${t("map")}. ${t("map_key")}`);
    $("drawer").setAttribute("aria-label", t("hide_panel"));
    $("dates").textContent = [
      `${t("register")} ${meta.register_date ?? "—"}`, `${t("survey")} ${meta.survey_date ?? "—"}`,
      // A definition in full is nothing to read here; it stands in the report.
      meta.crs.startsWith("+") ? "" : meta.crs,
    ].filter(Boolean).join(" · ");
    $("disclaimer").textContent = `${t("sign")} ${t("internal")}`;
    renderMoney();
    renderFamilies();
    renderFilters();
    renderLayers();
  };

  /** Money of one period and one budget stands together. */
  const when = (line) => t(line.period) + (line.budget === "municipal" ? "" : `, ${pick(Mezha.meta.codes.budget[line.budget])}`);

  const renderMoney = () => {
    const section = clear($("money")), { meta } = Mezha;
    if (meta.totals.length === 0) return;
    section.append(
      el("h2", { id: "money-title" }, t("money")),
      el("table", { "aria-labelledby": "money-title" },
        el("thead", {}, el("tr", {}, el("td", {}), el("th", { scope: "col" }, t("low")), el("th", { scope: "col" }, t("expected")))),
        [...new Set(meta.totals.map(when))].map((group) => el("tbody", {},
          el("tr", {}, el("th", { scope: "rowgroup", colSpan: 3, className: "when" }, group)),
          meta.totals.filter((line) => when(line) === group).map((line) => el("tr", {},
            el("th", { scope: "row" }, pick(meta.channels[line.channel])),
            el("td", { className: "number" }, roubles(line.low)),
            el("td", { className: "number" }, roubles(line.expected))))))),
      el("p", { className: "quiet" }, t("channels")));
  };

  const toggle = (codes, isOn) => {
    const hidden = new Set(state.hidden);
    for (const code of codes) isOn ? hidden.delete(code) : hidden.add(code);
    Mezha.setState({ hidden });
  };

  const renderFamilies = () => {
    const section = $("families"), focused = section.contains(document.activeElement) ? document.activeElement.id : "";
    clear(section).append(el("h2", {}, t("findings"), el("span", { className: "number", id: "shown", "aria-live": "polite" })));
    for (const family of Mezha.meta.families) {
      const total = family.kinds.reduce((sum, kind) => sum + kind.count, 0);
      const on = family.kinds.filter((kind) => !state.hidden.has(kind.code)).length;
      const box = el("input", {
        type: "checkbox", id: `family-${family.code}`, checked: on > 0,
        change: (event) => toggle(family.kinds.map((kind) => kind.code), event.target.checked),
      });
      box.indeterminate = on > 0 && on < family.kinds.length;
      const isOpen = unfolded.has(family.code);
      const fold = el("button", {
        className: "fold", type: "button", id: `fold-${family.code}`, "aria-label": word(family), "aria-expanded": String(isOpen),
        click: () => { isOpen ? unfolded.delete(family.code) : unfolded.add(family.code); renderFamilies(); },
      }, isOpen ? "▾" : "▸");
      const group = el("div", { className: "family" }, el("div", { className: "folding" },
        el("label", { className: `row${total === 0 ? " none" : ""}` }, box,
          el("span", { className: "swatch", style: { background: family.colour } }),
          el("span", { className: "label" }, word(family)), el("span", { className: "count" }, number(total))), fold));
      if (isOpen) {
        group.append(el("div", { className: "kinds" }, family.kinds.map((kind) => el("label", {
          className: `row${kind.count === 0 ? " none" : ""}`, title: kind[`meaning_${Mezha.language}`],
        }, el("input", {
          type: "checkbox", id: `kind-${kind.code}`, checked: !state.hidden.has(kind.code),
          change: (event) => toggle([kind.code], event.target.checked),
        }), el("span", { className: "label" }, word(kind)), el("span", { className: "count" }, number(kind.count))))));
      }
      section.append(group);
    }
    renderShown();
    if (focused) $(focused)?.focus();
  };

  const renderShown = () => {
    const node = $("shown");
    if (!node) return;
    const words = `${t("on_map")} ${number(store.findings.filter(Mezha.choice.passes).length)} ${t("all")} ${number(Mezha.meta.findings)}`;
    if (node.textContent !== words) node.textContent = words;
  };

  const line = (words, ...nodes) => el("label", { className: "line" }, el("span", {}, t(words)), nodes);

  const renderFilters = () => {
    const said = el("output", { className: "number" }, number(state.least, 2));
    const slider = el("input", {
      type: "range", id: "least", min: 0, max: 1, step: 0.05, value: state.least,
      input: (event) => { said.textContent = number(Number(event.target.value), 2); Mezha.setState({ least: Number(event.target.value) }); },
    });
    const money = el("input", {
      type: "number", id: "least-money", min: 0, step: 1000, value: state.money || "", inputMode: "numeric",
      input: (event) => Mezha.setState({ money: Math.max(0, Number(event.target.value) || 0) }),
    });
    const quarter = el("select", { id: "quarter", change: (event) => Mezha.setState({ quarter: event.target.value }) },
      el("option", { value: "" }, t("every_quarter")),
      Mezha.meta.quarters.filter(Boolean).map((one) => el("option", { value: one, selected: one === state.quarter }, one)));
    const decision = el("select", { id: "decided", change: (event) => Mezha.setState({ decision: event.target.value }) },
      el("option", { value: "" }, t("any_decision")),
      Mezha.decisions.codes.map((one) => el("option", { value: one, selected: one === state.decision }, t(one))));
    const inView = el("input", { type: "checkbox", id: "in-view", checked: state.inView, change: (event) => Mezha.setState({ inView: event.target.checked }) });
    clear($("filters")).append(el("details", { open: Mezha.choice.isFiltered() || state.inView },
      el("summary", {}, el("h2", {}, t("filters"))),
      line("probability", slider, said), line("least_money", money), line("quarter", quarter), line("decision", decision),
      el("label", { className: "row" }, inView, el("span", { className: "label" }, t("in_view"))),
      el("button", {
        type: "button", className: "more", id: "reset",
        click: () => { document.activeElement.blur(); Mezha.choice.clear(); $("filters").firstChild.open = true; $("reset").focus(); },
      }, t("reset"))));
  };

  /** A small box drawn like the areas of a layer. */
  const key = ({ color, dashes, fill, fillColor, fillOpacity }) => el("span", {
    className: "key", style: {
      borderStyle: dashes ? "dashed" : "solid", borderColor: color,
      background: fill ? `color-mix(in srgb, ${fillColor} ${Math.round(fillOpacity * 100)}%, white)` : "transparent",
    },
  });

  const renderLayers = () => {
    const rows = [];
    const row = (name, words, count, key) => {
      const box = el("input", {
        type: "checkbox", id: `layer-${name}`, checked: !state.layersOff.has(name),
        change: (event) => {
          const layersOff = new Set(state.layersOff);
          event.target.checked ? layersOff.delete(name) : layersOff.add(name);
          Mezha.setState({ layersOff });
        },
      });
      rows.push(el("label", { className: "row layer", "data-name": name }, box, key, el("span", { className: "label" }, words),
        el("span", { className: "far quiet" }, t("closer")), el("span", { className: "count" }, count === null ? "" : number(count))));
    };
    if (Mezha.meta.base) row("base", t("base_map"), null, el("span", { className: "key" }));
    const arrows = store.layers.shift_arrows;
    if (arrows?.info.count > 0) row("shift_arrows", t("arrow"), arrows.info.count, el("span", { className: "key arrow", style: { color: Mezha.arrowColour } }, "→"));
    for (const look of Mezha.looks) {
      const layer = store.layers[look.name];
      if (!layer || layer.info.count + layer.info.without_place === 0) continue;
      row(look.name, word(layer.info), layer.info.count, key(look.style));
      if (look.classes.length > 1) {
        rows.push(el("ul", { className: "classes" }, look.classes.map((one) => el("li", {}, key(one.style), word(one)))));
      }
    }
    clear($("layers")).append(el("details", { open: true }, el("summary", {}, el("h2", {}, t("base"))),
      store.items("quarters").length > 0 ? Mezha.quarters.control() : null, rows));
  };

  /** Greys what is not to be seen at this zoom. */
  const dim = (zoom) => {
    for (const node of document.querySelectorAll("#layers .layer")) {
      const look = Mezha.lookOf(node.dataset.name);
      node.classList.toggle("is-far", look !== undefined && zoom < Mezha.fromZoom(look, store.layers[look.name]));
    }
  };

  Mezha.panel = { render, renderFamilies, renderFilters, renderLayers, renderShown, dim };
})();
