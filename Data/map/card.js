// The card of a finding or of an object.
"use strict";

(() => {
  const { store, geometry, t, word, bare, roubles, el, $, clear, facts } = Mezha;
  const SIDE = 4; // objects shown in full on each side
  let current = null, others = [], turn = 0, returnTo = null, parts = null;

  const isFinding = (item) => item?.isFinding === true;
  const name = (item) => (isFinding(item) ? word(item.kind) : `${t(item.layer.name)} ${bare(item.key)}`);

  const close = () => {
    if (!current) return;
    current = null; others = []; turn += 1; parts = null;
    $("card").hidden = true;
    Mezha.setState({ selected: "" });
    Mezha.map.schedule();
    // The list was made anew since: the row is found by its finding.
    const row = returnTo?.dataset.finding, back = row ? $("list").querySelector(`[data-finding="${CSS.escape(row)}"]`) : returnTo;
    if (back?.isConnected) back.focus();
    returnTo = null;
  };

  /** Opens the card of one thing; `list` is what lay under the same click. */
  const open = (item, list, takesFocus) => {
    if (!current) returnTo = document.activeElement === document.body ? null : document.activeElement;
    current = item; others = list ?? [item];
    Mezha.setState({ selected: item.key });
    render(takesFocus !== false);
    Mezha.map.schedule();
  };
  const openAll = (list) => { if (list.length > 0) open(list[0], list); else close(); };

  /** Brings a finding into view and opens its card. */
  const go = async (item) => {
    $("panel").classList.remove("open");
    if (item.center && item.layer.name !== "findings_places") await store.whole(item).catch(() => {});
    Mezha.map.show(item);
    open(item, [item]);
  };
  const goToKey = async (key) => {
    const known = store.byKey.get(key) ?? (await store.objects([key]))[0];
    if (!known) return;
    if (known.isFinding) { go(known); return; }
    Mezha.map.show(known);
    open(known, [known]);
  };
  const goToEntry = (entry) => goToKey(entry.key);

  const render = async (takesFocus) => {
    const item = current, mine = ++turn, node = clear($("card"));
    parts = null;
    node.hidden = false;
    node.scrollTop = 0;
    node.style.borderTopColor = item.family?.colour ?? "var(--accent)";
    const title = el("h2", { tabIndex: -1, id: "card-title" }, isFinding(item) ? word(item.kind) : bare(item.key));
    const under = isFinding(item) ? item.kind[`meaning_${Mezha.language}`] : t(item.layer.name);
    const body = el("div", { className: "body" });
    node.append(el("div", { className: "head" }, title, el("p", { className: "quiet" }, under),
      el("button", { className: "close", type: "button", "aria-label": t("close"), click: close }, "×")), body);
    if (takesFocus) title.focus({ preventScroll: true });
    if (others.length > 1) {
      body.append(el("div", { className: "also", role: "group", "aria-label": t("also") }, others.slice(0, 14).map((other) => el("button", {
        className: `chip${other === item ? " on" : ""}`, type: "button", "aria-pressed": String(other === item), click: () => open(other, others),
      }, el("i", { style: { background: other.family?.colour ?? "#1f4e79" } }), name(other)))));
    }
    if (isFinding(item)) await findingBody(item, body, () => mine === turn); else objectBody(item, body);
    Mezha.map.schedule();
  };

  const findingBody = async (item, body, isCurrent) => {
    const waiting = el("p", { className: "quiet" }, t("loading"));
    body.append(waiting);
    const content = await load(item).catch(() => null);
    waiting.remove();
    if (!isCurrent() || content === null) return;
    const { p } = item;
    body.append(...facts.measures(item), ...facts.explanation(item));
    const why = facts.why(content.why, false);
    if (why) body.append(why);
    if (content.lines.length > 0) body.append(facts.money(content.lines));
    // Of a whole quarter's parcels the first is no more than any other: there is nothing to lay side by side.
    if (content.registerKeys.length <= SIDE || content.surveyKeys.length > 0) {
      body.append(facts.comparison(content.register[0], content.survey[0], shortName));
    }
    const rows = [];
    const rest = (keys) => (keys.length > SIDE && content.surveyKeys.length === 0 ? keys : keys.slice(1));
    if (rest(content.registerKeys).length > 0) rows.push([t("books"), facts.links(content.registerKeys)]);
    if (rest(content.surveyKeys).length > 0) rows.push([t("ground"), facts.links(content.surveyKeys)]);
    rows.push([t("quarter"), facts.links([p.quarter_key].filter((key) => bare(key) !== ""))]);
    rows.push([t("id"), el("code", {}, item.id)]);
    body.append(facts.table(rows));
    parts = { item, neighbours: el("div", {}) };
    body.append(parts.neighbours, decision(item), buttons(item), el("div", { className: "sign" }, t("sign")));
    fillNeighbours();
  };

  const shortName = (item) => el("button", { className: "link", type: "button", click: () => goToKey(item.key) }, bare(item.key));

  /** Everything a card or a sheet of a finding is made from. */
  const load = async (item) => {
    await store.whole(item);
    const registerKeys = Mezha.keys(item.p.register_keys), surveyKeys = Mezha.keys(item.p.survey_keys);
    const found = async (keys) => (await store.objects(keys.slice(0, SIDE))).filter(Boolean);
    const [register, survey] = [await found(registerKeys), await found(surveyKeys)];
    const [lines, why] = [await store.linesOf(item), await store.whyOf(item)];
    await store.whole(item);
    return { registerKeys, surveyKeys, register, survey, lines, why };
  };

  /** Register parcels within a metre of the finding's first parcel, or of the finding itself. */
  const neighbours = (item) => {
    const own = Mezha.keys(item.p?.register_keys), first = store.byKey.get(own[0]);
    const middle = first?.layer?.name === "register_parcels" && first.box ? first : item.box ? item : null;
    if (middle === null || middle.polygons.length === 0) return [];
    const near = [middle.box[0] - 3e-5, middle.box[1] - 2e-5, middle.box[2] + 3e-5, middle.box[3] + 2e-5];
    return store.items("register_parcels").filter((other) => other.box && !own.includes(other.key)
      && geometry.meets(other.box, near) && geometry.distance(middle.polygons, other.polygons, middle.center) <= 1)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  };

  const fillNeighbours = () => {
    if (!parts || parts.item !== current) return;
    const near = neighbours(parts.item);
    if (near.length === 0 || parts.neighbours.contains(document.activeElement)) return;
    clear(parts.neighbours).append(facts.table([[t("neighbours"), facts.links(near.map((one) => one.key))]]));
  };

  const decision = (item) => {
    const kept = Mezha.decisions.of(item.id);
    const set = (change) => { Mezha.decisions.set(item.id, change); Mezha.list.render(); if (Mezha.state.decision !== "") Mezha.map.schedule(); };
    return el("div", { className: "decision" },
      el("label", { className: "line" }, el("span", {}, t("decision")), el("select", { id: "decision", change: (event) => set({ decision: event.target.value }) },
        Mezha.decisions.codes.map((code) => el("option", { value: code, selected: code === kept.decision }, t(code))))),
      el("label", { className: "line" }, el("span", {}, t("note")),
        el("input", { type: "text", id: "note", value: kept.note, maxLength: 500, change: (event) => set({ note: event.target.value }) })));
  };

  const buttons = (item) => el("div", { className: "buttons" },
    el("button", { type: "button", id: "print", click: () => Mezha.sheet.print(item) }, t("print")),
    el("button", {
      type: "button", id: "copy-link", click: async (event) => {
        const node = event.currentTarget;
        try { await navigator.clipboard.writeText(location.href); node.textContent = t("copied"); } catch { window.prompt(t("link"), location.href); }
      },
    }, t("link")));

  const objectBody = (item, body) => {
    const rows = [];
    for (const one of item.layer.info.properties) {
      const value = item.p[one.name], isCount = one.name.endsWith("_count") || one.name.endsWith("_rub");
      if (value === null || value === "" || ["feature_key", "finding_count"].includes(one.name) || (isCount && value === 0)) continue;
      const isKeys = one.name.endsWith("_key") || one.name.endsWith("_keys");
      rows.push([word(one), isKeys ? facts.links(Mezha.keys(value)) : facts.valueText(one, value)]);
    }
    if (!item.center) rows.push(["", t("no_place")]);
    body.append(facts.table(rows));
    const isQuarter = item.layer.name === "quarters";
    const named = isQuarter ? [] : [...(store.namedIn.get(item.key) ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (named.length > 0) {
      body.append(el("h3", {}, t("findings_here")), el("div", {}, named.slice(0, 30).map((finding) => el("button", {
        className: "named", type: "button", style: { borderLeftColor: finding.family.colour }, click: () => open(finding, [finding, item]),
      }, word(finding.kind), el("span", { className: "quiet" }, [
        finding.unit === "" ? "" : Mezha.measure(finding.measure, finding.unit), finding.year ? `${roubles(finding.year)} ₽ ${t("year")}` : "",
      ].filter(Boolean).join(" · "))))));
    }
    if (!isQuarter && (item.p.finding_count ?? 0) > named.length) body.append(el("p", { className: "quiet" }, t("others")));
    const quarter = isQuarter ? bare(item.key) : bare(item.p.quarter_key ?? "");
    if (quarter !== "" && Mezha.meta.quarters.includes(quarter)) {
      body.append(el("div", { className: "buttons" }, el("button", {
        type: "button", click: () => { Mezha.setState({ quarter }); $("panel").classList.add("open"); $("list-title").focus(); },
      }, t("findings_quarter"))));
    }
  };

  const start = () => {
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    store.onChange(() => fillNeighbours());
  };

  /** Opens what the address names. */
  const openFromAddress = async () => {
    const key = Mezha.state.selected;
    if (key === "") { if (current) close(); return; }
    if (current?.key === key) return;
    const known = store.byKey.get(key) ?? (await store.objects([key]).catch(() => [null]))[0];
    if (!known) return;
    if (isFinding(known)) await store.whole(known).catch(() => {});
    if (!Mezha.state.at) Mezha.map.show(known);
    open(known, [known], false);
  };

  Mezha.card = { start, open, openAll, close, go, goToKey, goToEntry, load, neighbours, openFromAddress, item: () => current, render: () => { if (current) render(false); } };
})();
