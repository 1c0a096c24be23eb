/// How alike the two sources draw, learnt from the pairs that are each other's best.
///
/// Two measurements of one wall never give the same digits. Where most contours are the same to the last digit,
/// the survey is a later edition of the register's own drawing: then a contour that differs was changed on
/// purpose, one that is cut off has become a building of its own, and one that shares half with what stands
/// there now was replaced.
struct Agreement {
  /// Fewer pairs than this say nothing.
  private static let leastPairs = 30
  /// Contours that share this much of their union are the same but for rounding.
  private static let sameIoU = 0.999

  /// Whether at least half of the contours are the same.
  let isEdition: Bool

  init(_ evidence: Evidence, of linker: Linker) {
    let mutual = evidence.mutual
    let same = mutual.count { linker.iou(evidence.rows[$0]) >= Self.sameIoU }
    isEdition = mutual.count >= Self.leastPairs && 2 * same >= mutual.count
  }
}
