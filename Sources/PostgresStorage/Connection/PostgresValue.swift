import SystemCalls

/// A parameter of a statement.
enum PostgresValue {
    case text(String?)
    case integer(Int?)
    case texts([String?])
    case integers([Int?])
    case byteArrays([[UInt8]?])

    /// The object id of the type on the server.
    var type: UInt32 {
        switch self {
        case .text: 25
        case .integer: 20
        case .texts: 1009
        case .integers: 1016
        case .byteArrays: 1001
        }
    }

    /// Appends the value in the server's binary format.
    ///
    /// - Returns: False if it is null.
    /// - Throws: `.refused` if it is too large for a statement.
    func append(to bytes: inout [UInt8]) throws(PostgresError) -> Bool {
        switch self {
        case .text(let text):
            guard let text else { return false }
            bytes += text.utf8
        case .integer(let number):
            guard let number else { return false }
            bytes.append(number)
        case .texts(let texts):
            try bytes.append(array: texts, of: 25) { text, bytes in bytes += text.utf8 }
        case .integers(let numbers):
            try bytes.append(array: numbers, of: 20) { number, bytes in bytes.append(number) }
        case .byteArrays(let arrays):
            try bytes.append(array: arrays, of: 17) { array, bytes in bytes += array }
        }
        return true
    }

    /// A length, or a number of elements, as a statement gives it.
    ///
    /// - Throws: `.refused` if it is too large, with the state that a server gives for what exceeds its limits.
    static func length(_ count: Int) throws(PostgresError) -> Int32 {
        guard let length = Int32(exactly: count) else {
            throw .refused(state: "54000", "a statement cannot have \(count) bytes or elements in one place")
        }
        return length
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: Int) {
        Swift.withUnsafeBytes(of: Int64(number).bigEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(short number: Int32) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends an array in the server's binary format: the number of dimensions, whether any element is null, the
    /// element type, the number of elements and the first index; then the elements, each after its length.
    fileprivate mutating func append<Value>(
        array: [Value?],
        of type: Int32,
        _ encode: (Value, inout [UInt8]) -> Void
    ) throws(PostgresError) {
        append(short: array.isEmpty ? 0 : 1)
        append(short: array.contains { $0 == nil } ? 1 : 0)
        append(short: type)
        if array.isEmpty { return }
        append(short: try PostgresValue.length(array.count))
        append(short: 1)
        for element in array {
            let place = count
            append(short: -1)
            guard let element else { continue }
            encode(element, &self)
            let length = try PostgresValue.length(count - place - 4)
            Swift.withUnsafeBytes(of: length.bigEndian) { replaceSubrange(place..<place + 4, with: $0) }
        }
    }
}

/// The result of a statement, in the server's binary format.
///
/// Sendable, because libpq never changes a result.
final class PostgresRows: @unchecked Sendable {
    private let library: LibPQ
    private let result: LibPQ.Result
    /// The number of rows.
    let count: Int
    /// Whether the server sent a warning while it ran the statement.
    let hasWarning: Bool

    /// Takes over the result.
    init(_ library: LibPQ, _ result: LibPQ.Result, hasWarning: Bool) {
        self.library = library
        self.result = result
        self.hasWarning = hasWarning
        count = Int(library.rowCount(result))
    }

    deinit {
        library.clear(result)
    }

    /// A cell's bytes, which live as long as this object; nil for null.
    func bytes(_ row: Int, _ column: Int32) -> UnsafeRawBufferPointer? {
        let row = Int32(row)
        guard row < count, library.isNull(result, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: library.value(result, row, column), count: Int(library.length(result, row, column)))
    }

    /// A cell of the type `bigint`; nil for null.
    func integer(_ row: Int, _ column: Int32) -> Int? {
        guard let bytes = bytes(row, column), bytes.count == 8 else { return nil }
        return Int(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
    }

    /// A cell of the type `text`; nil for null.
    func text(_ row: Int, _ column: Int32) -> String? {
        bytes(row, column).map { String(decoding: $0, as: UTF8.self) }
    }
}
