import SystemCalls

/// Reads characters from a terminal: UTF-8 in any locale, keys that send several bytes as one character, and pastes.
final class KeyReader {
    enum Input {
        case character(UInt32)
        case signal(Int32)
        case end
    }

    private enum Byte {
        case byte(UInt8)
        case signal(Int32)
        case end
        /// Nothing arrived in time.
        case none
    }

    private let descriptor: Int32
    private let signals: PromptSignals
    /// The user's own bindings: sequences that occur in them are left to libedit.
    private let bindings: String
    /// Bytes that were read but not used, in reverse order.
    private var unread: [UInt8] = []
    /// Whether the last character was a return. A line feed right after it, from a pasted CRLF, does not end another
    /// line.
    private var followsReturn = false

    /// The longest time between the bytes of one key, in milliseconds: after a longer pause, Escape was a key by
    /// itself.
    private static let patience: Int32 = 50

    init(descriptor: Int32, signals: PromptSignals, bindings: String) {
        self.descriptor = descriptor
        self.signals = signals
        self.bindings = bindings
    }

    /// Whether something was read ahead: the last character belongs together with it.
    var hasMore: Bool { !unread.isEmpty }

    /// Drops what was read ahead.
    func drop() {
        unread = []
    }

    func next() -> Input {
        while true {
            let byte = nextByte(patience: -1)
            if case .byte(UInt8(ascii: "\n")) = byte, followsReturn {
                followsReturn = false
                continue
            }
            if case .byte(let byte) = byte { followsReturn = byte == UInt8(ascii: "\r") }
            switch byte {
            case .none: continue
            case .end: return .end
            case .signal(let signal): return .signal(signal)
            case .byte(0x1B): if let character = readSequence() { return .character(character) }
            case .byte(let byte) where byte < 0x80: return .character(UInt32(byte))
            case .byte(let byte): if let character = readScalar(after: byte) { return .character(character) }
            }
        }
    }

    /// Reads a paste up to its end mark, which is not part of it. Line ends become LF; other control characters except
    /// tabs are dropped.
    ///
    /// - Returns: Nil if a signal that ends the line arrived in between.
    func readPaste() -> String? {
        let mark = Array("\u{1B}[201~".utf8)
        var bytes: [UInt8] = []
        while !bytes.suffix(mark.count).elementsEqual(mark) {
            switch nextByte(patience: -1, ahead: 4096) {
            case .byte(let byte): bytes.append(byte)
            case .end: return nil
            case .signal(SIGINT), .signal(SIGTERM), .signal(SIGHUP), .signal(SIGQUIT): return nil
            case .none, .signal: continue
            }
        }
        return Self.pasted(String(decoding: bytes.dropLast(mark.count), as: UTF8.self))
    }

    static func pasted(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\r": result.append("\n")
            case "\n": if previous != "\r" { result.append("\n") }
            case "\t": result.append(scalar)
            default: if scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) { result.append(scalar) }
            }
        }
        while result.last == "\n" { result.removeLast() }
        return String(result)
    }

    // MARK: Bytes

    /// - Parameters:
    ///   - patience: How long to wait, in milliseconds; -1 forever.
    ///   - ahead: The most bytes to take from the terminal; what remains there belongs to the next program.
    private func nextByte(patience: Int32, ahead: Int = 1) -> Byte {
        while true {
            if let byte = unread.popLast() { return .byte(byte) }
            var polled = [
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&polled, 2, patience)
            if ready == 0 { return .none }
            if let signal = signals.next() { return .signal(signal) }
            if ready < 0 {
                if errno == EINTR { continue }
                return .end
            }
            var chunk = [UInt8](repeating: 0, count: ahead)
            let count = read(descriptor, &chunk, ahead)
            // An interrupted read is not the end of the input; a read of no bytes is.
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return .end }
            unread = chunk[..<count].reversed()
        }
    }

    /// Reads the rest of a character; nil if it is not one.
    private func readScalar(after first: UInt8) -> UInt32? {
        let count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
        var bytes = [first]
        for _ in 0..<count {
            guard case .byte(let byte) = nextByte(patience: 1000) else { return nil }
            guard byte & 0xC0 == 0x80 else {
                unread.append(byte)
                return nil
            }
            bytes.append(byte)
        }
        guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first else { return nil }
        return scalar.value < 0xA0 ? nil : scalar.value
    }

    /// Reads what follows an Escape; nil for a key without a meaning here.
    private func readSequence() -> UInt32? {
        guard case .byte(let first) = nextByte(patience: Self.patience) else { return 0x1B }
        // Some terminals send Alt as an Escape before the key's own sequence.
        if first == 0x1B { return readSequence() }
        guard first == UInt8(ascii: "[") || first == UInt8(ascii: "O") else {
            unread.append(first)
            return 0x1B
        }
        var sequence = [first]
        while sequence.count < 32, case .byte(let byte) = nextByte(patience: Self.patience) {
            sequence.append(byte)
            if first == UInt8(ascii: "O") || (0x40...0x7E).contains(byte) { break }
        }
        let text = String(decoding: sequence, as: UTF8.self)
        if text != "[200~", bindings.contains(text) {
            unread += sequence.reversed()
            return 0x1B
        }
        if text == "OM" { return 0x0D }
        return EditorKey(sequence: text)?.rawValue
    }
}
