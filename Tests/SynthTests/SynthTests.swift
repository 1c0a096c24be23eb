import Testing

@Suite struct SynthTests {}
