// The box that searches: a combobox for keyboards and screen readers.
"use strict";

(() => {
  const { t, word, el, $, clear } = Mezha;
  let asked = 0, hits = [], active = -1, isHurried = false;

  const hide = () => { asked += 1; hits = []; clear($("hits")).hidden = true; $("query").setAttribute("aria-expanded", "false"); };

  const choose = (hit) => {
    hide();
    if (hit.item) Mezha.card.go(hit.item); else Mezha.card.goToEntry(hit.entry);
  };

  const mark = (place) => {
    active = place;
    for (const [i, node] of [...$("hits").querySelectorAll("[role=option]")].entries()) {
      node.setAttribute("aria-selected", String(i === place));
      if (i === place) { $("query").setAttribute("aria-activedescendant", node.id); node.scrollIntoView({ block: "nearest" }); }
    }
    if (place < 0) $("query").removeAttribute("aria-activedescendant");
  };

  const show = (found, isDone) => {
    hits = found;
    if (isHurried && found.length > 0 && (isDone || found[0].rank === 0)) { isHurried = false; choose(found[0]); return; }
    const list = clear($("hits"));
    list.hidden = false;
    $("query").setAttribute("aria-expanded", "true");
    for (const [i, { name, item, entry }] of found.entries()) {
      const what = item ? word(item.kind)
        : [t(entry.layer), entry.lng === null ? t("no_place") : "", entry.address].filter(Boolean).join(" · ");
      list.append(el("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", click: () => choose(found[i]) },
        el("span", {}, name), el("span", { className: "quiet" }, what)));
    }
    if (found.length === 0) list.append(el("li", { className: "quiet", role: "status" }, t(isDone ? "nothing" : "searching")));
    mark(found.length > 0 ? 0 : -1);
  };

  const start = () => {
    const input = $("query");
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      const query = input.value.trim().toLowerCase(), turn = ++asked;
      isHurried = false;
      if (query.length < 2) { hide(); return; }
      timer = setTimeout(() => Mezha.index.search(query, (found, isDone) => show(found, isDone), () => turn !== asked).catch(() => {}), 120);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { hide(); event.stopPropagation(); }
      // Enter before anything was found takes the first that will be.
      if (event.key === "Enter" && ($("hits").hidden || hits.length === 0)) isHurried = input.value.trim().length >= 2;
      if ($("hits").hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(Math.min(hits.length - 1, active + 1)); }
      if (event.key === "ArrowUp") { event.preventDefault(); mark(Math.max(0, active - 1)); }
      if (event.key === "Enter" && hits[active]) choose(hits[active]);
    });
    document.addEventListener("click", (event) => { if (!event.target.closest(".search")) hide(); });
  };

  Mezha.search = { start };
})();
