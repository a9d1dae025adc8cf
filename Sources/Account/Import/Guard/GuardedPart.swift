internal import Recipients
internal import Snapshots
internal import Sorting

/// What the guard sees of an import, or of a part of it.
struct GuardedPart: Sendable {
    /// The recipients of the group that are in the file.
    var sample: KnownSample
    /// How many further rows are for recipients of the group: invalid ones, and all but one of the same address.
    private(set) var otherKnown = 0
    /// The first addresses that the group does not have.
    private(set) var unknown: [String] = []
    /// The first recipients that are removed.
    private(set) var leaving: [String] = []

    init(limit: KnownSample.Limit) {
        sample = KnownSample(limit: limit)
    }

    /// Notes further rows of a recipient of the group.
    mutating func noteKnown(_ rows: Int) { otherKnown += rows }

    /// Notes an address that the group does not have.
    @inline(__always)
    mutating func noteUnknown(_ row: PackedRow) {
        if unknown.count < Accident.shownExamples { unknown.append(Self.text(row.key)) }
    }

    /// Notes a recipient that is removed.
    @inline(__always)
    mutating func noteLeaving(_ stored: Row?) {
        if leaving.count < Accident.shownExamples, let stored { leaving.append(Self.text(stored.key)) }
    }

    @inline(never)
    private static func text(_ key: UnsafeRawBufferPointer) -> String { String(decoding: key, as: UTF8.self) }

    /// Adds what was seen of another part.
    mutating func add(_ other: GuardedPart) {
        sample.add(other.sample)
        otherKnown += other.otherKnown
        unknown = Array((unknown + other.unknown).prefix(Accident.shownExamples))
        leaving = Array((leaving + other.leaving).prefix(Accident.shownExamples))
    }
}
