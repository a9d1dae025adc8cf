import SystemCalls

/// The content of the file `lock`: the process, the epoch, and the process's user, a line each; then the mark of the
/// folder and the start of the machine that the rest is valid for; then the unsettled folders, a line each.
package struct LockFile {
    let holder: LockHolder
    let epoch: Int
    private let mark: String
    /// The folders, a line each; nil if it is not known which they are.
    private let folders: ArraySlice<UInt8>?

    /// No store reaches a higher epoch: such a number is damaged.
    private static let highestEpoch = 1 << 48
    /// More than the folders of one writer take. If there is more, everything is checked.
    static let maximumBytes = 1 << 16
    /// Enough for the holder and the epoch.
    static let beginningBytes = 1 << 10
    /// What the mark's line begins with once a folder could not be noted.
    private static let voided = UInt8(ascii: "-")

    init(_ holder: LockHolder, epoch: Int, _ unsettled: Unsettled, in identity: FileIdentity) {
        self.holder = holder
        self.epoch = epoch
        mark = Self.mark(identity) ?? ""
        if case .folders(let folders) = unsettled {
            self.folders = ArraySlice(folders.map { $0.text + "\n" }.sorted().joined().utf8)
        } else {
            folders = nil
        }
    }

    /// Nil if the file holds something else, such as what an older version wrote.
    ///
    /// - Parameter size: How many bytes are read at most. The folders are known only if there are fewer.
    init?(readFrom file: FileDescriptor, size: Int = maximumBytes) {
        guard let bytes = try? file.readAll(size: size).array else { return nil }
        self.init(bytes, size: size)
    }

    private init?(_ bytes: [UInt8], size: Int) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 4, omittingEmptySubsequences: false)
        func text(_ line: Int) -> String { line < lines.count ? String(decoding: lines[line], as: UTF8.self) : "" }
        guard let process = Int32(text(0)) else { return nil }
        let account = text(2)
        holder = LockHolder(process: process, account: account.isEmpty ? nil : account)
        let written = Int(text(1)) ?? 0
        epoch = (0...Self.highestEpoch).contains(written) ? written : 0
        mark = text(3)
        folders = bytes.count < size && lines.count > 4 && bytes.last == UInt8(ascii: "\n") ? lines[4] : nil
    }

    /// Whether a file with this content can be a lock file. A file of the user's may have the same name.
    package static func isContent(_ bytes: [UInt8]) -> Bool {
        bytes.isEmpty || bytes.count <= maximumBytes && LockFile(bytes, size: maximumBytes) != nil
    }

    /// Where a writer may have been interrupted.
    ///
    /// What was not synced is lost when the machine stops, and the store may have been copied at any moment: so this is
    /// known only for the same folder, and only since the machine was started.
    func unsettled(in identity: FileIdentity) -> Unsettled {
        guard let folders, mark == Self.mark(identity) else { return .unknown }
        let paths = folders.split(separator: UInt8(ascii: "\n"))
            .map { StoragePath(String(decoding: $0, as: UTF8.self)) }
        return paths.allSatisfy { Unsettled.folder(of: $0) == $0 } ? .folders(Set(paths)) : .unknown
    }

    /// Identifies this start of the machine and this folder; nil if the system does not tell.
    private static func mark(_ identity: FileIdentity) -> String? {
        SystemCalls.startOfSystem.map { "\($0)-\(identity.text)" }
    }

    /// A store on a full disk can still be locked: only the holder then knows the epoch.
    func write(to file: FileDescriptor) {
        var bytes = Array("\(holder.process)\n\(epoch)\n\(holder.account ?? "")\n".utf8)
        if let folders { bytes += Array("\(mark)\n".utf8) + folders }
        let written = bytes.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, 0) }
        // What follows belongs to an earlier holder.
        if written == bytes.count { _ = ftruncate(file.descriptor, off_t(written)) } else { Self.void(file) }
    }

    /// Notes one more folder.
    ///
    /// - Returns: Whether it could be noted. If not, the file says that the unsettled folders are not known.
    static func append(_ folder: StoragePath, to file: FileDescriptor) -> Bool {
        let line = Array("\(folder.text)\n".utf8)
        let end = lseek(file.descriptor, 0, SEEK_END)
        let written = line.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, end) }
        if end > 0, written == line.count { return true }
        void(file)
        return false
    }

    /// Makes the mark invalid. That needs no space on the disk.
    private static func void(_ file: FileDescriptor) {
        guard let bytes = try? file.readAll(size: maximumBytes).array else { return }
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        guard ends.count > 3, ends[3] > ends[2] + 1 else { return }
        _ = withUnsafeBytes(of: voided) { pwrite(file.descriptor, $0.baseAddress, 1, off_t(ends[2] + 1)) }
    }
}

extension LockHolder {
    /// The variable that overrides the operating system's user: where several people share one, or a service acts for
    /// somebody.
    package static let userVariable = "CBS_USER"

    /// The most characters of a name from there.
    private static let longestName = 100

    /// This process.
    package static var current: LockHolder {
        let names = [namedUser ?? SystemCalls.userName, SystemCalls.hostName].compactMap { $0 }
        return LockHolder(process: getpid(), account: names.isEmpty ? nil : names.joined(separator: "@"))
    }

    /// The user that the environment names, up to the `@` of an address; nil if it names none.
    private static var namedUser: String? {
        guard var name = Environment[userVariable]?.prefix(while: { $0 != "@" }) else { return nil }
        name.unicodeScalars.removeAll { $0.properties.generalCategory == .control }
        return name.isEmpty ? nil : String(name.prefix(longestName))
    }
}
