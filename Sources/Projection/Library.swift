internal import CPROJ

/// A PROJ context that belongs to one value on one thread; without network, without talk on stderr.
struct ProjContext: ~Copyable {
  let pointer: OpaquePointer?
  private let lastMessage = MessageBox()

  init() {
    pointer = proj_context_create()
    // Same inputs, same bytes: a grid fetched today must not change what was computed yesterday.
    _ = proj_context_set_enable_network(pointer, 0)
    proj_log_func(
      pointer,
      Unmanaged.passUnretained(lastMessage).toOpaque(),
      { box, level, message in
        guard level == PJ_LOG_ERROR.rawValue, let box, let message else { return }
        Unmanaged<MessageBox>.fromOpaque(box).takeUnretainedValue().text =
          String(cString: message)
      }
    )
  }

  deinit { proj_context_destroy(pointer) }

  /// What PROJ said last, or its word for the last error number.
  func reason() -> String {
    defer { lastMessage.text = nil }
    if let text = lastMessage.text { return text }
    let number = proj_context_errno(pointer)
    guard number != 0, let text = proj_context_errno_string(pointer, number) else {
      return "failed without a word"
    }
    return String(cString: text)
  }

  /// Takes over an object PROJ returned; nil stays nil.
  func owned(_ object: OpaquePointer?) -> ProjObject? {
    object.map { ProjObject(pointer: $0) }
  }
}

/// Where the log callback leaves its message.
private final class MessageBox {
  var text: String?
}

/// One PROJ object, destroyed once when the value goes; its context must outlive it.
struct ProjObject: ~Copyable {
  let pointer: OpaquePointer

  deinit { proj_destroy(pointer) }

  /// Gives the object to an owner that destroys it itself.
  consuming func release() -> OpaquePointer {
    let pointer = self.pointer
    discard self
    return pointer
  }
}
