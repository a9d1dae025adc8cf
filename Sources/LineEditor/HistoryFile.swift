internal import SystemCalls

/// A text file with one entry a line, in which `\n` stands for a line end and `\\` for a backslash. Only its owner
/// can read it, and it is written under a lock, so that concurrent sessions lose nothing.
struct HistoryFile {
    /// What `append` found out.
    enum Finding {
        case asBefore
        /// Entries have been removed since this program last opened the file.
        case afterRemoval
    }

    let path: String
    private let seen = SeenFile()

    /// The file that was last opened. Removing entries replaces the file, so its inode changes.
    private final class SeenFile {
        var inode: UInt64?
    }

    init(_ path: String) {
        self.path = path
    }

    /// Whether the file exists.
    var exists: Bool { access(path, F_OK) == 0 }

    /// Finds out whether entries could be appended, without making a file or a folder.
    ///
    /// - Throws: Why they could not.
    func requireWritable() throws(SystemError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        if descriptor >= 0 {
            defer { close(descriptor) }
            return try requireRegular(descriptor)
        }
        guard errno == ENOENT else { throw .last }
        var folder = path[...]
        repeat {
            folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? "."
        } while access(folder.isEmpty ? "/" : String(folder), F_OK) != 0 && folder.contains("/")
        guard access(folder.isEmpty ? "/" : String(folder), W_OK | X_OK) == 0 else { throw .last }
    }

    /// The entries, oldest first; none if there is no file.
    func read() throws(SystemError) -> [String] {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return [] }
            throw .last
        }
        defer { close(descriptor) }
        try requireRegular(descriptor)
        _ = remember(descriptor)
        return try entries(in: descriptor)
    }

    /// Appends an entry.
    func append(_ entry: String) throws(SystemError) -> Finding {
        let descriptor = try openLocked(creates: true)
        defer { close(descriptor) }
        let isAnother = remember(descriptor)
        var line = Array(Self.escape(entry).utf8) + [UInt8(ascii: "\n")]
        // A program that was killed may have left an unfinished line.
        let end = lseek(descriptor, 0, SEEK_END)
        var last = UInt8(ascii: "\n")
        if end > 0 { _ = pread(descriptor, &last, 1, end - 1) }
        if last != UInt8(ascii: "\n") { line.insert(UInt8(ascii: "\n"), at: 0) }
        try SystemCalls.writeAll(line, to: descriptor)
        return isAnother ? .afterRemoval : .asBefore
    }

    /// Replaces the entries. Does nothing if none of them change, or if there is no file.
    ///
    /// - Returns: The entries that remain.
    func rewrite(_ change: ([String]) -> [String]) throws(SystemError) -> [String] {
        let descriptor: Int32
        do {
            descriptor = try openLocked(creates: false)
        } catch {
            if error.number == ENOENT { return [] }
            throw error
        }
        defer { close(descriptor) }
        removeLeftovers()
        let before = try entries(in: descriptor)
        let after = change(before)
        guard after != before else { return after }
        let temporary = "\(path).\(getpid())\(Self.temporarySuffix)"
        let copy = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard copy >= 0 else { throw .last }
        do throws(SystemError) {
            defer { close(copy) }
            try SystemCalls.writeAll(Array(after.map { Self.escape($0) + "\n" }.joined().utf8), to: copy)
            _ = remember(copy)
            try SystemCalls.sync(copy)
            guard rename(temporary, path) == 0 else { throw .last }
        } catch {
            unlink(temporary)
            throw error
        }
        return after
    }

    private static let temporarySuffix = ".part"

    /// Removes the copies that programs were writing when they were killed: only the holder of the lock ever writes
    /// one.
    private func removeLeftovers() {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = String(path.dropLast(name.count))
        guard let names = try? SystemCalls.names(inFolder: folder.isEmpty ? "." : folder) else { return }
        for found in names {
            guard found.hasPrefix(name + "."), found.hasSuffix(Self.temporarySuffix) else { continue }
            let number = found.dropFirst(name.count + 1).dropLast(Self.temporarySuffix.count)
            if !number.isEmpty, number.allSatisfy(\.isNumber) { unlink(folder + found) }
        }
    }

    // MARK: Lines

    static func escape(_ entry: String) -> String {
        var result = ""
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func unescape(_ line: Substring) -> String {
        var result = ""
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if isEscaped {
                result.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    // MARK: The file

    /// Opens and locks the file; creates the folders above it if necessary.
    private func openLocked(creates: Bool) throws(SystemError) -> Int32 {
        if creates { createFolders() }
        while true {
            let flags = O_RDWR | O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW | (creates ? O_CREAT : 0)
            let descriptor = open(path, flags, 0o600)
            guard descriptor >= 0 else { throw .last }
            do throws(SystemError) {
                try requireRegular(descriptor)
            } catch {
                close(descriptor)
                throw error
            }
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else {
                    defer { close(descriptor) }
                    throw .last
                }
            }
            var opened = stat()
            var standing = stat()
            // Another session may have replaced the file while this one was waiting.
            if fstat(descriptor, &opened) == 0, stat(path, &standing) == 0, opened.st_ino == standing.st_ino {
                fchmod(descriptor, 0o600)
                return descriptor
            }
            close(descriptor)
        }
    }

    /// Refuses a pipe, at which a program would wait for ever, and other things with the name of the file.
    private func requireRegular(_ descriptor: Int32) throws(SystemError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(EINVAL) }
    }

    private func createFolders() {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o700)
        }
    }

    /// Remembers which file this is, and returns whether it differs from the last one.
    private func remember(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        defer { seen.inode = UInt64(status.st_ino) }
        return seen.inode.map { $0 != UInt64(status.st_ino) } ?? false
    }

    private func entries(in descriptor: Int32) throws(SystemError) -> [String] {
        let bytes = try SystemCalls.readAll(descriptor)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(Self.unescape)
    }
}
