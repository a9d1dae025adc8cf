internal import Recipients
internal import Snapshots

extension GroupManifest {
    /// The fingerprints of the addresses in its segments, as far as they have any.
    var fingerprints: AddressFingerprints { AddressFingerprints(segments.compactMap(\.fingerprints)) }

    /// The most fingerprints that a manifest has: they are read with it by every statement on the group.
    private static let mostFingerprints = 4096

    /// Leaves the fingerprints out if there are too many.
    mutating func limitFingerprints() {
        let count = segments.reduce(0) { $0 + ($1.fingerprints?.count ?? 0) }
        if count > Self.mostFingerprints { segments = segments.map { $0.withoutFingerprints } }
    }

    /// Whether each fingerprint of an older manifest is still in this one, as far as can be told.
    func hasFingerprints(of old: GroupManifest) -> Bool {
        let numbers = Set(segments.map(\.number))
        let dropped = old.segments.filter { !numbers.contains($0.number) }.compactMap(\.fingerprints)
        if dropped.isEmpty { return true }
        let left = fingerprints
        return dropped.allSatisfy { $0.isSubset(of: left) }
    }
}

extension EmailAddress {
    /// Its fingerprint in segments and in the index.
    var fingerprint: AddressFingerprint {
        var text = text
        return text.withUTF8 { AddressFingerprint(of: UnsafeRawBufferPointer($0)) }
    }
}
