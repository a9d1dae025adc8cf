internal import JSONRecords
internal import Storage

/// The content of a file whose replacement commits changes.
protocol Manifest: JSONRepresentable {
    /// The versions of its format that this program knows.
    static var knownFormats: ClosedRange<Int> { get }
    var format: Int { get }
    /// What is impossible in it, although its checksum is right; nil if it can be relied on.
    var problem: String? { get }
}

extension AccountManifest: Manifest {}
extension GroupManifest: Manifest {}

/// What the bytes of a manifest hold.
enum ReadManifest<Value: Manifest> {
    case valid(Value)
    case damaged(FileDamage)
    /// It has a format of this version, which this program does not know.
    case unknownFormat(Int)

    init(_ mapped: MappedBytes) {
        do throws(ChecksummedJSON.Damage) {
            let value = try mapped.decode(Value.self)
            guard Value.knownFormats.contains(value.format) else {
                self = .unknownFormat(value.format)
                return
            }
            self = value.problem.map { .damaged(.other($0)) } ?? .valid(value)
        } catch {
            // A format that is not known cannot be decoded as a rule, but it is not damage.
            if let format = error.format, !Value.knownFormats.contains(format) {
                self = .unknownFormat(format)
            } else {
                self = .damaged(error.damage)
            }
        }
    }
}
