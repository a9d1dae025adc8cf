#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a file descriptor is connected to.
public enum TerminalWindow {
    /// Whether a person sits at the other end.
    public static func isAttached(to descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The window's columns; nil if there is no terminal or it does not say.
    public static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
