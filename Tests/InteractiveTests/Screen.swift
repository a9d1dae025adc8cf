/// What a terminal shows: enough of xterm for what an editor of lines sends.
struct Screen {
    private let width: Int
    private(set) var rows: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private var pending: [UInt8] = []
    /// The modes that are on: `?2004`.
    private(set) var modes: Set<String> = []
    /// Whether any colour was sent.
    private(set) var hasColour = false

    init(width: Int) {
        self.width = width
    }

    /// The lines without spaces at their ends, but for those before the cursor.
    var text: String {
        rows.enumerated().map { index, line in
            var line = line
            while line.last == " ", index != row || line.count > column { line.removeLast() }
            return String(line.filter { $0 != "\u{0}" })
        }.joined(separator: "\n")
    }

    mutating func write(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        while let length = lengthOfNext() {
            let piece = Array(pending[..<length])
            pending.removeFirst(length)
            show(piece)
        }
    }

    /// The length of the next control, sequence or character; nil if more must come.
    private func lengthOfNext() -> Int? {
        guard let first = pending.first else { return nil }
        if first == 0x1B {
            guard pending.count > 1 else { return nil }
            if pending[1] == UInt8(ascii: "[") {
                guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
                    return nil
                }
                return end + 1
            }
            return pending[1] == UInt8(ascii: "(") ? (pending.count > 2 ? 3 : nil) : 2
        }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        return pending.count >= length ? length : nil
    }

    private mutating func show(_ piece: [UInt8]) {
        switch piece[0] {
        case 0x1B: if piece.count > 2, piece[1] == UInt8(ascii: "[") { obey(String(decoding: piece, as: UTF8.self)) }
        case 0x0D: column = 0
        case 0x0A: moveDown()
        case 0x08: column = max(0, column - 1)
        case 0x09: column = min(width - 1, column / 8 * 8 + 8)
        case ..<0x20: break
        default: for character in String(decoding: piece, as: UTF8.self) { put(character) }
        }
    }

    private mutating func put(_ character: Character) {
        let isWide = character.unicodeScalars.first.map(Self.isWide) ?? false
        if column + (isWide ? 2 : 1) > width {
            column = 0
            moveDown()
        }
        fill(to: column + 2)
        rows[row][column] = character
        column += 1
        if isWide {
            rows[row][column] = "\u{0}"
            column += 1
        }
    }

    /// Hangul, the scripts of East Asia and emoji: enough for the tests.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        [0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xFF00...0xFF60, 0x1F300...0x1FAFF].contains {
            $0.contains(scalar.value)
        }
    }

    private mutating func fill(to count: Int) {
        while rows[row].count < count { rows[row].append(" ") }
    }

    private mutating func moveDown() {
        row += 1
        if row == rows.count { rows.append([]) }
    }

    private mutating func obey(_ sequence: String) {
        let body = sequence.dropFirst(2).dropLast()
        let count = max(1, Int(body) ?? 1)
        switch sequence.last {
        case "A": row = max(0, row - count)
        case "B": for _ in 0..<count { moveDown() }
        case "C": column = min(width - 1, column + count)
        case "D": column = max(0, column - count)
        case "G": column = count - 1
        case "H": (row, column) = (0, 0)
        case "J":
            rows.removeLast(rows.count - row - 1)
            rows[row] = Array(rows[row].prefix(column))
        case "K": rows[row] = Array(rows[row].prefix(column))
        case "P":
            if column < rows[row].count { rows[row].removeSubrange(column..<min(rows[row].count, column + count)) }
        case "X":
            fill(to: column + count)
            for offset in 0..<count { rows[row][column + offset] = " " }
        case "@":
            fill(to: column)
            rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
        case "h": modes.insert(String(body))
        case "l": modes.remove(String(body))
        case "m": hasColour = hasColour || !(body.isEmpty || body == "0" || body == "1")
        default: break
        }
    }
}
