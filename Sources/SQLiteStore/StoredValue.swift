/// A value of a row as the file stores it, lent for as long as the row is.
public enum StoredValue {
  /// NULL.
  case null
  /// A whole number.
  case integer(Int64)
  /// A real number.
  case real(Double)
  /// Text, UTF-8 unless the file says otherwise; whatever the file holds, so it may be no UTF-8.
  case text(UnsafeRawBufferPointer)
  /// Bytes.
  case blob(UnsafeRawBufferPointer)
}

extension Statement {
  /// Lends column `index` of the current row as it is stored, until the next step or another look at this column.
  public borrowing func stored(at index: Int) -> StoredValue {
    switch kind(of: index) {
    case .null: .null
    case .integer: .integer(integer(at: index))
    case .real: .real(real(at: index))
    case .text: withText(at: index) { .text(UnsafeRawBufferPointer($0)) }
    case .blob: withBlob(at: index) { .blob($0) }
    }
  }
}
