internal import JSONRecords
internal import Recipients
internal import Snapshots
internal import Storage

/// What a manifest says about its group's activity file: how much of it counts, and how that ends.
///
/// Each line contains the checksum of the line before it, and the first line that of the file's path. So the checksum
/// of the last line stands for all lines, in their order, in this file and no other.
struct ActivityReference: Hashable {
    private(set) var bytes = 0
    private(set) var records = 0
    /// The checksum of the last line; if there are no lines, that of the file's path.
    private(set) var checksum: Checksum

    /// An empty file, which need not exist.
    init(emptyFile number: Int, ofGroup group: Int) {
        checksum = Self.beginning(ofFile: number, ofGroup: group)
    }

    /// The checksum that the first line of a file has in place of a line's before it.
    static func beginning(ofFile number: Int, ofGroup group: Int) -> Checksum {
        Array(StoreLayout.activity(number, ofGroup: group).text.utf8).withUnsafeBytes { Checksum(of: $0) }
    }

    /// Whether a file has the last of these lines where it was.
    func ends(in file: MappedBytes) -> Bool {
        file.withBytes { ChecksummedJSON.checksum(ofLineBefore: bytes, in: $0) == checksum }
    }

    /// Adds a record.
    ///
    /// - Returns: The line that the file must have next.
    mutating func append(_ entry: ActivityEntry) -> [UInt8] {
        let line = ChecksummedJSON.encode(ActivityLine(entry, after: checksum))
        bytes += line.count
        records += 1
        checksum = line.withUnsafeBytes { ChecksummedJSON.checksum(writtenIn: $0) } ?? checksum
        return line
    }
}

/// A line of an activity file.
struct ActivityLine {
    let entry: ActivityEntry
    /// The checksum of the line before; nil in a file of format 1.
    let previous: Checksum?

    init(_ entry: ActivityEntry, after previous: Checksum) {
        self.entry = entry
        self.previous = previous
    }
}

extension ActivityReference: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        bytes = try members.value("bytes")
        records = try members.value("records")
        checksum = try members.value("checksum")
    }

    var json: JSONValue {
        JSONValue(members: [
            "bytes": bytes.json,
            "records": records.json,
            "checksum": checksum.json,
        ])
    }
}

/// The entry's own members, and the checksum beside them.
extension ActivityLine: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        entry = try ActivityEntry(json: json)
        previous = try JSONMembers(json).optional("previous")
    }

    var json: JSONValue { entry.json.adding("previous", previous?.json) }
}
