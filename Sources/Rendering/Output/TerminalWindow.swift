import SystemCalls

/// What a file descriptor is connected to.
public enum TerminalWindow {
    /// Whether a person sits at the other end.
    public static func isAttached(to descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The window's columns; nil if there is no terminal or it does not say.
    public static func width(of descriptor: Int32) -> Int? {
        size(of: descriptor).flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil }
    }

    /// The window's lines; nil if there is no terminal or it does not say.
    public static func height(of descriptor: Int32) -> Int? {
        size(of: descriptor).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil }
    }

    private static func size(of descriptor: Int32) -> winsize? {
        var size = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }
}
