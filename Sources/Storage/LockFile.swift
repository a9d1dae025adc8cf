import SystemCalls

/// What the file `lock` says: the process, the epoch, and whose process it is, a line each; then the mark of where the folders
/// are unsettled that follow, a line each.
struct LockFile {
    let holder: LockHolder
    let epoch: Int
    private let mark: String
    /// The folders, a line each; nil where nobody knows which they are.
    private let folders: Substring?

    /// What is higher cannot have been counted.
    private static let highestEpoch = 1 << 48
    /// More than a writer leaves unsettled. Beyond, everything is looked at.
    private static let maximumBytes = 1 << 16
    /// What the mark's line begins with once folders could not be noted any more.
    private static let voided = UInt8(ascii: "-")

    init(_ holder: LockHolder, epoch: Int, _ unsettled: Unsettled, in identity: FileIdentity) {
        self.holder = holder
        self.epoch = epoch
        mark = Self.mark(identity) ?? ""
        if case .folders(let folders) = unsettled {
            self.folders = Substring(folders.map { $0.text + "\n" }.sorted().joined())
        } else {
            folders = nil
        }
    }

    /// Nil if the file holds something else, such as what an older version wrote.
    init?(readFrom file: FileDescriptor) {
        guard let bytes = try? file.readAll(size: Self.maximumBytes).array else { return nil }
        // The folders are told apart only for those who ask: a writer reads this before each of its changes.
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", maxSplits: 4, omittingEmptySubsequences: false)
        guard let process = lines.first.flatMap({ Int32($0) }) else { return nil }
        let account = lines.count > 2 && !lines[2].isEmpty ? String(lines[2]) : nil
        holder = LockHolder(process: process, account: account)
        let written = lines.count > 1 ? Int(lines[1]) ?? 0 : 0
        epoch = (0...Self.highestEpoch).contains(written) ? written : 0
        mark = lines.count > 3 ? String(lines[3]) : ""
        folders =
            bytes.count < Self.maximumBytes && lines.count > 4 && bytes.last == UInt8(ascii: "\n") ? lines[4] : nil
    }

    /// Where a writer may have been stopped in the middle of something.
    ///
    /// What was not synced is lost when the machine stops, and a copy of the store may have been made at any moment: so this
    /// is known only of the same folder, and since the machine was started.
    func unsettled(in identity: FileIdentity) -> Unsettled {
        guard let folders, mark == Self.mark(identity) else { return .unknown }
        let paths = folders.split(separator: "\n").map { StoragePath(String($0)) }
        return paths.allSatisfy { Unsettled.folder(of: $0) == $0 } ? .folders(Set(paths)) : .unknown
    }

    /// Tells this start of the machine and this folder from every other; nil where the system does not tell.
    private static func mark(_ identity: FileIdentity) -> String? {
        SystemCalls.startOfSystem.map { "\($0)-\(identity.text)" }
    }

    /// A store on a full disk can be locked anyway: the epoch is then known to its holder alone.
    func write(to file: FileDescriptor) {
        var text = "\(holder.process)\n\(epoch)\n\(holder.account ?? "")\n"
        if let folders { text += "\(mark)\n\(folders)" }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, 0) }
        // What is after belongs to an earlier holder.
        if written == bytes.count { _ = ftruncate(file.descriptor, off_t(written)) } else { Self.void(file) }
    }

    /// Notes one more folder.
    ///
    /// - Returns: Whether it could be noted. If not, the file says that nobody knows which folders are unsettled.
    static func append(_ folder: StoragePath, to file: FileDescriptor) -> Bool {
        let line = Array("\(folder.text)\n".utf8)
        let end = lseek(file.descriptor, 0, SEEK_END)
        let written = line.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, end) }
        if end > 0, written == line.count { return true }
        void(file)
        return false
    }

    /// Makes the mark one that is never right. That needs no room on the disk.
    private static func void(_ file: FileDescriptor) {
        guard let bytes = try? file.readAll(size: maximumBytes).array else { return }
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        guard ends.count > 3, ends[3] > ends[2] + 1 else { return }
        _ = withUnsafeBytes(of: voided) { pwrite(file.descriptor, $0.baseAddress, 1, off_t(ends[2] + 1)) }
    }
}

extension LockHolder {
    /// This process.
    package static var current: LockHolder {
        let names = [SystemCalls.userName, SystemCalls.hostName].compactMap { $0 }
        return LockHolder(process: getpid(), account: names.isEmpty ? nil : names.joined(separator: "@"))
    }
}
