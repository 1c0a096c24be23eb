// How each layer is drawn: colours, widths and dashes are those of the run's palette, which all its styles are
// made from; here stands only the order from bottom to top, the side of the comparison, and from which zoom.
"use strict";

(() => {
  const PLACES = [
    { name: "coverage", pane: "ground", from: 0 },
    { name: "public_land", pane: "ground", from: 13 },
    { name: "quarters", pane: "ground", from: 0 },
    { name: "register_parcels", pane: "register", from: 16, far: { weight: 0.6, opacity: 0.45, fill: false } },
    { name: "register_constructions", pane: "register", from: 16.5 },
    { name: "register_buildings", pane: "register", from: 16.5 },
    { name: "survey_parcels", pane: "survey", from: 16, softUntil: 17 },
    { name: "survey_buildings", pane: "survey", from: 16.5 },
  ];
  const style = ({ stroke, width, fill, opacity, dashed }) => ({
    color: stroke, weight: width, dashes: dashed ? [6, 5] : null, fill: opacity > 0, fillColor: fill, fillOpacity: opacity,
  });

  Mezha.looks = [];
  Mezha.startLooks = ({ looks, ramp }) => {
    Mezha.looks = PLACES.filter(({ name }) => looks[name]).map((place) => {
      const classes = looks[place.name].classes.map((one) => ({ ...one, style: style(one), far: { ...style(one), ...place.far }, soft: { ...style(one), opacity: 0.5 } }));
      return { ...place, attribute: looks[place.name].attribute, classes, style: classes[0].style };
    });
    // From light to dark: told apart by lightness alone, on paper and by any eye.
    Mezha.ramp = ramp;
    Mezha.arrowColour = looks.shift_arrows.classes[0].stroke;
  };

  Mezha.lookOf = (name) => Mezha.looks.find((look) => look.name === name);
  /** The style of one object at a zoom: by the value its layer is coloured by. From afar lines lie close, and those on top are pale. */
  Mezha.styleOf = (look, p, zoom) => {
    const found = look.classes.find((one) => one.value === p?.[look.attribute]) ?? look.classes[0];
    return zoom < look.from ? found.far : zoom < look.softUntil ? found.soft : found.style;
  };
  // A small town is shown whole: its parcels, drawn thin, are no more than a screen holds.
  Mezha.fromZoom = (look, layer) => (look.far && layer.info.count <= 3000 ? 14 : look.from);
})();
