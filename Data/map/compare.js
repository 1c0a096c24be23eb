// Register against survey: both, one of them, or a curtain between them; the register as recorded or
// with the displacement of its quarters taken out.
"use strict";

(() => {
  const { state, t, el, $, clear } = Mezha;

  const render = () => {
    const way = (code, words) => el("label", { className: state.show === code ? "on" : "" },
      el("input", { type: "radio", name: "show", value: code, checked: state.show === code, change: () => Mezha.setState({ show: code }) }),
      t(words));
    const hasArrows = (Mezha.store.layers.shift_arrows?.info.count ?? 0) > 0;
    const hadFocus = document.activeElement?.closest?.("#tools") ? document.activeElement.value : null;
    const node = clear($("tools"));
    const hasSurvey = ["survey_parcels", "survey_buildings"].some((name) => (Mezha.store.layers[name]?.info.count ?? 0) > 0);
    node.hidden = !hasSurvey;
    node.append(el("div", { className: "segments", role: "radiogroup", "aria-label": t("show") },
      way("both", "both"), way("register", "only_register"), way("survey", "only_survey"), way("swipe", "swipe")));
    if (hasArrows) {
      node.append(el("label", { className: "check" },
        el("input", { type: "checkbox", value: "aligned", checked: state.aligned, change: (event) => Mezha.setState({ aligned: event.target.checked }) }),
        t("aligned")));
    }
    if (hadFocus !== null) node.querySelector(`input[value="${CSS.escape(hadFocus)}"]`)?.focus();
    const isSwipe = state.show === "swipe";
    $("curtain").hidden = !isSwipe;
    $("curtain-line").hidden = !isSwipe;
    $("curtain").setAttribute("aria-label", t("swipe_label"));
    $("curtain").value = state.swipe;
    $("curtain-line").style.left = `${state.swipe * 100}%`;
    $("curtain-left").textContent = t("books");
    $("curtain-right").textContent = t("ground");
  };

  /** Cuts the panes at the curtain; panes move with the map, so this follows every move. */
  const clip = (map) => {
    const panes = [map.getPane("register"), map.getPane("survey")];
    if (state.show !== "swipe") { for (const pane of panes) pane.style.clip = ""; return; }
    const size = map.getSize(), a = map.containerPointToLayerPoint([0, 0]), b = map.containerPointToLayerPoint(size);
    const x = a.x + size.x * state.swipe;
    panes[0].style.clip = `rect(${a.y}px, ${x}px, ${b.y}px, ${a.x}px)`;
    panes[1].style.clip = `rect(${a.y}px, ${b.x}px, ${b.y}px, ${x}px)`;
  };

  const start = () => {
    $("curtain").addEventListener("input", (event) => {
      Mezha.setState({ swipe: Number(event.target.value) }, true);
      $("curtain-line").style.left = `${state.swipe * 100}%`;
      if (Mezha.map.map()) clip(Mezha.map.map());
    });
    Mezha.map.map()?.on("move", () => clip(Mezha.map.map()));
  };

  Mezha.compare = { render, clip, start };
})();
