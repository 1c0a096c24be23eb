import Testing

@Suite struct SpatialIndexTests {}
