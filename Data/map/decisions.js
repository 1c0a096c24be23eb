// What inspectors decided: what the run holds (`mezha review`), and what was decided on this map since, which is
// kept in this browser until saved to a file with the columns of the package's table of decisions.
"use strict";

(() => {
  const codes = ["undecided", "confirmed", "rejected", "exception", "unclear"];
  const none = { decision: "undecided", note: "", inspector: "", date: "" };
  let ofRun = new Map(), all = {};
  const place = () => `mezha-decisions:${location.pathname}`;
  const own = (id) => (Object.hasOwn(all, id) ? all[id] : null);

  const start = () => {
    try { all = JSON.parse(localStorage.getItem(place()) ?? "{}"); } catch { all = {}; }
    if (all === null || typeof all !== "object" || Array.isArray(all)) all = {};
  };
  /** Rows of the run: finding, decision, inspector, date, note. */
  const take = (rows) => {
    ofRun = new Map(rows.map(([id, decision, inspector, date, note]) => [id, { decision, inspector, date, note }]));
  };
  const of = (id) => ({ ...none, ...ofRun.get(id), ...own(id) });
  const set = (id, change) => {
    all[id] = { ...of(id), ...change, date: new Date().toISOString().slice(0, 10) };
    if (!ofRun.has(id) && all[id].decision === "undecided" && all[id].note === "") delete all[id];
    try { localStorage.setItem(place(), JSON.stringify(all)); } catch { /* a private window forgets */ }
  };

  /** A field as RFC 4180 wants it, and never a formula for a spreadsheet. */
  const field = (text) => {
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll("\"", "\"\"")}"` : plain;
  };
  const ids = () => [...new Set([...ofRun.keys(), ...Object.keys(all)])].sort();
  const text = () => ["finding,decision,inspector,date,note", ...ids().map((id) => {
    const { decision, inspector, date, note } = of(id);
    return [id, decision, inspector, date, note].map(field).join(",");
  })].join("\n") + "\n";

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text()], { type: "text/csv" }));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  Mezha.decisions = { codes, start, take, of, set, save, text, count: () => Object.keys(all).length };
})();
