import Testing

@Suite struct AlignmentTests {}
