// The SpatialIndex module.
