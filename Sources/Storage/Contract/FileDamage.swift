internal import SystemCalls

/// What is wrong with a file that does not hold what was written. Rooms that know more about its content add to it.
public enum FileDamage: Hashable, Sendable {
    /// It does not exist.
    case missing
    /// It is a link, a folder or a device.
    case irregular
    /// The disk or the file system has lost something; `errno` says what.
    case unreadable(errno: Int32)
    /// Its bytes have been changed.
    case wrongChecksum
    /// It has this many bytes, and should have others.
    case wrongSize(bytes: Int, expected: Int)
    /// What is wrong with a line; the first one is line 1.
    indirect case line(Int, FileDamage)
    /// What is found in one place only, in words.
    case other(String)

    /// The same in words, after the name of the file.
    public var words: String {
        switch self {
        case .missing: "the file is missing"
        case .irregular: "it is not a regular file; links are not followed in a store"
        case .unreadable(let number): "it cannot be read: \(SystemError(number).message)"
        case .wrongChecksum: "its checksum is wrong"
        case .wrongSize(let bytes, let expected): "it has \(bytes) bytes instead of \(expected)"
        case .line(let number, let damage): "line \(number): \(damage.words)"
        case .other(let words): words
        }
    }
}
