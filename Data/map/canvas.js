// Sheets the map is painted on: one canvas a pane, larger than the view, so that it is painted anew only where the
// view leaves it. Areas of one style are one path; vertices nearer to one another than a pixel are passed over.
"use strict";

(() => {
  const AROUND = 0.15;  // of the view, painted beyond each of its edges
  const LEAST = 0.75;   // pixels between two vertices that are drawn
  const BATCH = 100;    // areas of one path: long ones are slow to fill
  const THIN = 1.4;     // pixels up to which a line is one of the screen's own: ten times faster than a band of two edges
  const EMPTY = { points: new Float64Array(0), ends: [] };

  /** Rings as places in the square of the world (web Mercator, 0…1), one after the other, closing points left out. */
  const flatten = (polygons) => {
    const rings = polygons.flat();
    if (rings.length === 0) return EMPTY;
    const points = new Float64Array(2 * rings.reduce((sum, ring) => sum + ring.length - 1, 0)), ends = [];
    let at = 0;
    for (const ring of rings) {
      for (let i = 0; i < ring.length - 1; i++) {
        points[at++] = ring[i][1] / 360 + 0.5;
        points[at++] = 0.5 - Math.log(Math.tan((90 + ring[i][0]) * Math.PI / 360)) / (2 * Math.PI);
      }
      ends.push(at);
    }
    return { points, ends };
  };

  /** The part of the world that is painted: where its corner lies in pixels of `zoom`, and how large it is. */
  const regionOf = (map) => {
    const size = map.getSize(), around = size.multiplyBy(AROUND).round(), zoom = map.getZoom();
    const corner = map.getPixelBounds().min.subtract(around).floor(), whole = size.add(around.multiplyBy(2));
    const sw = map.unproject(corner.add([0, whole.y]), zoom), ne = map.unproject(corner.add([whole.x, 0]), zoom);
    return { zoom, corner, size: whole, scale: 256 * 2 ** zoom, northWest: map.unproject(corner, zoom), box: [sw.lng, sw.lat, ne.lng, ne.lat] };
  };

  /** Whether the view lies in the region still, `spare` of what was painted around it to be left on each side. */
  const holds = (region, map, spare) => {
    if (!region || region.zoom !== map.getZoom()) return false;
    const view = map.getPixelBounds(), size = map.getSize();
    const x = spare * AROUND * size.x, y = spare * AROUND * size.y;
    return view.min.x - x >= region.corner.x && view.min.y - y >= region.corner.y
      && view.max.x + x <= region.corner.x + region.size.x && view.max.y + y <= region.corner.y + region.size.y;
  };

  const Sheet = L.Layer.extend({
    initialize(pane) { L.setOptions(this, { pane }); this.region = null; },
    onAdd() {
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", this.getPane());
      this.canvas.setAttribute("aria-hidden", "true");
      this.context = this.canvas.getContext("2d");
      this.canvas.hidden = true;
    },
    onRemove() { this.canvas.remove(); },
    getEvents() {
      const events = { zoom: () => this._stretch(this._map.getCenter(), this._map.getZoom()) };
      if (this._zoomAnimated) events.zoomanim = (event) => this._stretch(event.center, event.zoom);
      return events;
    },
    /** What is painted goes along with a zoom until it is painted anew. */
    _stretch(center, zoom) {
      if (!this.region) return;
      const corner = this._map._latLngToNewLayerPoint(this.region.northWest, zoom, center);
      L.DomUtil.setTransform(this.canvas, corner, this._map.getZoomScale(zoom, this.region.zoom));
    },

    /** A clean sheet for the region. */
    begin(region) {
      const ratio = this.ratio = Math.min(2, window.devicePixelRatio || 1), { canvas, context } = this;
      const [wide, high] = [Math.round(region.size.x * ratio), Math.round(region.size.y * ratio)];
      if (canvas.width !== wide || canvas.height !== high) {
        canvas.width = wide; canvas.height = high;
        canvas.style.width = `${region.size.x}px`; canvas.style.height = `${region.size.y}px`;
      } else if (!canvas.hidden) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, wide, high);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.lineJoin = "round"; context.lineCap = "round";
      canvas.hidden = true;
      this.region = region;
      L.DomUtil.setPosition(canvas, region.corner.subtract(this._map.getPixelOrigin()));
    },
    /** Nothing to be seen here. */
    hide() { if (this.canvas && !this.canvas.hidden) { this.begin(this.region); } },

    _trace({ points, ends }) {
      const { context } = this, { scale, corner: { x: left, y: top } } = this.region;
      let i = 0;
      for (const end of ends) {
        let x = points[i] * scale - left, y = points[i + 1] * scale - top;
        context.moveTo(x, y);
        for (i += 2; i < end; i += 2) {
          const u = points[i] * scale - left, v = points[i + 1] * scale - top;
          if (u - x < LEAST && x - u < LEAST && v - y < LEAST && y - v < LEAST) continue;
          context.lineTo(u, v);
          x = u; y = v;
        }
        context.closePath();
      }
    },
    _ink(style) {
      const { context } = this;
      if (style.fill) {
        context.globalAlpha = style.fillOpacity; context.fillStyle = style.fillColor;
        context.fill();
      }
      context.globalAlpha = style.opacity ?? 1; context.strokeStyle = style.color;
      context.lineWidth = style.weight > THIN || this.ratio > 1 ? style.weight : Math.min(1, style.weight);
      context.setLineDash(style.dashes ?? []);
      context.stroke();
      context.globalAlpha = 1;
    },
    /** Areas of one style. Shells run against the clock and holes with it, so a path of many fills as each alone would. */
    areas(flats, style) {
      this.canvas.hidden = false;
      for (let first = 0; first < flats.length; first += BATCH) {
        this.context.beginPath();
        for (let i = first; i < Math.min(flats.length, first + BATCH); i++) this._trace(flats[i]);
        this._ink(style);
      }
    },
    /** Lines through places on the map. */
    line(places, style) {
      const { context, region: { zoom, corner } } = this;
      this.canvas.hidden = false;
      context.beginPath();
      for (const way of places) {
        way.forEach((place, i) => {
          const { x, y } = this._map.project(place, zoom).subtract(corner);
          i === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
        });
      }
      this._ink({ ...style, fill: false });
    },
    dot(place, radius, style) {
      const { x, y } = this._map.project(place, this.region.zoom).subtract(this.region.corner);
      this.canvas.hidden = false;
      this.context.beginPath();
      this.context.arc(x, y, radius, 0, 2 * Math.PI);
      this._ink(style);
    },
  });

  Mezha.canvas = { flatten, regionOf, holds, sheet: (pane) => new Sheet(pane) };
})();
