public import Recipients

/// The files that a check looks into.
public protocol FileReading {
    /// - Throws: `unreadable-file` for what is no readable file.
    func contents(of path: String) throws(Failure) -> [UInt8]
    /// What `~` stands for.
    var homeFolder: String? { get }
}
