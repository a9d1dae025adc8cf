import SystemCalls

/// The lock of writers that this process holds.
struct FolderLock {
    /// The store's folder, which is what is locked: removing or replacing a file in it lets nobody else in. Everything
    /// that the holder does goes through this descriptor, so that it never reaches another folder that has taken the
    /// name.
    let folder: Int32
    /// The file that names the holder. Versions of cbs before store format 3 lock this file and nothing else.
    let holderFile: FileDescriptor
    /// The folder of data, which a reader that clears expired data also locks; nil for a writer.
    let data: DataLock?
    let identity: FileIdentity
    let epoch: Int
    /// Where a writer may have been interrupted, as the lock file says.
    var unsettled: Unsettled

    func release() {
        holderFile.unlockAndClose()
        FileDescriptor.unlockAndClose(folder)
        data?.release()
    }
}

/// Identifies a file or folder among all that exist at the same time.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let inode: UInt64

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// The numbers of the device and of the inode.
    var text: String { "\(device)-\(inode)" }
}

extension FolderStorage {
    public func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int {
        if let lock { return lock.epoch }
        if let epoch = try take(patience, above: known, data: nil) { return epoch }
        // Clearing takes only a moment, and no writer may fail because of it.
        let end = ContinuousClock.now + clearingWait
        while isBeingCleared, ContinuousClock.now < end, !patience.isCancelled() {
            let short = Patience(.milliseconds(100), isCancelled: patience.isCancelled)
            if let epoch = try take(short, above: known, data: nil) { return epoch }
        }
        throw .locked(holder: readHolderFile()?.holder)
    }

    public func lockForClearing(above known: Int) throws(StorageError) -> Int? {
        if let lock { return lock.epoch }
        guard let data = try lockData(LOCK_EX) else { return nil }
        do throws(StorageError) {
            if let epoch = try take(.none, above: known, data: data) { return epoch }
        } catch {
            data.release()
            throw error
        }
        data.release()
        return nil
    }

    public func unlock() {
        pending.discard()
        lock?.release()
        lock = nil
    }

    public func checkUnlocked() throws(StorageError) {
        if lock != nil { return }
        let folder = try FileDescriptor.open(self, .root, O_RDONLY | O_DIRECTORY)
        defer { folder.unlockAndClose() }
        // Shared: two who ask at the same time do not take each other for a writer.
        guard try folder.lockWhole(LOCK_SH) else { throw .locked(holder: readHolderFile()?.holder) }
    }

    /// - Parameter data: The locked folder of data, which the lock takes over; nil for a writer.
    /// - Returns: The epoch; nil if another process holds the lock.
    private func take(_ patience: Patience, above known: Int, data: DataLock?) throws(StorageError) -> Int? {
        // The folder of data that is locked belongs to this folder, and to none that takes its name.
        guard let folder = try lockRoot(patience, attempts: data == nil ? 2 : 1) else { return nil }
        var file: FileDescriptor?
        do throws(StorageError) {
            let identity = try folder.identity
            let opened = try openHolderFile()
            file = opened
            guard try patience.tries({ () throws(StorageError) in try opened.lockWhole(LOCK_EX) }) else {
                opened.close()
                folder.unlockAndClose()
                return nil
            }
            let old = LockFile(readFrom: opened)
            let unsettled = old?.unsettled(in: identity) ?? .unknown
            let epoch = max(old?.epoch ?? 0, known) + 1
            LockFile(.current, epoch: epoch, unsettled, in: identity).write(to: opened)
            lock = FolderLock(
                folder: folder.descriptor, holderFile: opened, data: data, identity: identity, epoch: epoch,
                unsettled: unsettled)
            try finishSwitch()
            return epoch
        } catch {
            lock = nil
            file?.unlockAndClose()
            folder.unlockAndClose()
            throw error
        }
    }

    /// Locks the store's folder. While this process waits, another folder may take the name, such as a copy that is put
    /// in its place: then that one is locked.
    ///
    /// - Parameter attempts: In how many folders, one after the other.
    /// - Returns: The folder; nil if another process holds the lock, or if the folder was replaced each time.
    private func lockRoot(_ patience: Patience, attempts: Int) throws(StorageError) -> FileDescriptor? {
        for _ in 0..<attempts {
            let folder = try FileDescriptor.open(self, .root, O_RDONLY | O_DIRECTORY)
            do throws(StorageError) {
                guard try patience.tries({ () throws(StorageError) in try folder.lockWhole(LOCK_EX) }) else {
                    folder.close()
                    return nil
                }
                if try folder.identity == identity { return folder }
            } catch {
                folder.unlockAndClose()
                throw error
            }
            folder.unlockAndClose()
        }
        return nil
    }

    /// The folder that has the store's name now; nil if there is none.
    private var identity: FileIdentity? {
        var status = stat()
        return stat(root, &status) == 0 ? FileIdentity(status) : nil
    }

