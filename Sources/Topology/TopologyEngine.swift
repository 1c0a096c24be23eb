internal import CGEOS

/// Overlay, validity and repair of shapes through GEOS; one engine belongs to one thread.
///
/// The engine owns a reentrant GEOS context. It takes and returns ``/Geometry/MultiPolygon`` values
/// only; no handle of the C library outlives a call. Results are normalised: shells counter-clockwise,
/// holes clockwise, rings, holes and polygons in GEOS's canonical order, so that the same
/// point set gives the same bytes. Lines and points an operation leaves behind are dropped: only area
/// comes back. Making an engine costs microseconds: make one for each chunk of work.
public struct TopologyEngine: ~Copyable {
  let context: OpaquePointer
  private let lastMessage: MessageBox

  /// Makes an engine; traps only when there is no memory left for a context.
  public init() {
    guard let context = GEOS_init_r() else {
      preconditionFailure("GEOS_init_r: no memory for a context")
    }
    self.context = context
    lastMessage = MessageBox()
    // The manual: "the handler is called with the message and the userData given here". The box lives as
    // long as the engine, and the engine finishes the context before the box goes.
    _ = GEOSContext_setErrorMessageHandler_r(
      context,
      { message, box in
        guard let message, let box else { return }
        Unmanaged<MessageBox>.fromOpaque(box).takeUnretainedValue().text =
          String(cString: message)
      },
      Unmanaged.passUnretained(lastMessage).toOpaque()
    )
  }

  deinit { GEOS_finish_r(context) }

  /// The one place where a sentinel of the C library becomes an error; clears the message.
  func failure(of function: String) -> TopologyError {
    defer { lastMessage.text = nil }
    return TopologyError(function: function, message: lastMessage.text ?? "failed without a word")
  }

  /// Takes over what a C function returned, or throws what it said.
  func owned(
    _ pointer: OpaquePointer?,
    from function: String
  ) throws(TopologyError) -> GeometryHandle {
    guard let pointer else { throw failure(of: function) }
    return GeometryHandle(pointer: pointer, context: context)
  }

  /// The truth value of a C predicate: 1, 0, or 2 on exception.
  func truth(_ result: CChar, from function: String) throws(TopologyError) -> Bool {
    guard result == 0 || result == 1 else { throw failure(of: function) }
    return result == 1
  }
}

/// Where the error callback leaves its message: a C callback cannot throw through C.
private final class MessageBox {
  var text: String?
}

/// One geometry of the C library, freed once when the value goes; never leaves an engine's method.
struct GeometryHandle: ~Copyable {
  let pointer: OpaquePointer
  let context: OpaquePointer

  deinit { GEOSGeom_destroy_r(context, pointer) }

  /// Gives the geometry to a C function that takes ownership.
  consuming func release() -> OpaquePointer {
    let pointer = self.pointer
    discard self
    return pointer
  }
}
