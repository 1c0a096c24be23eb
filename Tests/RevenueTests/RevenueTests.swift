import Testing

@Suite struct RevenueTests {}
