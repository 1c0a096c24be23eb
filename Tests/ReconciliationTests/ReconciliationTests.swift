import Testing

@Suite struct ReconciliationTests {}
