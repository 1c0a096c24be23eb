// Plane geometry on longitude and latitude, good for a town.
"use strict";

(() => {
  const metresPerDegree = 111320;

  const meets = (box, other) =>
    box[0] <= other[2] && box[2] >= other[0] && box[1] <= other[3] && box[3] >= other[1];

  const grow = (box, x, y) => {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  };

  /** Rings in Leaflet's order, the points of a line, and the box of a GeoJSON geometry. */
  const read = (geometry) => {
    const box = [180, 90, -180, -90];
    const turned = (ring) => ring.map(([x, y]) => { grow(box, x, y); return [y, x]; });
    if (geometry === null) return { polygons: [], line: null, box: null };
    switch (geometry.type) {
      case "Point": grow(box, ...geometry.coordinates); return { polygons: [], line: null, box };
      case "LineString": return { polygons: [], line: turned(geometry.coordinates), box };
      case "Polygon": return { polygons: [geometry.coordinates.map(turned)], line: null, box };
      default: return { polygons: geometry.coordinates.map((rings) => rings.map(turned)), line: null, box };
    }
  };

  const center = (box) => [(box[1] + box[3]) / 2, (box[0] + box[2]) / 2];

  const inside = (polygons, lat, lng) => polygons.some((rings) => {
    let isIn = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [yi, xi] = ring[i], [yj, xj] = ring[j];
        if ((yi > lat) !== (yj > lat) && lng < (xj - xi) * (lat - yi) / (yj - yi) + xi) isIn = !isIn;
      }
    }
    return isIn;
  });

  /** Metres east and north of `origin` ([lat, lng]). */
  const plane = (origin) => {
    const wide = metresPerDegree * Math.cos(origin[0] * Math.PI / 180);
    return ([lat, lng]) => [(lng - origin[1]) * wide, (lat - origin[0]) * metresPerDegree];
  };

  const toSegment = (p, a, b) => {
    const dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
    return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
  };

  /** The least distance in metres between the lines of two sets of polygons; enough for neighbours. */
  const distance = (first, second, origin) => {
    const flat = plane(origin);
    const lines = (polygons) => polygons.flat().map((ring) => ring.map(flat));
    const a = lines(first), b = lines(second);
    let least = Infinity;
    const measure = (points, rings) => {
      for (const ring of points) for (const point of ring) for (const other of rings) {
        for (let i = 1; i < other.length; i++) least = Math.min(least, toSegment(point, other[i - 1], other[i]));
      }
    };
    measure(a, b);
    measure(b, a);
    return least;
  };

  /** What takes a quarter's displacement out: turns back about the pivot, then goes along the arrow. */
  const aligner = (arrow) => {
    const [from, to] = arrow.line, turn = -arrow.p.rotation_deg * Math.PI / 180;
    const stretch = Math.cos(from[0] * Math.PI / 180), c = Math.cos(turn), s = Math.sin(turn);
    return ([lat, lng]) => {
      const x = (lng - from[1]) * stretch, y = lat - from[0];
      return [to[0] + s * x + c * y, to[1] + (c * x - s * y) / stretch];
    };
  };
  const moved = (polygons, move) => polygons.map((rings) => rings.map((ring) => ring.map(move)));

  Mezha.geometry = { meets, read, center, inside, plane, distance, aligner, moved };
})();
