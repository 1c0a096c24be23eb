import Testing

@Suite struct ProjectionTests {}
