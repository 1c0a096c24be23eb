import Testing

@testable import mezha

@Suite struct NaturalOrderTests {
  @Test func numbersAreInTheOrderPeopleCountIn() {
    let sorted = [
      "90:25:010101:11", "90:25:010101:2", "90:25:010101:1", "90:25:020101:1", "S-9", "S-10",
    ]
    .sorted(by: NaturalOrder.isBefore)
    #expect(
      sorted == [
        "90:25:010101:1", "90:25:010101:2", "90:25:010101:11", "90:25:020101:1", "S-9", "S-10",
      ]
    )
    #expect(!NaturalOrder.isBefore("7", "7") && NaturalOrder.isBefore("01", "1"))
  }
}
