// Puts the page together once the description of the data is here.
"use strict";

(() => {
  const { store, state, t, $ } = Mezha;

  const redraw = () => { Mezha.quarters.legend(); Mezha.compare.render(); Mezha.map.load(); Mezha.map.schedule(); };

  Mezha.start = async (meta) => {
    Mezha.meta = meta;
    Mezha.startLooks(meta);
    Mezha.decisions.start();
    Mezha.choice.read();
    store.start(meta);
    Mezha.panel.render();
    Mezha.compare.render();
    if (window.L) Mezha.map.make(); else Mezha.notice(t("no_leaflet"), true);
    Mezha.card.start();
    Mezha.compare.start();
    Mezha.search.start();
    listen();
    const small = ["quarters", "shift_arrows"].map((name) => store.layers[name]).filter(Boolean);
    const first = small.flatMap((layer) => layer.pieces.map((piece) => store.ask(layer, piece)));
    Promise.all(first).then(() => { Mezha.panel.renderLayers(); redraw(); }).catch(() => {});
    // The dearest findings come first: the list is of use before the last file is here.
    for (const { file } of meta.lists) await store.load(file).catch(() => {});
    Mezha.panel.renderFamilies();
    Mezha.list.render();
    await Mezha.card.openFromAddress();
    document.body.dataset.ready = "true";
  };

  const listen = () => {
    let isAsked = false;
    store.onChange(() => {
      Mezha.map.arrived();
      if (isAsked) return;
      isAsked = true;
      setTimeout(() => { isAsked = false; Mezha.panel.renderShown(); if (document.body.dataset.ready !== "true") Mezha.list.render(); }, 60);
    });
    Mezha.choice.onChange((change) => {
      const isFilter = ["hidden", "least", "money", "quarter", "decision", "inView"].some((name) => name in change);
      if ("hidden" in change) Mezha.panel.renderFamilies();
      // A filter changed elsewhere than in its own control shows there, too.
      if (isFilter && !$("filters").contains(document.activeElement)) Mezha.panel.renderFilters();
      if (isFilter) Mezha.list.restart(); else if ("selected" in change) Mezha.list.render();
      if (!("selected" in change)) redraw();
    });
    $("language").addEventListener("click", () => {
      Mezha.language = Mezha.language === "ru" ? "en" : "ru";
      Mezha.choice.remember();
      renderAll();
    });
    $("drawer").addEventListener("click", () => $("panel").classList.toggle("open"));
    $("skip").addEventListener("click", (event) => { event.preventDefault(); $("list-title").focus(); });
    window.addEventListener("hashchange", () => {
      Mezha.choice.read();
      if (state.at && Mezha.map.map()) Mezha.map.map().setView([state.at[1], state.at[2]], state.at[0], { animate: false });
      renderAll();
      Mezha.card.openFromAddress();
    });
  };

  const renderAll = () => {
    Mezha.panel.render();
    Mezha.list.restart();
    Mezha.card.render();
    redraw();
  };
})();
