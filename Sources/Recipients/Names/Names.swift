@_spi(_Unicode) import Swift

/// The name of a group: trimmed, NFC, 1 to 255 bytes, without control characters. Case counts.
public struct GroupName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name: trimmed, NFC, 1 to 255 bytes, no control characters.
    public let text: String

    /// Checks and normalises a name.
    ///
    /// - Throws: `invalid-name`, about the group.
    public init(_ text: some StringProtocol) throws(Failure) {
        let name = String(text).trimmed.normalizedNFC
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

/// The name of a field of a group's own: trimmed, NFC, 1 to 255 bytes, without control characters, not reserved.
public struct FieldName: Hashable, Sendable {
    /// The name as it is shown: trimmed and NFC, its case as it was written.
    public let text: String

    /// Checks and normalises a name.
    ///
    /// - Parameters:
    ///   - text: The name as somebody wrote it.
    ///   - isOfColumn: Whether it is the field of a column in a file. That may be one that every recipient has, and
    ///     help says how to map the column.
    /// - Throws: `invalid-name`, without a subject: the caller knows which field it is.
    public init(_ text: some StringProtocol, isOfColumn: Bool = false) throws(Failure) {
        let name = String(text).trimmed.normalizedNFC
        guard !name.isInvisible else { throw NameProblem.emptyFieldName(isOfColumn: isOfColumn).failure }
        guard name.utf8.count <= NameProblem.maximumLength else {
            throw NameProblem.longFieldName(bytes: name.utf8.count, isOfColumn: isOfColumn).failure
        }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw NameProblem.controlInFieldName(isOfColumn: isOfColumn).failure
        }
        if !isOfColumn, Field.isReserved(name) { throw NameProblem.reservedFieldName(name).failure }
        self.text = name
    }
}

/// The name of a file.
public enum FileName {
    /// Checks a name that somebody wrote. The system takes a name to end at a NUL character, and would use another
    /// file.
    ///
    /// - Throws: `invalid-value`.
    public static func check(_ name: String, about subject: Subject? = nil) throws(Failure) {
        if name.utf8.contains(0) { throw NameProblem.nulInFileName(name, subject).failure }
    }
}

/// What is wrong with the name of a group, a field or a file.
enum NameProblem {
    case emptyGroupName
    case longGroupName(bytes: Int)
    case controlInGroupName
    case emptyFieldName(isOfColumn: Bool)
    case longFieldName(bytes: Int, isOfColumn: Bool)
    case controlInFieldName(isOfColumn: Bool)
    /// The name belongs to what every recipient has.
    case reservedFieldName(String)
    case nulInFileName(String, Subject?)

    /// The most bytes that a name can have.
    static let maximumLength = 255

    var failure: Failure {
        switch self {
        case .emptyGroupName:
            Failure(
                .invalidName, "a group's name cannot be empty",
                help: "give it a name of 1 to 255 bytes: create group Newsletter", about: .group)
        case .longGroupName(let bytes):
            Failure(
                .invalidName, "a group's name has at most \(Self.maximumLength) bytes; this one has \(bytes)",
                about: .group)
        case .controlInGroupName:
            Failure(
                .invalidName, "a group's name cannot contain control characters",
                help: "leave out line breaks and other control characters", about: .group)
        case .emptyFieldName(let isOfColumn):
            Failure(
                .invalidName, "a field's name cannot be empty",
                help: isOfColumn
                    ? "give it a name, or leave the column out: --map COLUMN=" : "give it a name of 1 to 255 bytes")
        case .longFieldName(let bytes, let isOfColumn):
            Failure(
                .invalidName, "a field's name has at most \(Self.maximumLength) bytes; this one has \(bytes)",
                help: isOfColumn ? "give the column a shorter name: --map COLUMN=NAME" : "give it a shorter name")
        case .controlInFieldName(let isOfColumn):
            Failure(
                .invalidName, "a field's name cannot contain control characters",
                help: isOfColumn
                    ? "give the column another name: --map COLUMN=NAME"
                    : "leave out line breaks and other control characters")
        case .reservedFieldName(let name):
            Failure(
                .invalidName,
                Field.isColumn(name)
                    ? "\(name.quoted) is the name of a column that every recipient has"
                    : "\(name.quoted) is reserved: it says whether somebody has signed up",
                help: "choose another name, such as \(name)_2")
        case .nulInFileName(let name, let subject):
            Failure(
                .invalidValue, "the name of a file cannot contain a NUL character: \(name.quoted)", about: subject)
        }
    }
}

extension StringProtocol {
    /// The text in Unicode normalisation form C: the same characters, always as the same bytes.
    public var normalizedNFC: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return String(self) }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: String(self)._nfc)
        return String(scalars)
    }

    /// The text in Unicode normalisation form D: letters and their accents apart.
    var normalizedNFD: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return String(self) }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: String(self)._nfd)
        return String(scalars)
    }

    /// Whether nothing of the text can be seen: it is empty, or all of it is white space and characters without a form
    /// of their own, such as a byte order mark (U+FEFF) or a zero-width space (U+200B).
    public var isInvisible: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
    }

    /// The text without the white space around it.
    public var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
