/// A program that shows text a window at a time.
public protocol Pager: AnyObject {
    /// Whether it still reads: the person may have left it.
    var isReading: Bool { get }
    /// Takes more of the text.
    func write(_ text: String)
    /// Waits until the person leaves it.
    func close()
}

/// Keeps what is written until `flush()`. What does not fit into the window goes to a pager.
public final class PagedSink: TextSink {
    private let direct: any TextSink
    private let height: () -> Int?
    private let open: (_ headingLines: Int) -> (any Pager)?
    private var kept = ""
    /// How many lines are above every page: those of a table's heading, if it begins the text.
    private var headingLines = 0
    private var lines = 0
    private var pager: (any Pager)?
    /// Whether the window overflows and there is no pager.
    private var isDirect = false
    /// Whether nothing goes to a pager.
    public var isBypassed = false

    /// - Parameters:
    ///   - direct: Gets what fits.
    ///   - height: The lines of the window; nil if it does not say.
    ///   - open: Starts a pager that keeps so many lines in sight, if it can; nil if there is none.
    public init(
        _ direct: any TextSink,
        height: @escaping () -> Int?,
        open: @escaping (_ headingLines: Int) -> (any Pager)?
    ) {
        self.direct = direct
        self.height = height
        self.open = open
    }

    /// Whether somebody still wants to see more.
    public var wantsMore: Bool { pager?.isReading ?? direct.wantsMore }

    public func beginTable(headingLines: Int) {
        if kept.isEmpty, pager == nil { self.headingLines = headingLines }
    }

    public func write(_ text: String) {
        if let pager { return pager.write(text) }
        if isDirect || isBypassed { return direct.write(text) }
        kept += text
        lines += text.utf8.count { $0 == UInt8(ascii: "\n") }
        // The prompt takes a line.
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
