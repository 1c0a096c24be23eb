import Testing

@Suite struct FindingsTests {}
