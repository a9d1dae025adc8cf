/// What a cell may say about consent, whatever its column means.
enum ConsentContent {
    case answer(ConsentAnswer)
    case date(SignUpDate)
    /// A whole number that is neither an answer nor a date.
    case number
    /// A day in a notation that is not read, such as `01/13/2024`.
    case unreadDay
    case words(ConsentValue)

    /// Reads a cell.
    ///
    /// - Parameters:
    ///   - cell: Its text, without white space around it; at most `ConsentPhrase.maximumBytes`.
    ///   - zone: The time zone of dates without an offset.
    fileprivate init(_ cell: UnsafeRawBufferPointer, in zone: borrowing ZoneRules) {
        if let answer = ConsentAnswer(cell) {
            self = .answer(answer)
        } else if let date = SignUpDate(cell, in: zone) {
            self = .date(date)
        } else if cell.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .number
        } else if Self.isDay(cell) {
            self = .unreadDay
        } else {
            self = .words(ConsentValue(String(decoding: cell, as: UTF8.self)))
        }
    }

    /// Whether a cell begins with numbers that may be a day, perhaps with a time after them.
    static func isDay(_ cell: UnsafeRawBufferPointer) -> Bool {
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard let first = cell.first, isDigit(first), cell.count <= longestDate else { return false }
        let separators = cell.prefix(longestDay).filter { "/.-".utf8.contains($0) }
        return separators.count == 2 && cell.allSatisfy { isDigit($0) || "/.-: TZapmAPM+".utf8.contains($0) }
    }

    /// In bytes: `01/13/2024`, and with a time and an offset.
    private static let (longestDay, longestDate) = (10, 40)
}

/// A cache of what short cells say about consent: a column has few different ones, in many rows. Reading the words of
/// each made an import take twenty times as long.
///
/// It holds a fixed number of cells, and a new one may replace an older one. For one thread only.
public struct ConsentMemory {
    private struct Place {
        var text = SIMD32<UInt8>()
        /// In bytes; 0 for an empty place.
        var length = 0
        var content = ConsentContent.number
    }

    private var places: [Place] = []
    /// How often a cell was not in the cache.
    private(set) var questions = 0

    /// Enough for the states of a column, and a few more.
    private static let capacity = 256
    /// In bytes. Longer cells are read each time.
    static let longestCell = MemoryLayout<SIMD32<UInt8>>.size

    /// An empty cache.
    public init() {}

    /// Reads a cell as `ConsentContent` does. Dates are not remembered: they depend on the zone, and are rarely the
    /// same.
    mutating func content(of cell: UnsafeRawBufferPointer, in zone: borrowing ZoneRules) -> ConsentContent {
        guard cell.count <= Self.longestCell else {
            questions += 1
            return ConsentContent(cell, in: zone)
        }
        if places.isEmpty { places = Array(repeating: Place(), count: Self.capacity) }
        var text = SIMD32<UInt8>()
        withUnsafeMutableBytes(of: &text) { $0.copyMemory(from: cell) }
        let index = Self.place(of: text)
        if places[index].length == cell.count, places[index].text == text { return places[index].content }
        questions += 1
        let content = ConsentContent(cell, in: zone)
        if case .date = content { return content }
        places[index] = Place(text: text, length: cell.count, content: content)
        return content
    }

    private static func place(of text: SIMD32<UInt8>) -> Int {
        // Both are 32 bytes.
        let words = unsafeBitCast(text, to: SIMD4<UInt64>.self)
        // Odd factors, so that the words count for their places; the multiplication of MurmurHash3's finaliser.
        var hash = words[0] &+ words[1] &* 3 &+ words[2] &* 5 &+ words[3] &* 7
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        return Int(truncatingIfNeeded: hash >> 40) & (capacity - 1)
    }
}
