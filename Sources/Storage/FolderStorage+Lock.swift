import SystemCalls

extension FolderStorage {
    /// Takes an exclusive `flock` of the file `lock` and writes this process's id into it. The system gives the lock back
    /// when the process ends, however it ends.
    public func lock() throws(StorageError) {
        guard lockDescriptor == nil else { return }
        let path = Self.lockFile
        let file = try FileDescriptor.open(self, path, O_RDWR | O_CREAT)
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = errno
            let holder = holder(writtenIn: file)
            file.close()
            guard error == EWOULDBLOCK else { throw .system(operation: "lock", path: path, errno: error) }
            throw .locked(holder: holder)
        }
        // The id is for messages only: a store on a full disk can still be locked.
        let holder = Array("\(getpid())\n".utf8)
        if ftruncate(file.descriptor, 0) == 0 {
            _ = holder.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, 0) }
        }
        lockDescriptor = file.descriptor
    }

    private func holder(writtenIn file: FileDescriptor) -> Int32? {
        guard let text = try? file.readAll(size: 20).array else { return nil }
        return Int32(String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    public func unlock() {
        guard let descriptor = lockDescriptor else { return }
        close(descriptor)
        lockDescriptor = nil
    }
}
