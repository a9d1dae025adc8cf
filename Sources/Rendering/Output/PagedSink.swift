/// A program that shows a text one window at a time.
public protocol Pager: AnyObject {
    /// Whether it still takes text; the user may have left it.
    var isReading: Bool { get }
    /// Adds to the text.
    func write(_ text: String)
    /// Waits until the user leaves it.
    func close()
}

/// Collects what is written until `flush()`. What does not fit into the window goes to a pager.
public final class PagedSink: TextSink {
    private let direct: any TextSink
    private let height: () -> Int?
    private let open: (_ headingLines: Int) -> (any Pager)?
    private var kept = ""
    /// How many lines stay at the top of every page: the heading of a table, if the text begins with one.
    private var headingLines = 0
    private var lines = 0
    private var pager: (any Pager)?
    /// Whether the text is larger than the window and there is no pager.
    private var isDirect = false
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
    public var wantsMore: Bool { pager?.isReading ?? direct.wantsMore }

    public func beginTable(headingLines: Int) {
        if kept.isEmpty, pager == nil { self.headingLines = headingLines }
    }

    public func write(_ text: String) {
        if let pager { return pager.write(text) }
        if isDirect || isBypassed { return direct.write(text) }
        kept += text
        lines += text.utf8.count { $0 == UInt8(ascii: "\n") }
        // One line is needed for the prompt.
        guard let height = height(), lines >= height else { return }
        pager = open(headingLines)
        if let pager {
            pager.write(kept)
        } else {
            isDirect = true
            direct.write(kept)
        }
        kept = ""
    }

    public func flush() {
        if let pager {
            pager.close()
        } else {
            direct.write(kept)
            direct.flush()
        }
        (kept, lines, headingLines, pager, isDirect) = ("", 0, 0, nil, false)
    }
}
