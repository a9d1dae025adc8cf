/// What a file held that people should know of, though every row was imported as it is.
public struct ImportRemarks: Hashable, Sendable {
    /// Rows that say that their recipient has left but not when: kept as unsubscribed at the time of the import.
    public var undatedUnsubscriptions = 0
    /// Rows with the address of a role, not of a person: `info@`, `postmaster@`.
    public var roleAddresses = 0
    /// Domains that look mistyped, the most frequent first. The addresses are imported as they are.
    public var likelyTypos: [LikelyTypo] = []
    /// The line of the header, where something stands above it that is no row.
    public var headerBelowPreamble: Int?
    /// The members of a JSON object that lead to the rows; empty where the rows are all there is.
    public var listPath: [String] = []
    /// The file with the rejected rows; nil if none was asked for or nothing was rejected.
    public var rejects: String?

    /// A domain that looks mistyped.
    public struct LikelyTypo: Hashable, Sendable {
        /// The domain as it stands in the file.
        public let domain: String
        /// The domain that was likely meant.
        public let suggestion: String
        /// How many rows have it.
        public let rows: Int
    }
}
