internal import PostgresStorage
internal import Storage

/// The end of the program while stores are open, otherwise than by its last statement.
extension Account {
    /// From now on, if a file of a store is truncated while it is read, or the disk fails, ends the program with a
    /// message that names the file.
    ///
    /// - Parameter exitStatus: The exit status of a damaged store.
    public static func reportLostFiles(exitStatus: Int32) {
        MappedFiles.reportLosses(exitStatus: exitStatus)
    }

    /// To be called before a signal handler can call `endProgram(status:)`.
    public static func prepareToEndProgram() {
        HeldLeases.prepare()
    }

    /// Ends the program from a signal handler, after giving back the locks that it holds on servers.
    ///
    /// - Parameter status: The exit status.
    public static func endProgram(status: Int32) {
        HeldLeases.endProgram(status: status)
    }
}
