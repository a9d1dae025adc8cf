/// Files packed without compression, as the format of ZIP wants it: what a fuzzer can change and still get unpacked.
struct StoredZip {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    init(_ files: [(name: String, content: [UInt8])]) {
        for file in files { add(file.name, file.content) }
        let start = bytes.count
        bytes += directory
        bytes += Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(count, 2) + Self.little(count, 2)
        bytes += Self.little(directory.count, 4) + Self.little(start, 4) + Self.little(0, 2)
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        let checksum = ~content.reduce(~0 as UInt32) { Self.table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
        // Version, flags, method, time, date; checksum and both sizes; the lengths of the name and of what is added to
        // it.
        let common =
            Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0x21, 2)
            + Self.little(Int(checksum), 4) + Self.little(content.count, 4) + Self.little(content.count, 4)
            + Self.little(name.utf8.count, 2) + Self.little(0, 2)
        directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common
        directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4)
        directory += Self.little(bytes.count, 4) + Array(name.utf8)
        bytes += Self.little(0x0403_4B50, 4) + common + Array(name.utf8) + content
        count += 1
    }

    private static func little(_ number: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
