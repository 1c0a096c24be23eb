// What is chosen: filters, language, the way of comparing, the thing whose card is open. It stands in
// the address after #, so that a link opens the same view again.
"use strict";

(() => {
  const fresh = () => ({
    hidden: new Set(), least: 0, money: 0, quarter: "", decision: "", inView: false, show: "both", swipe: 0.5,
    aligned: false, colour: "", layersOff: new Set(), selected: "", at: null,
  });
  const state = fresh();
  const listeners = [];
  const SHOWS = ["both", "register", "survey", "swipe"];

  const numberIn = (text, least, most, otherwise) => {
    const value = Number(text);
    return text !== null && text !== "" && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
  };

  /** Takes what the address says; what it does not know is left alone. */
  const read = () => {
    const words = new URLSearchParams(location.hash.slice(1)), list = (name) => (words.get(name) ?? "").split(",").filter(Boolean);
    const next = fresh();
    for (const code of list("off")) if (Mezha.meta.kinds.includes(code)) next.hidden.add(code);
    for (const name of list("layers")) next.layersOff.add(name);
    next.least = numberIn(words.get("p"), 0, 1, 0);
    next.money = numberIn(words.get("money"), 0, 1e15, 0);
    next.quarter = Mezha.meta.quarters.includes(words.get("quarter")) ? words.get("quarter") : "";
    next.decision = Mezha.decisions.codes.includes(words.get("decision")) ? words.get("decision") : "";
    next.inView = words.get("view") === "1";
    next.show = SHOWS.includes(words.get("show")) ? words.get("show") : "both";
    next.swipe = numberIn(words.get("swipe"), 0, 1, 0.5);
    next.aligned = words.get("aligned") === "1";
    const layer = Mezha.meta.layers.find((one) => one.name === "quarters"), colour = words.get("colour") ?? "";
    next.colour = colour === "findings" || layer?.properties.some((one) => one.name === colour && colour.endsWith("_rub")) ? colour : "";
    next.selected = words.get("finding") ? `finding:${words.get("finding")}` : words.get("object") ?? "";
    const at = (words.get("at") ?? "").split("/").map(Number);
    if (at.length === 3 && at.every(Number.isFinite) && Math.abs(at[1]) <= 85 && Math.abs(at[2]) <= 180) next.at = at;
    Object.assign(state, next);
    const language = words.get("lang");
    Mezha.language = ["ru", "en"].includes(language) ? language : Mezha.meta.language;
  };

  const address = () => {
    const words = new URLSearchParams();
    const put = (name, value, isSaid) => { if (isSaid) words.set(name, value); };
    put("at", state.at?.map((value, i) => Number(value.toFixed(i === 0 ? 2 : 6))).join("/"), state.at !== null);
    if (state.selected.startsWith("finding:")) words.set("finding", Mezha.bare(state.selected));
    else put("object", state.selected, state.selected !== "");
    put("off", [...state.hidden].sort().join(","), state.hidden.size > 0);
    put("p", state.least, state.least > 0);
    put("money", state.money, state.money > 0);
    put("quarter", state.quarter, state.quarter !== "");
    put("decision", state.decision, state.decision !== "");
    put("view", "1", state.inView);
    put("show", state.show, state.show !== "both");
    put("swipe", state.swipe.toFixed(2), state.show === "swipe");
    put("aligned", "1", state.aligned);
    put("colour", state.colour, state.colour !== "");
    put("layers", [...state.layersOff].sort().join(","), state.layersOff.size > 0);
    put("lang", Mezha.language, Mezha.language !== Mezha.meta.language);
    return `#${words}`.replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
  };

  const remember = () => {
    try { history.replaceState(null, "", address()); } catch { /* a page from a file may refuse */ }
  };

  // Browsers do not take an address many times a second; what was chosen, not where the map is, is put there at once.
  let later = null;
  const rememberSoon = () => { clearTimeout(later); later = setTimeout(remember, 250); };

  /** Changes what is chosen and tells everybody. */
  const set = (change, isQuiet) => {
    Object.assign(state, change);
    remember();
    if (!isQuiet) for (const listener of listeners) listener(change);
  };

  const passes = (item) => !state.hidden.has(item.kind.code) && item.probability >= state.least
    && (state.money === 0 || Math.max(Math.abs(item.year ?? 0), Math.abs(item.once ?? 0)) >= state.money)
    && (state.quarter === "" || item.quarter === state.quarter)
    && (state.decision === "" || Mezha.decisions.of(item.id).decision === state.decision);
  const isFiltered = () => state.hidden.size > 0 || state.least > 0 || state.money > 0 || state.quarter !== "" || state.decision !== "";
  const clear = () => set({ hidden: new Set(), least: 0, money: 0, quarter: "", decision: "", inView: false });

  Object.assign(Mezha, { state, setState: set });
  Mezha.choice = { read, address, remember, rememberSoon, passes, isFiltered, clear, onChange: (listener) => listeners.push(listener) };
})();
