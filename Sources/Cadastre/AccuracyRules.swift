/// What accuracy the law demands and what difference still passes: `Data/rules/<country>.json`.
///
/// Lengths in metres, areas in m². Every number of the file carries its act or its reason; none of them
/// is in the code. Decoded by the caller (`JSONDecoder`), so that this module needs no Foundation.
public struct AccuracyRules: Sendable, Equatable, Decodable {
  /// Code of the rule file, such as `ru`.
  public var id: String
  /// Mean square error demanded of a boundary point, first match wins.
  public var pointAccuracies: [PointAccuracyRule]
  /// The category taken for a record that has none.
  public var defaultCategory: LandCategory
  /// Why that category.
  public var defaultCategoryReason: String
  /// The known rules for the error of an area.
  public var areaRules: [AreaRule]
  /// Id of the area rule in use, one of `areaRules`.
  public var areaRule: String
  /// The k of k·σ within which two determinations of a point agree.
  public var coincidence: Threshold
  /// Everything else that a judgement compares with.
  public var thresholds: Thresholds
  /// What a sight is worth where nothing is measured against a tolerance.
  public var certainties: Certainties

  /// Mean square error of the points of `parcel` in the plane, m.
  ///
  /// The record's own `pointAccuracy`, else what the law demands for its category; a category that is not
  /// set counts as ``defaultCategory``.
  ///
  /// - Parameters:
  ///   - parcel: The record.
  ///   - use: Class of its permitted use: farm land under gardens and homesteads is measured finer.
  /// - Returns: A positive number of metres.
  public func pointAccuracy(of parcel: RegisterParcel, use: UseClass = .unknown) -> Double {
    statedAccuracy(of: parcel) ?? demandedAccuracy(category: parcel.category, use: use)
  }

  /// The accuracy the record itself states, m; nil when it keeps silent or states none that can be.
  public func statedAccuracy(of parcel: RegisterParcel) -> Double? {
    guard let own = parcel.pointAccuracy, own > 0, own.isFinite else { return nil }
    return own
  }

  /// Mean square error the law demands of a point on land of this category and use, m.
  public func demandedAccuracy(category: LandCategory, use: UseClass = .unknown) -> Double {
    let category = category == .unset ? defaultCategory : category
    for rule in pointAccuracies where rule.category == category {
      if rule.uses.isEmpty || rule.uses.contains(use) { return rule.metres }
    }
    return pointAccuracies.lazy.map(\.metres).max() ?? 0
  }

  /// Permitted error of an area, m²: factor·Mt·√P (for `ru-3.5`, П/0393: ΔP = 3.5·Mt·√P).
  ///
  /// - Parameters:
  ///   - mt: Mean square error of the points, m.
  ///   - area: The area, m²; a negative one counts as 0.
  /// - Returns: The greatest difference that says nothing.
  public func areaTolerance(mt: Double, area: Double) -> Double {
    areaFactor * mt * max(area, 0).squareRoot()
  }

  /// Factor of the area rule in use.
  public var areaFactor: Double { areaRules.first { $0.id == areaRule }?.factor ?? 0 }

  /// Distance within which two determinations of one point agree, m: k·√(σ₁² + σ₂²).
  public func coincidenceTolerance(_ first: Double, _ second: Double) -> Double {
    coincidence.value * Self.combined(first, second)
  }

  /// Root of the sum of squares: how two independent errors add.
  public static func combined(_ first: Double, _ second: Double) -> Double {
    (first * first + second * second).squareRoot()
  }

  /// These rules with the job's `tolerance` keys put in.
  ///
  /// - Parameters:
  ///   - coincidence: Another k; nil keeps the one of the file.
  ///   - areaRule: Id of another area rule; nil keeps the one of the file.
  /// - Returns: nil when no area rule has that id, or the k is not positive.
  public func adjusted(coincidence: Double?, areaRule: String?) -> AccuracyRules? {
    var rules = self
    if let coincidence {
      guard coincidence > 0, coincidence.isFinite else { return nil }
      rules.coincidence.value = coincidence
    }
    if let areaRule {
      guard areaRules.contains(where: { $0.id == areaRule }) else { return nil }
      rules.areaRule = areaRule
    }
    return rules
  }
}

/// The error the law demands of a boundary point on one kind of land.
public struct PointAccuracyRule: Sendable, Equatable, Decodable {
  /// Category of the land.
  public var category: LandCategory
  /// Classes of use it holds for; empty means all that no earlier rule took.
  public var uses: [UseClass]
  /// Mean square error in the plane, m.
  public var metres: Double
  /// What it rests on.
  public var law: LawReference
}

/// One rule for the permitted error of an area: ΔP = factor·Mt·√P.
public struct AreaRule: Sendable, Equatable, Decodable {
  /// Code, as the job's `tolerance.area` names it.
  public var id: String
  /// The factor.
  public var factor: Double
  /// What it rests on.
  public var law: LawReference
}

/// A number that may be tuned, with the reason for its value.
public struct Threshold: Sendable, Equatable, Decodable {
  /// The value; the unit follows from the name.
  public var value: Double
  /// Why this value, in one line.
  public var reason: String
}

/// The named numbers that judgement compares with.
public struct Thresholds: Sendable, Equatable, Decodable {
  /// Least area of any finding measured in m².
  public var minimumFindingArea: Threshold
  /// Step to which the books round areas, m².
  public var areaRounding: Threshold
  /// Intersection over union from which two register parcels are one parcel twice.
  public var duplicateIoU: Threshold
  /// Share of a parcel within another from which it lies in it.
  public var nestedShare: Threshold
  /// Least footprint of a building, m²: below it nothing is said of it at all.
  public var minimumBuildingArea: Threshold
  /// Difference of two measured areas, against the tolerance of one comparison, from which it counts.
  public var areaNoiseFactor: Threshold
  /// Difference of two footprints, in the mean square errors that the area rule is made of, from which it counts.
  public var footprintErrors: Threshold
  /// Least footprint of a building that is missed in the register, m².
  public var minimumUnregisteredArea: Threshold
  /// Width from which a space between parcels is a passage and no gap, m.
  public var gapWidth: Threshold
  /// Depth of a peak made by a single vertex, against the tolerance, from which it counts.
  public var peakFactor: Threshold
  /// Mean width of a sliver between two recorded parcels, in its own mean square errors, from which it counts.
  public var sliverErrors: Threshold
}

/// Probabilities that a sign is true where nothing is measured against a tolerance.
public struct Certainties: Sendable, Equatable, Decodable {
  /// Something is there, or is not, where the survey looked.
  public var seen: Threshold
  /// A displacement that a whole quarter has in common.
  public var quarterShift: Threshold
  /// A contour of the same size and another shape.
  public var reshaped: Threshold
  /// Two classes of use read from free text.
  public var use: Threshold
  /// Floors of a building whose record has no contour.
  public var floorsWithoutContour: Threshold
  /// A building of which the survey does not say whether it is on foundations.
  public var capitalUnknown: Threshold
  /// Share left where a building record without contour and parcel may be the one.
  public var unplacedBuilding: Threshold
  /// Share left where a parcel record without coordinates has the same area.
  public var unplacedParcel: Threshold
}

/// The article a number rests on, and whether its text was seen.
public struct LawReference: Sendable, Hashable, Decodable {
  /// Act and article.
  public var article: String
  /// Date of the act or of the wording, ISO 8601.
  public var date: String?
  /// Whether the text of the article was seen; false means it is quoted from memory.
  public var confirmed: Bool
}
