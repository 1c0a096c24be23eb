import Geometry

/// Two shapes made of any bytes, and what must hold of the area they share and of the contact of their interiors.
///
/// A byte says how many vertices a ring has and whether it is a hole, two bytes a vertex on a grid of 16 by 16: small
/// grids make edges shared, collinear and crossed in vertices all the time. The top bits of a coordinate move it by
/// some last digits, where floating point alone is wrong.
struct KernelFuzz {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Traps when a property does not hold.
  func run() {
    var position = 0
    let first = shape(&position)
    let second = shape(&position)
    var kernel = IntersectionArea()
    let (a, b) = (ShapeColumn([first]), ShapeColumn([second]))
    // Of what is not sound nothing is promised but an answer.
    let area = kernel.area(a, 0, b, 0)
    let error = kernel.uncertainty
    precondition(area >= 0, "a negative area")
    _ = kernel.overlap(a, 0, b, 0)
    var check = SoundnessCheck()
    guard check.isSound(a, 0), check.isSound(b, 0) else { return }
    let meets = kernel.overlap(a, 0, b, 0) != nil
    let smaller = Swift.min(first.area, second.area)
    precondition(area <= smaller * (1 + 1e-9) + error, "more than the smaller shape")
    precondition(area <= error || meets, "shared land and no contact")
    let back = kernel.area(b, 0, a, 0)
    precondition(abs(back - area) <= error + kernel.uncertainty, "A and B exchanged")
    precondition((kernel.overlap(b, 0, a, 0) != nil) == meets, "contact of A and B exchanged")
    precondition(kernel.overlap(a, 0, a, 0) != nil, "a shape does not meet itself")
  }

  /// Up to three rings, the first a shell.
  private func shape(_ position: inout Int) -> MultiPolygon {
    func next() -> UInt8 {
      guard position < bytes.count else { return 0 }
      position += 1
      return bytes[position - 1]
    }
    var shape = MultiPolygon.empty
    for _ in 0..<Int(next() % 3 + 1) {
      let count = Int(next() % 12)
      shape.addRing((0..<count).map { _ in Point(x: coordinate(next()), y: coordinate(next())) })
    }
    shape.endPolygon()
    return shape.normalized()
  }

  private func coordinate(_ byte: UInt8) -> Double {
    let place = 4_900_000 + Double(byte & 15)
    switch byte >> 4 {
    case 1: return place.nextUp
    case 2: return place.nextDown
    case 3: return place + 0.5
    default: return place
    }
  }
}
