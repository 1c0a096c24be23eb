// How each layer is drawn, from bottom to top, on which side of the comparison, and from which zoom.
"use strict";

Mezha.looks = [
  { name: "coverage", pane: "ground", from: 0, style: { color: "#8a8f98", weight: 2, dashArray: "2 7", fill: false } },
  { name: "public_land", pane: "ground", from: 13, style: { color: "#c9c3b2", weight: 1, fillColor: "#e4dfd0", fillOpacity: 0.8 } },
  { name: "quarters", pane: "ground", from: 0, style: { color: "#5d6b7a", weight: 1.6, fillColor: "#ffffff", fillOpacity: 0.45 } },
  { name: "register_parcels", pane: "register", from: 16, far: { weight: 0.6, opacity: 0.45, fillOpacity: 0 }, style: { color: "#1f4e79", weight: 1.3, fillColor: "#1f4e79", fillOpacity: 0.04 } },
  { name: "register_constructions", pane: "register", from: 16.5, style: { color: "#1f4e79", weight: 1, fillColor: "#1f4e79", fillOpacity: 0.12 } },
  { name: "register_buildings", pane: "register", from: 16.5, style: { color: "#1f4e79", weight: 1, fillColor: "#1f4e79", fillOpacity: 0.22 } },
  { name: "survey_parcels", pane: "survey", from: 16, style: { color: "#3a3a3a", weight: 1.2, dashArray: "6 5", fill: false } },
  { name: "survey_buildings", pane: "survey", from: 16.5, style: { color: "#3a3a3a", weight: 1.4, dashArray: "4 3", fillColor: "#3a3a3a", fillOpacity: 0.1 } },
];
// A small town is shown whole: its parcels, drawn thin, are no more than a screen holds.
Mezha.fromZoom = (look, layer) => (look.far && layer.info.count <= 3000 ? 14 : look.from);
Mezha.lookOf = (name) => Mezha.looks.find((look) => look.name === name);

// From light to dark: told apart by lightness alone, on paper and by any eye.
Mezha.ramp = ["#efedf5", "#cbc9e2", "#9e9ac8", "#756bb1", "#4a1486"];
Mezha.arrowColour = "#a11b1b";
