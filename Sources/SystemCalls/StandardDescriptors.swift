#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

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
