/// One square metre once: who is charged for which land, and proof that the parts add up to the whole.
///
/// Findings that overlap on the ground are cut into cells; each cell is charged to one finding, the most
/// probable, of equals the first by id. What concerns a record of the register is charged up to the record's own
/// area. Every identity is checked in every run, against areas measured in another way where there is one; a run
/// whose ledger does not add up to ``tolerance`` fails.
public struct AreaLedger: Sendable, Equatable {
  /// What is divided.
  public enum Account: String, Sendable, CaseIterable {
    /// Land occupied beyond a right to it.
    case land
    /// Ground under buildings that are not in the register.
    case footprint
    /// Area of records of the register that are corrected.
    case record
  }

  /// What one finding claims, and what of it is charged to it.
  public struct Entry: Sendable, Equatable {
    /// Id of the finding.
    public var finding: String
    /// The account.
    public var account: Account
    /// Area it is about, m².
    public var claimed: Double
    /// Area it is charged for, m².
    public var charged: Double
    /// Area that another finding, or nobody, is charged for instead, m².
    public var shared: Double

    /// The part of the claim that is charged, 0…1.
    public var share: Double { claimed > 0 ? min(max(charged / claimed, 0), 1) : 0 }
  }

  /// Sums of an account, m².
  public struct Sum: Sendable, Equatable {
    /// The account.
    public var account: Account
    /// What all findings claim.
    public var claimed: Double
    /// What is charged.
    public var charged: Double
    /// What was claimed more than once.
    public var shared: Double
  }

  /// The entries, sorted by finding.
  public internal(set) var entries: [Entry] = []
  /// The largest of all differences between parts and wholes, m².
  public internal(set) var discrepancy = 0.0

  /// How far parts and whole may differ, m².
  public static let tolerance = 1e-6

  /// No claims.
  public init() {}

  /// Whether every whole is the sum of its parts.
  public var addsUp: Bool { discrepancy <= Self.tolerance }

  /// The sums of the accounts that hold anything, in the order of the accounts.
  public var sums: [Sum] {
    Account.allCases.compactMap { account in
      let entries = entries.filter { $0.account == account }
      guard !entries.isEmpty else { return nil }
      return Sum(
        account: account,
        claimed: entries.reduce(0) { $0 + $1.claimed },
        charged: entries.reduce(0) { $0 + $1.charged },
        shared: entries.reduce(0) { $0 + $1.shared }
      )
    }
  }
}
