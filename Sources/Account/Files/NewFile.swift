public import Recipients

/// Writes a text to a new file of the user's: whole or not at all, and never over another.
public enum NewFile {
    /// - Throws: `file-exists`, or `storage` where the file cannot be written.
    public static func write(_ text: String, to path: String) throws(Failure) {
        let file = try OutputFile(path: path, overwrites: false)
        do throws(Failure) {
            try Array(text.utf8).span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try file.write(bytes) }
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
    }
}
