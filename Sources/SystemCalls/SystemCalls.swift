#if canImport(Darwin)
    @_exported public import Darwin
#elseif canImport(Musl)
    @_exported public import Musl
#else
    @_exported public import Glibc
#endif

/// The system's calls under names that nothing hides: in a type with its own `write` method, a bare `write` is not the
/// system's. Each returns what the call returns and leaves `errno` as the call sets it.
public enum SystemCalls {
    /// Opens a file, or creates it with a mode. See open(2).
    public static func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
        openFile(path, flags, mode)
    }

    /// Closes a descriptor. Must not be retried after `EINTR`. See close(2).
    public static func close(_ descriptor: Int32) -> Int32 {
        closeFile(descriptor)
    }

    /// Reads at most `count` bytes; returns 0 at the end of the file and -1 on failure. See read(2).
    public static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        readFile(descriptor, buffer, count)
    }

    /// Writes up to `count` bytes; returns how many were written, which may be fewer, or -1 on failure. See write(2).
    public static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        writeFile(descriptor, bytes, count)
    }

    /// The absolute path of a file or folder, without links, `.` and `..`; nil if there is none that this user may
    /// find. See realpath(3).
    public static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The same as `realPath(_:)`, or the path as it is if that finds nothing.
    public static func resolved(_ path: String) -> String { realPath(path) ?? path }

    /// The name of the user that this process runs as; nil if the system knows none.
    public static var userName: String? {
        var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            guard let memory = buffer.baseAddress,
                getpwuid_r(geteuid(), &entry, memory, buffer.count, &found) == 0, found != nil
            else { return nil }
            return entry.pw_name.map { String(cString: $0) }
        }
    }

    /// The name of this machine; nil if the system does not say.
    public static var hostName: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// An identifier that differs each time the system is started; nil if the system has none.
    public static var startOfSystem: String? {
        var text = [CChar](repeating: 0, count: 64)
        #if canImport(Darwin)
            var size = text.count - 1
            guard sysctlbyname("kern.bootsessionuuid", &text, &size, nil, 0) == 0 else { return nil }
        #else
            let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC, 0)
            guard file >= 0 else { return nil }
            defer { _ = close(file) }
            guard read(file, &text, text.count - 1) > 0 else { return nil }
        #endif
        let words = text.prefix { $0 > 32 }.map { UInt8(bitPattern: $0) }
        return words.isEmpty ? nil : String(decoding: words, as: UTF8.self)
    }
}

extension SystemCalls {
    /// Occupies those of the descriptors 0, 1 and 2 that are closed. Otherwise the next file to be opened, such as one
    /// of a store, would be taken for standard input or output.
    ///
    /// The placeholders cannot be used: reading from 0 and writing to 1 or 2 fails, as it does on a closed descriptor.
    /// Call this before anything else is opened.
    ///
    /// - Returns: False if the system has no descriptor to give; then nothing may be opened at all.
    public static func reserveStandardDescriptors() -> Bool {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            let wrongDirection = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY
            var opened = open("/dev/null", wrongDirection, 0)
            // /dev may not be mounted; a folder can be neither read nor written.
            if opened < 0 { opened = open("/", O_RDONLY | O_DIRECTORY, 0) }
            // The system gives the lowest number that is free, and all below this one are taken.
            guard opened == descriptor else { return false }
        }
        return true
    }
}

extension SystemCalls {
    /// Lets a signal reach this thread: the program that started this one may have left it blocked.
    package static func unblock(_ signal: Int32) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, signal)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}

extension sigaction {
    /// The function that a signal calls, or `SIG_IGN` or `SIG_DFL`.
    public var handler: (@convention(c) (Int32) -> Void)? {
        get {
            #if canImport(Darwin)
                __sigaction_u.__sa_handler
            #else
                __sigaction_handler.sa_handler
            #endif
        }
        set {
            #if canImport(Darwin)
                __sigaction_u.__sa_handler = newValue
            #else
                __sigaction_handler.sa_handler = newValue
            #endif
        }
    }
}

extension sigaction {
    /// The function that a signal calls with details, such as the address that could not be read; needs `SA_SIGINFO`.
    public var informedHandler:
        (@convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void)?
    {
        get {
            #if canImport(Darwin)
                __sigaction_u.__sa_sigaction
            #else
                __sigaction_handler.sa_sigaction
            #endif
        }
        set {
            #if canImport(Darwin)
                __sigaction_u.__sa_sigaction = newValue
            #else
                __sigaction_handler.sa_sigaction = newValue
            #endif
        }
    }
}

extension siginfo_t {
    /// The address that could not be accessed, for `SIGBUS` and `SIGSEGV`.
    public var faultAddress: UInt {
        #if canImport(Glibc)
            UInt(bitPattern: _sifields._sigfault.si_addr)
        #elseif canImport(Musl)
            UInt(bitPattern: __si_fields.__sigfault.si_addr)
        #else
            UInt(bitPattern: si_addr)
        #endif
    }
}

extension stat {
    /// When the file was last changed.
    public var modificationTime: timespec {
        #if canImport(Darwin)
            st_mtimespec
        #else
            st_mtim
        #endif
    }

    /// When the file was last read.
    public var accessTime: timespec {
        #if canImport(Darwin)
            st_atimespec
        #else
            st_atim
        #endif
    }
}

private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }

private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func readFile(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func writeFile(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
