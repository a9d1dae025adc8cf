#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a file descriptor is connected to.
public enum TerminalWindow {
    /// Whether the descriptor is a terminal, with a person at the other end.
    public static func isAttached(to descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The width of the window in columns; nil if there is no terminal or the width is not known.
    public static func width(of descriptor: Int32) -> Int? {
        size(of: descriptor).flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil }
    }

    /// The height of the window in lines; nil if there is no terminal or the height is not known.
    public static func height(of descriptor: Int32) -> Int? {
        size(of: descriptor).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil }
    }

    private static func size(of descriptor: Int32) -> winsize? {
        var size = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }
}
