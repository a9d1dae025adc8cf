internal import Snapshots
internal import Sorting

/// A sample of the recipients of the group that are in the file, each before and after the import.
///
/// While they are few, all of them; then half of them, a fourth and so on. The choice does not depend on chance, and
/// the memory is bounded.
struct KnownSample: Sendable {
    /// How many recipients of the group have been found in the file.
    private(set) var known = 0
    /// Recipients whose number, scrambled, is above this are skipped. Each halving skips half of the rest.
    private var ceiling = UInt64.max
    private var taken: [Taken] = []
    private var bytes: [UInt8] = []
    private let limit: Limit

    /// How much a sample holds.
    struct Limit: Sendable {
        /// With more recipients than this, half of them are dropped.
        let recipients: Int
        /// The same for the size of their rows.
        let bytes: Int

        /// For the part of an import that a thread goes through at a time: enough for a sample of the whole to have
        /// some thousands.
        static func part(of parts: Int) -> Limit {
            Limit(recipients: max(128, 1024 / max(parts, 1)), bytes: 1 << 20)
        }

        /// For all parts together. A thousand recipients almost certainly distinguish four fifths from two thirds; a
        /// value that only one recipient has is found again only in a larger sample.
        ///
        /// - Parameter columns: How many columns the group's segments have. The more there are, the fewer recipients
        ///   are compared.
        static func whole(columns: Int) -> Limit {
            Limit(recipients: min(8192, (1 << 19) / FieldTable.width(ofColumns: columns)), bytes: 8 << 20)
        }
    }

    private struct Taken: BitwiseCopyable {
        let scrambled: UInt64
        let start: Int
        let before: Int
        let after: Int
    }

    /// In bytes. Longer rows are skipped, so that a few of them do not displace all others.
    private static let longestRow = 1 << 16

    init(limit: Limit) {
        self.limit = limit
    }

    /// How many recipients it holds.
    var count: Int { taken.count }

    /// Whether it holds every recipient that was found.
    var isWhole: Bool { taken.count == known }

    /// Notes a recipient of the group that was found in the file.
    ///
    /// - Parameters:
    ///   - before: The group's row.
    ///   - after: The recipient's new row, without its line end.
    @inline(__always)
    mutating func note(before: Row, after: UnsafeRawBufferPointer) {
        known &+= 1
        let scrambled = Self.scramble(known)
        guard scrambled <= ceiling else { return }
        take(before.bytes, after, scrambled)
    }

    /// A number that looks random, so that no pattern in the addresses coincides with the choice: SplitMix64 (Steele,
    /// Lea and Flood, Fast splittable pseudorandom number generators, 2014).
    @inline(__always)
    private static func scramble(_ number: Int) -> UInt64 {
        var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    @inline(never)
    private mutating func take(_ before: UnsafeRawBufferPointer, _ after: UnsafeRawBufferPointer, _ scrambled: UInt64) {
        guard before.count <= Self.longestRow, after.count <= Self.longestRow else { return }
        taken.append(Taken(scrambled: scrambled, start: bytes.count, before: before.count, after: after.count))
        bytes.append(contentsOf: before)
        bytes.append(contentsOf: after)
        thin()
    }

    /// Drops half of the recipients until the rest are within the limit.
    private mutating func thin() {
        while taken.count > limit.recipients || bytes.count > limit.bytes {
            ceiling >>= 1
            keep(upTo: ceiling)
        }
    }

    private mutating func keep(upTo ceiling: UInt64) {
        var kept: [Taken] = []
        var keptBytes: [UInt8] = []
        kept.reserveCapacity(taken.count)
        keptBytes.reserveCapacity(bytes.count)
        for row in taken where row.scrambled <= ceiling {
            kept.append(
                Taken(scrambled: row.scrambled, start: keptBytes.count, before: row.before, after: row.after))
            keptBytes.append(contentsOf: bytes[row.start..<row.start + row.before + row.after])
        }
        (taken, bytes) = (kept, keptBytes)
    }

    /// Adds the sample of another part. Of both, the same share is kept.
    mutating func add(_ other: KnownSample) {
        known += other.known
        let common = min(ceiling, other.ceiling)
        if ceiling > common { keep(upTo: common) }
        ceiling = common
        for row in other.taken where row.scrambled <= common {
            taken.append(
                Taken(scrambled: row.scrambled, start: bytes.count, before: row.before, after: row.after))
            bytes.append(contentsOf: other.bytes[row.start..<row.start + row.before + row.after])
        }
        thin()
    }

    /// Goes through the recipients, in the order of their addresses; the rows are valid inside the closure.
    func forEach(_ body: (_ before: Row, _ after: Row) -> Void) {
        bytes.withUnsafeBytes { (bytes) in
            for row in taken {
                let middle = row.start + row.before
                guard let before = Row(line: UnsafeRawBufferPointer(rebasing: bytes[row.start..<middle])),
                    let after = Row(line: UnsafeRawBufferPointer(rebasing: bytes[middle..<middle + row.after]))
                else { continue }
                body(before, after)
            }
        }
    }
}
