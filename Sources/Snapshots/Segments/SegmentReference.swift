/// What a manifest knows of a segment.
public struct SegmentReference: Hashable, Sendable, Codable {
    /// The segment's number in its group; its file is named for it.
    public let number: Int
    /// The length of the file.
    public let bytes: Int
    /// The XXH3 checksum (64 bits) of the file.
    public let checksum: Checksum
    /// How many rows it has, removals included.
    public let rows: Int

    /// What a manifest says of a segment.
    public init(number: Int, bytes: Int, checksum: Checksum, rows: Int) {
        self.number = number
        self.bytes = bytes
        self.checksum = checksum
        self.rows = rows
    }
}
