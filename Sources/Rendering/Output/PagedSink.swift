/// A program that shows a text one window at a time.
public protocol Pager: AnyObject {
    /// Whether it still takes text; the user may have left it.
    var isReading: Bool { get }
    /// Adds to the text.
    func write(_ text: String)
    /// Waits until the user leaves it.
    ///
    /// - Returns: Whether it could show the text.
    func close() -> Bool
}

/// Collects what is written until `flush()`. What does not fit into the window goes to a pager, or is written directly
/// if the pager fails.
public final class PagedSink: TextSink {
    private let direct: any TextSink
    private let height: () -> Int?
    private let open: (_ headingLines: Int) -> (any Pager)?
    /// What has not been shown yet, or not for certain.
    private var kept = ""
    /// How many lines stay at the top of every page: the heading of a table, if the text begins with one.
    private var headingLines = 0
    private var lines = 0
    private var pager: (any Pager)?
    /// Whether the text is larger than the window and there is no pager.
    private var isDirect = false
    /// Whether the user has left the pager before the end of the text.
    private var wasLeft = false
    /// How many bytes are kept for the case that the pager fails. One that has taken more has read some of them: pipes
    /// and buffers hold less.
    static let keptBytes = 1 << 20
    /// Whether everything is written directly, without a pager.
    public var isBypassed = false

    /// - Parameters:
    ///   - direct: Receives what fits.
    ///   - height: The height of the window, in lines; nil if it is not known.
    ///   - open: Starts a pager that keeps that many lines in sight if it can; nil if there is none.
    public init(
        _ direct: any TextSink,
        height: @escaping () -> Int?,
        open: @escaping (_ headingLines: Int) -> (any Pager)?
    ) {
        self.direct = direct
        self.height = height
        self.open = open
    }

    /// Whether more output is wanted.
    public var wantsMore: Bool { !wasLeft && (pager?.isReading ?? direct.wantsMore) }

    public func beginTable(headingLines: Int) {
        if kept.isEmpty, pager == nil { self.headingLines = headingLines }
    }

    public func write(_ text: String) {
        if wasLeft { return }
        if let pager { return write(text, to: pager) }
        if isDirect || isBypassed { return direct.write(text) }
        kept += text
        lines += text.utf8.count { $0 == UInt8(ascii: "\n") }
        // One line is needed for the prompt.
        guard let height = height(), lines >= height else { return }
        if let pager = open(headingLines) {
            self.pager = pager
            let text = kept
            kept = ""
            write(text, to: pager)
        } else {
            writeDirectly()
        }
    }

    private func write(_ text: String, to pager: any Pager) {
        pager.write(text)
        if kept.utf8.count <= Self.keptBytes { kept += text }
        if !pager.isReading { close(pager) }
    }

    /// Waits for the end of the pager. If it has failed, its text is shown without it.
    private func close(_ pager: any Pager) {
        self.pager = nil
        if pager.close() || kept.utf8.count > Self.keptBytes {
            wasLeft = true
            kept = ""
        } else {
            writeDirectly()
        }
    }

    private func writeDirectly() {
        isDirect = true
        direct.write(kept)
        kept = ""
    }

    public func flush() {
        if let pager { close(pager) }
        direct.write(kept)
        direct.flush()
        (kept, lines, headingLines, isDirect, wasLeft) = ("", 0, 0, false, false)
    }
}
