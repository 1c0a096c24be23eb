/// The look of the report, on a screen and on A4.
enum ReportStyle {
  static let css = """

    :root { --ink: #1d2733; --quiet: #5d6a78; --line: #dbe1e8; --accent: #1f4e79; --soft: #f1f5f9; }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 1080px; padding: 28px 32px; color: var(--ink); background: #fff;
      font: 14px/1.45 "PT Sans", "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif;
    }
    .kicker { margin: 0; color: var(--accent); letter-spacing: .06em; text-transform: uppercase; font-size: 12px; }
    h1 { margin: 2px 0 12px; font-size: 30px; line-height: 1.15; overflow-wrap: anywhere; }
    h2 {
      margin: 26px 0 8px; font-size: 17px; border-bottom: 2px solid var(--accent); padding-bottom: 3px;
    }
    h3 { margin: 0 0 6px; font-size: 13px; font-weight: 600; }
    p { margin: 6px 0; }
    .quiet { color: var(--quiet); font-size: 12.5px; }
    dl { margin: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(270px, 1fr)); gap: 4px 24px; }
    dl div { display: flex; gap: 8px; }
    dt { color: var(--quiet); flex: none; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .statement {
      margin: 16px 0 0; padding: 10px 14px; border-left: 4px solid #d55e00; background: #fdf4ee;
    }
    .lead { font-size: 16px; }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(225px, 1fr)); gap: 10px; margin: 10px 0; }
    .card { border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: 4px; padding: 10px 12px; }
    .figure { margin: 0; font-size: 23px; font-weight: 700; line-height: 1.15; }
    .figure small { font-size: 12.5px; font-weight: 400; color: var(--quiet); white-space: nowrap; }
    .range { margin: 3px 0; font-size: 13px; }
    .card .quiet { margin: 4px 0 0; }
    table { width: 100%; border-collapse: collapse; font-size: 13px; margin: 6px 0; }
    th {
      text-align: left; font-weight: 600; color: var(--quiet); font-size: 12px; vertical-align: bottom;
      border-bottom: 1px solid var(--ink); padding: 3px 8px 3px 0;
    }
    td { padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
    table.money td:first-child { overflow-wrap: break-word; }
    .n { text-align: right; font-variant-numeric: tabular-nums; }
    td.n { white-space: nowrap; }
    .whole { white-space: nowrap; }
    td .quiet { max-width: 60ch; }
    tbody tr:nth-child(even) { background: var(--soft); }
    a { color: var(--accent); }
    code { font: 11px/1.3 "DejaVu Sans Mono", Consolas, monospace; color: var(--quiet); }
    .inputs code { word-break: break-all; }
    table.money, table.totals { font-size: 12px; }
    table + table { margin-top: 18px; }
    table.money tbody tr:last-child { border-top: 1px solid var(--ink); font-weight: 600; background: none; }
    .pictures, svg { break-inside: avoid; }
    svg { display: block; width: 100%; margin: 10px 0 4px; font-size: 12.5px; overflow: visible; }
    svg text { fill: var(--ink); } svg .t { font-weight: 600; font-size: 13.5px; }
    svg .n { fill: var(--quiet); font-size: 11.5px; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
    svg .grid { stroke: var(--line); } svg .zero { stroke: var(--ink); }
    svg .bar { fill: #9cc0de; } svg .mean { fill: var(--ink); } svg .low { fill: var(--accent); }
    svg .curve { fill: none; stroke: var(--accent); stroke-width: 2; }
    svg .mark { stroke: #d55e00; stroke-dasharray: 4 3; }
    .signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px; margin-top: 34px; break-inside: avoid; }
    .signatures div { display: grid; gap: 2px; }
    .signatures .line { border-bottom: 1px solid var(--ink); height: 30px; }
    .signatures small { color: var(--quiet); }
    ul { margin: 6px 0; padding-left: 20px; }
    .parameters { overflow-wrap: anywhere; }
    footer { margin-top: 24px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--quiet); font-size: 12px; }
    @page { size: A4; margin: 14mm 13mm; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10.5px; }
      h1 { font-size: 22px; } h2 { font-size: 13.5px; margin-top: 16px; break-after: avoid; }
      h3 { font-size: 10.5px; } table { font-size: 9.5px; } th { font-size: 9px; }
      .lead { font-size: 12px; } .figure { font-size: 17px; }
      .quiet, .range, footer { font-size: 9px; } code { font-size: 7.5px; }
      table.money, table.totals { font-size: 8.5px; }
      section { break-inside: auto; } h3 { break-after: avoid; }
      .cards { grid-template-columns: repeat(3, 1fr); gap: 6px; }
      .card, tr, .statement { break-inside: avoid; }
      .signatures { break-after: avoid; } footer { break-before: avoid; }
      thead { display: table-header-group; }
      * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      a { color: inherit; text-decoration: none; }
    }

    """
}
