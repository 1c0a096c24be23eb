import Testing

@Suite struct CadastreTests {}
