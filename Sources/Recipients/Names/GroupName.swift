/// The name of a group: trimmed, NFC, 1 to 255 bytes, without control characters. Case counts.
public struct GroupName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name: trimmed, NFC, 1 to 255 bytes, no control characters.
    public let text: String

    /// - Throws: `Failure` with the code `invalid-name`.
    public init(_ text: some StringProtocol) throws(Failure) {
        let name = text.trimmed.normalizedNFC
        if name.isEmpty {
            throw Failure(.invalidName, "a group needs a name that is not empty")
        }
        if name.utf8.count > 255 {
            throw Failure(.invalidName, "a group's name has at most 255 bytes; this one has \(name.utf8.count)")
        }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw Failure(.invalidName, "a group's name cannot contain control characters")
        }
        self.text = name
    }

    public var description: String { text }

    public static func < (left: GroupName, right: GroupName) -> Bool {
        left.text < right.text
    }
}