    /// Opens the holder file. If that has a second name, it may be any file of the user's: a new one takes its place.
    ///
    /// - Throws: `.unexpectedKind` for a pipe or a device, to which nothing is written.
    private func openHolderFile() throws(StorageError) -> FileDescriptor {
        let path = Self.lockFile
        let file = try FileDescriptor.open(self, path, O_RDWR | O_CREAT)
        do throws(StorageError) {
            let status = try file.status
            guard status.st_mode & S_IFMT == S_IFREG else { throw StorageError.unexpectedKind(path) }
            if status.st_nlink <= 1 { return file }
        } catch {
            file.close()
            throw error
        }
        file.close()
        try remove(path)
        return try FileDescriptor.open(self, path, O_RDWR | O_CREAT | O_EXCL)
    }

    private func readHolderFile(_ size: Int = LockFile.maximumBytes) -> LockFile? {
        guard let file = try? FileDescriptor.open(self, Self.lockFile, O_RDONLY) else { return nil }
        defer { file.close() }
        return LockFile(readFrom: file, size: size)
    }

    // MARK: Unsettled folders

    public func unsettled() throws(StorageError) -> Unsettled? {
        if let lock { return lock.unsettled }
        guard let identity, let file = readHolderFile() else { return .unknown }
        return file.unsettled(in: identity)
    }

    public func settle() {
        guard var held = lock, held.unsettled != .folders([]) else { return }
        held.unsettled = .folders([])
        lock = held
        LockFile(.current, epoch: held.epoch, held.unsettled, in: held.identity).write(to: held.holderFile)
    }

    /// Notes that a file is about to be made, replaced or removed: should this process be interrupted, the next writer
    /// checks its folder.
    func unsettle(_ path: StoragePath) {
        guard let file = lock?.holderFile, let folder = Unsettled.folder(of: path),
            lock?.unsettled.insert(folder) == true
        else { return }
        if !LockFile.append(folder, to: file) { lock?.unsettled = .unknown }
    }

    // MARK: Fences

    /// Must precede every change, directly: a writer that was suspended and overtaken changes nothing.
    ///
    /// Where a file system honours locks, nobody can overtake. This check is for those that do not, or only on one
    /// machine.
    func checkFence() throws(StorageError) {
        guard let lock else { return }
        guard identity == lock.identity else { throw .overtaken(by: nil) }
        if let file = readHolderFile(LockFile.beginningBytes), file.epoch > lock.epoch {
            throw .overtaken(by: file.holder)
        }
    }

    // MARK: Pins

    public func pin(isCancelled: @escaping () -> Bool) throws(StorageError) {
        // Nobody else can remove files while this process may.
        guard pinned == nil, lock?.data == nil else { return }
        let isPinned = try Patience(clearingWait, isCancelled: isCancelled).tries { () throws(StorageError) in
            pinned = try lockData(LOCK_SH)
            return pinned != nil
        }
        // Without the pin, a file that another process removes would look like damage.
        if !isPinned { throw .locked(holder: readHolderFile()?.holder) }
    }

    public func unpin() {
        pinned?.release()
        pinned = nil
    }

    public func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool {
        if lock?.data != nil { return true }
        unpin()
        return try patience.tries { () throws(StorageError) in
            pinned = try lockData(LOCK_EX)
            return pinned != nil
        }
    }

    public func endRemoving() {
        unpin()
    }

    /// Locks the folder of data: shared for readers that pin, exclusively for whoever removes files.
    ///
    /// - Returns: Nil if the lock is not free at this moment.
    private func lockData(_ kind: Int32) throws(StorageError) -> DataLock? {
        let folder: FileDescriptor
        do throws(StorageError) {
            folder = try FileDescriptor.open(self, Self.dataFolder, O_RDONLY | O_DIRECTORY)
        } catch {
            guard error.isMissing else { throw error }
            // A store without data has nothing that could be removed.
            return DataLock(descriptor: nil)
        }
        var isLocked = false
        defer { if !isLocked { folder.close() } }
        isLocked = try folder.lockWhole(kind)
        return isLocked ? DataLock(descriptor: folder.descriptor) : nil
    }

    private var isBeingCleared: Bool {
        guard let held = try? lockData(LOCK_SH) else { return true }
        held.release()
        return false
    }
}

extension Unsettled {
    /// The folder directly below the folder of data that a path is, or is in; nil for any other path.
    static func folder(of path: StoragePath) -> StoragePath? {
        let parts = path.text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0] == FolderStorage.dataFolder.text, !parts[1].isEmpty else { return nil }
        return FolderStorage.dataFolder.appending(String(parts[1]))
    }
}

/// The lock of the folder of data that this process holds.
struct DataLock {
    /// Nil if there is no such folder.
    let descriptor: Int32?

    func release() {
        if let descriptor { FileDescriptor.unlockAndClose(descriptor) }
    }
}
