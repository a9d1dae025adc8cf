/// The name of a group: trimmed, NFC, 1 to 255 bytes, without control characters. Case counts.
public struct GroupName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name: trimmed, NFC, 1 to 255 bytes, no control characters.
    public let text: String

    /// - Throws: `invalid-name`, about the group.
    public init(_ text: some StringProtocol) throws(Failure) {
        let name = text.trimmed.normalizedNFC
        if name.isEmpty {
            throw NameProblem.emptyGroupName.failure
        }
        if name.utf8.count > NameProblem.maximumLength {
            throw NameProblem.longGroupName(bytes: name.utf8.count).failure
        }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw NameProblem.controlInGroupName.failure
        }
        self.text = name
    }

    public var description: String { text }

    public static func < (left: GroupName, right: GroupName) -> Bool {
        left.text < right.text
    }
}
